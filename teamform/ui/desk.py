"""The desk: a proposal that a planner moves people about in, with every move checked and priced at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.shapes import taken_in
from teamform.rules import Checked
from teamform.team.proposal import Breach
from teamform.ui import words
from teamform.ui.rulebook import Rulebook

UNPLACED = "unplaced"
MOST_TRIED = 24
"""How many people are tried for a seat before the best few are shown."""

COLUMNS = ["person_id", "team_id", "demand_id", "discipline", "first_step", "period", "fte"]


@dataclass(frozen=True)
class Effect:
    """What a change of the allocation comes to: rules newly broken and mended, and what each goal gains or loses."""

    broken: tuple[Breach, ...]
    mended: tuple[Breach, ...]
    price: tuple[tuple[str, float, float, str], ...]
    """Goal, before, after, unit, for goals that change."""
    differences: tuple[float, ...]
    """After less before, for every goal in order."""

    @property
    def rank(self) -> tuple[float, ...]:
        """What is better comes first: fewer must-rules broken, then the goals in their order."""
        return (sum(b.must for b in self.broken), *self.differences)

    @property
    def words(self) -> str:
        """The price in a sentence."""
        if not self.price:
            return "no goal changes"
        return "; ".join(
            f"{goal}: {words.change(after - before, unit)}" for goal, before, after, unit in self.price[:3]
        )


@dataclass(frozen=True, eq=False)
class Candidate:
    """Somebody who could fill a seat: how much in which period, at which level, and what that comes to."""

    person: str
    fte: dict[str, int]
    level: int
    effect: Effect
    after: pd.DataFrame


class CannotMove(Exception):
    """A card can't be put there at all; the text says why."""


@dataclass(frozen=True, eq=False)
class Desk:
    """An allocation on the desk, against the proposal that it started from."""

    book: Rulebook
    start: pd.DataFrame
    now: pd.DataFrame

    @property
    def plan(self) -> Plan:
        """The plan behind it."""
        return self.book.plan

    @cached_property
    def checked(self) -> Checked:
        """The check of the allocation as it is now."""
        return self.book.check(self.now)

    @cached_property
    def effect(self) -> Effect:
        """What all changes since the proposal come to."""
        return self.compare(self.start, self.now)

    def compare(self, before: pd.DataFrame, after: pd.DataFrame) -> Effect:
        """What going from one allocation to another comes to."""
        old = self.book.check(before)
        new = self.checked if after is self.now else self.book.check(after)
        was, now = ({(b.rule, b.sentence): b for b in c.breaches} for c in (old, new))
        worse = [b for key, b in now.items() if key not in was or b.amount > was[key].amount + 1e-9]
        pairs = zip(self.book.prices(old).items(), self.book.prices(new).values(), strict=True)
        prices = [(goal, a, b, unit) for (goal, (a, unit)), (b, _) in pairs]
        return Effect(
            tuple(worse), tuple(b for key, b in was.items() if key not in now),
            tuple(price for price in prices if abs(price[1] - price[2]) > 1e-9),
            tuple(round(after - before, 6) for _, before, after, _ in prices),
        )  # fmt: skip

    def trying(self, after: pd.DataFrame) -> Effect:
        """What another allocation would come to, against the one on the desk."""
        return self.compare(self.now, after)

    def with_now(self, allocation: pd.DataFrame) -> Desk:
        """The desk with another allocation on it."""
        return replace(self, now=allocation)

    # --- moves

    def placed(self, person: str, demand: str) -> pd.DataFrame:
        """The rows of one person on one seat."""
        return self.now[(self.now["person_id"] == person) & (self.now["demand_id"] == demand)]

    def without(self, person: str, demand: str, periods: list[str]) -> pd.DataFrame:
        """The allocation with a person taken off a seat in these periods."""
        gone = (self.now["person_id"] == person) & (self.now["demand_id"] == demand) & self.now["period"].isin(periods)
        return self.now[~gone].reset_index(drop=True)

    def seat_for(self, person: str, team: str, discipline: str = "") -> pd.Series:
        """The seat of a team that a person would take: the same discipline, else the one that lacks most.

        Of alternative shapes it is the one that counts, unless the person brings only another.
        """
        seats = self.plan.demand[self.plan.demand["team_id"] == team]
        row = int(np.flatnonzero(self.plan.people["person_id"] == person)[0])
        brings = {a for a, level in zip(self.plan.abilities, self.plan.levels[row], strict=True) if level > 0}
        fitting = seats[seats["discipline"].isin(brings)]
        if fitting.empty:
            raise CannotMove(f"Team {team} asks for {words.listed(sorted(set(seats['discipline'])), 14)}; "
                             f"{self.name(person)} brings {words.listed(sorted(brings))}.")  # fmt: skip
        given = self.now.groupby("demand_id")["fte"].sum()
        lacks = fitting["fte_required"] - fitting["demand_id"].map(given).fillna(0) / max(len(self.plan.periods), 1)
        counts = pd.Series(taken_in(self.plan, self.now), self.plan.demand.index)[fitting.index]
        best = pd.DataFrame(
            {"counts": counts, "same": fitting["discipline"] == discipline, "lacks": lacks.astype(float)}
        )
        return fitting.loc[best.sort_values([*best], ascending=False, kind="stable").index[0]]

    def runs(self, demand: str) -> list[str]:
        """The periods in which a seat is to be filled."""
        row = int(np.flatnonzero(self.plan.demand["demand_id"] == demand)[0])
        return [p for p, there in zip(self.plan.periods["period"], self.plan.runs[row], strict=True) if there]

    def put(
        self, person: str, demand: str, fte: int, periods: list[str], start: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """The allocation with a person on a seat with ``fte`` hundredths in these periods (nought takes them off)."""
        base = self.now if start is None else start
        there = (base["person_id"] == person) & (base["demand_id"] == demand) & base["period"].isin(periods)
        seat = self.plan.demand.set_index("demand_id").loc[demand]
        new = pd.DataFrame({
            "person_id": person, "team_id": seat["team_id"], "demand_id": demand, "discipline": seat["discipline"],
            "first_step": seat["first_step"], "period": periods, "fte": fte,
        }, columns=COLUMNS)  # fmt: skip
        kept = base.loc[~there, COLUMNS]
        return pd.concat([kept, new[new["fte"] > 0]], ignore_index=True) if fte else kept.reset_index(drop=True)

    def move(self, person: str, demand: str, team: str, period: str = "") -> tuple[pd.DataFrame, str]:
        """The allocation after a card is put on another team, and what was done in words.

        ``demand`` is blank for somebody without a seat; ``team`` is `UNPLACED` to take somebody off.
        ``period`` limits the move to one period. Raises CannotMove.
        """
        mine = self.placed(person, demand) if demand else self.now.iloc[:0]
        periods = [period] if period else sorted(set(mine["period"])) or list(self.plan.periods["period"])
        if team == UNPLACED:
            return self.without(person, demand, periods), f"{self.name(person)} taken off {self.seat_words(demand)}"
        seat = self.seat_for(person, team, str(mine["discipline"].iloc[0]) if len(mine) else "")
        open_in = set(self.runs(seat["demand_id"]))
        when = [p for p in periods if p in open_in] or (
            [p for p in self.runs(seat["demand_id"]) if not period or p == period]
        )
        if not when:
            raise CannotMove(f"{self.seat_words(seat['demand_id'])} is not to be filled in {period}.")
        brought = int(mine["fte"].max()) if len(mine) else self.free(person, when)
        fte = min(brought, int(seat["fte_desired"]) // self.plan.step * self.plan.step)
        if fte <= 0:
            raise CannotMove(f"{self.name(person)} has no FTE left to give in {words.listed(when)}.")
        base = self.without(person, demand, periods) if demand else self.now
        after = self.put(person, seat["demand_id"], fte, when, base)
        rest = f" ({words.fte(brought - fte)} FTE more than the seat asks for stays free)" if brought > fte else ""
        return (
            after,
            f"{self.name(person)} moved to {self.seat_words(seat['demand_id'])} with {words.fte(fte)} FTE{rest}",
        )

    def free(self, person: str, periods: list[str]) -> int:
        """The most FTE (hundredths, whole planning steps) that a person can still give in all of these periods."""
        row = int(np.flatnonzero(self.plan.people["person_id"] == person)[0])
        which = self.plan.periods["period"].isin(periods).to_numpy()
        used = self.now[self.now["person_id"] == person].groupby("period")["fte"].sum()
        used = used.reindex(self.plan.periods["period"]).fillna(0).to_numpy(np.int64)
        left = (self.plan.availability[row] - used)[which]
        return int(max(left[left > 0].min() if (left > 0).any() else 0, 0))

    # --- suggestions

    def lacks(self, demand: str) -> dict[str, int]:
        """What a seat lacks, in hundredths of FTE, in each period in which it lacks anything."""
        seats = self.plan.demand.set_index("demand_id")
        counts = dict(zip(seats.index, taken_in(self.plan, self.now), strict=True))  # of alternative shapes only one
        required = int(seats.at[demand, "fte_required"]) if counts[demand] else 0
        given = self.now[self.now["demand_id"] == demand].groupby("period")["fte"].sum()
        left = {period: required - int(given.get(period, 0)) for period in self.runs(demand)}
        return {period: amount for period, amount in left.items() if amount >= self.plan.step}

    def who_could(self, demand: str, needs: dict[str, int], most: int = 5) -> list[Candidate]:
        """People who could fill a seat where it needs somebody (hundredths of FTE by period), best first."""
        block, names = self.book.program.candidates, self.plan.people["person_id"].to_numpy()
        code = int(np.flatnonzero(self.plan.demand["demand_id"] == demand)[0])
        here = np.flatnonzero(block.demand == code)
        level = pd.Series(block.level[here], index=names[block.person[here]]).groupby(level=0).max()
        already = set(self.now.loc[self.now["demand_id"] == demand, "person_id"])
        can = {p: self._can_give(p, needs) for p in level.index if p not in already}
        ranked = sorted((p for p in can if can[p]), key=lambda p: (-sum(can[p].values()), -level[p], p))[:MOST_TRIED]
        found = []
        for person in ranked:
            after = self.now
            for amount in sorted(set(can[person].values())):
                after = self.put(person, demand, amount, [p for p, a in can[person].items() if a == amount], after)
            found.append(Candidate(person, can[person], int(level[person]), self.trying(after), after))
        return sorted(found, key=lambda one: one.effect.rank)[:most]

    def _can_give(self, person: str, needs: dict[str, int]) -> dict[str, int]:
        """What somebody could give of what is needed, in whole planning steps, by period."""
        step = self.plan.step
        can = {period: min(self.free(person, [period]), need) // step * step for period, need in needs.items()}
        return {period: amount for period, amount in can.items() if amount > 0}

    def better(self, person: str, demand: str) -> tuple[str, Effect, pd.DataFrame] | None:
        """A better way to fill a seat than with this person: a swap or somebody else; None if there is none."""
        here = self.placed(person, demand)
        if here.empty:
            return None
        fte, periods = int(here["fte"].max()), sorted(set(here["period"]))
        kept = self.effect
        options: list[tuple[str, Effect, pd.DataFrame]] = []
        others = self.now[(self.now["demand_id"] == demand) & (self.now["person_id"] != person)]["person_id"].unique()
        came_from = self.start[(self.start["person_id"] == person)]["demand_id"].unique()
        for other in others:  # swap: the one who sits there goes where this person came from
            alone = self.without(str(other), demand, periods)
            options.append((f"take {self.name(str(other))} off the seat", self.compare(self.start, alone), alone))
            for seat in came_from:
                taken = self.put(str(other), str(seat), fte, [p for p in self.runs(str(seat)) if p in periods], alone)
                options.append((f"swap with {self.name(str(other))}", self.compare(self.start, taken), taken))
        options += self._swaps(person, demand, periods, came_from)
        back = Desk(self.book, self.start, self.put(person, demand, 0, periods))
        for seat in came_from:
            restored = self.start[(self.start["person_id"] == person) & (self.start["demand_id"] == seat)]
            if str(seat) != demand:
                back = back.with_now(pd.concat([back.now, restored[COLUMNS]], ignore_index=True))
        for one in back.who_could(demand, dict.fromkeys(periods, fte), 2):
            say = f"ask {self.name(one.person)} instead ({words.fte(max(one.fte.values()))} FTE)"
            options.append((say, self.compare(self.start, one.after), one.after))
        options = [o for o in options if o[1].rank < kept.rank]
        return min(options, key=lambda o: o[1].rank) if options else None

    def _swaps(
        self, person: str, demand: str, periods: list[str], came_from: Iterable[str]
    ) -> list[tuple[str, Effect, pd.DataFrame]]:
        """Somebody else makes room on the team, and goes to the seat that the person came from if they can fill it."""
        block, names = self.book.program.candidates, self.plan.people["person_id"].to_numpy()
        team = self.plan.demand.set_index("demand_id").at[demand, "team_id"]
        there = self.now[(self.now["team_id"] == team) & self.now["period"].isin(periods)]
        there = there[(there["person_id"] != person) & (there["demand_id"] != demand)]
        found = []
        for other, old in sorted(set(zip(there["person_id"], there["demand_id"], strict=True)))[:MOST_TRIED]:
            fte, alone = int(self.placed(other, old)["fte"].max()), self.without(other, old, periods)
            found.append(
                (f"take {self.name(other)} off {self.seat_words(old)}", self.compare(self.start, alone), alone)
            )
            for seat in map(str, came_from):
                code = int(np.flatnonzero(self.plan.demand["demand_id"] == seat)[0])
                if other in names[block.person[block.demand == code]]:
                    taken = self.put(other, seat, fte, [p for p in self.runs(seat) if p in periods], alone)
                    what = f"{self.name(other)} goes to {self.seat_words(seat)} in exchange"
                    found.append((what, self.compare(self.start, taken), taken))
        return found

    # --- words

    def name(self, person: str) -> str:
        """A person's name as shown to planners."""
        return str(self._names.get(person, person)) or person

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.plan.people["person_id"], self.plan.people["display_name"], strict=True))

    def seat_words(self, demand: str) -> str:
        """A seat: discipline and team."""
        row = self.plan.demand.set_index("demand_id").loc[demand]
        return f"{row['discipline']} on {row['team_id']}"
