"""Stop list: the fewest lower-priority steps to pause so that a chosen first step is fully staffed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from teamform.errors import InputError
from teamform.explain.answers import Asked
from teamform.explain.asked import Filled
from teamform.explain.case import WHOLE, Case
from teamform.explain.moves import Move
from teamform.explain.words import count, figure, listed
from teamform.plan.plan import Flags, Ints
from teamform.team.program import Aim

if TYPE_CHECKING:
    from teamform.solve.again import Answer
    from teamform.solve.switches import Switched


@dataclass(frozen=True)
class Pause:
    """A step to pause, and what its people give it today, in FTE of an average period."""

    step: str
    team_id: str
    priority: int
    fte: float

    def __str__(self) -> str:
        team = f" (team {self.team_id})" if self.team_id != self.step else ""
        return f"{self.step}{team}, priority {self.priority}, {figure(self.fte)} FTE"


@dataclass(frozen=True)
class StopList:
    """What would have to pause so that a first step is fully staffed while no other step loses anything."""

    step: str
    lacks: float
    """FTE of an average period that the step lacks today."""
    possible: bool
    """Whether pausing others helps it to all it needs."""
    pauses: tuple[Pause, ...]
    equals: bool
    """Whether steps of the same rank had to be asked as well."""
    smallest: bool
    """Whether it is proved that no smaller set does."""
    left: float
    """FTE that it would lack even with all others paused (where that isn't possible)."""
    moves: tuple[Move, ...]
    sentence: str


def steps(case: Case) -> dict[str, Ints]:
    """What can be chosen and paused, with its seats: each first step, and each team's work that belongs to none."""
    demand = case.plan.demand
    names = demand["first_step"].where(demand["first_step"] != "", demand["team_id"]).to_numpy()
    return {str(name): np.flatnonzero(names == name) for name in dict.fromkeys(names.tolist())}


def short_steps(case: Case) -> list[str]:
    """The steps that lack required FTE, the most important first."""
    lack = _lacking(case, case.x)
    every = [name for name, seats in steps(case).items() if lack[seats].any()]
    return sorted(every, key=lambda name: _rank(case, steps(case)[name]))


def stop_list(case: Case, step: str) -> StopList:
    """The fewest steps of lower rank to pause so that a step gets all it requires and no other step loses anything.

    A step ranks by its team's priority, and inside it those committed to in public come first. Only where
    pausing all of lower rank doesn't help are those of the same rank asked too. ``step`` may also be a
    team. Raises InputError for one that the plan doesn't know.
    """
    question = _Question(case, step, _seats_of(case, step))
    if not question.lacks:
        return question.nothing(f"{step} is fully staffed: nothing needs to pause.")
    for equals in (False, True):
        found = question.paused(question.others(equals))
        if found is not None:
            return question.answer(found, equals)
    return question.nothing()


class _Question:
    """One step that lacks FTE."""

    def __init__(self, case: Case, step: str, seats: Ints) -> None:
        self.case, self.step, self.seats = case, step, seats
        self.units = {n: s for n, s in steps(case).items() if not np.isin(s, seats).all()}
        lack = _lacking(case, case.x)
        self.lacks = self._average(int(lack[seats].sum()))

    def others(self, equals: bool) -> dict[str, Ints]:
        """The steps that may be paused, those of lower rank, or also those of the same."""
        mine = _rank(self.case, self.seats)
        return {name: seats for name, seats in self.units.items()
                if _rank(self.case, seats) > mine or (equals and _rank(self.case, seats) == mine)}  # fmt: skip

    def paused(self, others: Mapping[str, Ints]) -> tuple[dict[str, Ints], Answer] | None:
        """Which of the others to pause, and the plan then; None where pausing all of them doesn't help."""
        from teamform.solve.again import Impossible, NotFound
        from teamform.solve.variants import also

        variant, columns = self._switched(others)
        rule = Filled(seats=tuple(self.case.plan.demand["demand_id"].iloc[self.seats]))
        rows = next(iter(rule.rows(self.case.plan, self.case.program.vocabulary)))
        variant = also(variant, rule.name, rows)  # type: ignore[assignment]
        given = [self._given(seats) for seats in others.values()]
        aims = [variant.fewest(columns), variant.fewest(columns, np.array(given, np.int64))]
        try:
            found = self._again(variant, aims, changes=True)
        except (Impossible, NotFound):
            return None
        on = {name: seats for (name, seats), col in zip(others.items(), columns.tolist(), strict=True) if found.x[col]}
        return on, found

    def _switched(self, others: Mapping[str, Ints]) -> tuple[Switched, Ints]:
        """The program in which a switch for each of the others pauses it and whoever isn't paused loses nothing."""
        from teamform.solve.switches import Switched

        case, unmet = self.case, self.case.program.vocabulary.unmet
        helpers = self._needy(others)
        variant = Switched.of(case.program, len(others) + len(helpers))
        columns, more = np.split(variant.switches, [len(others)])
        switch_of = np.full(len(case.plan.demand), -1)
        for column, seats in zip(columns.tolist(), others.values(), strict=True):
            switch_of[seats] = column
            variant = variant.emptied(column, np.isin(case.program.candidates.demand, seats))
        rest = unmet.where(~np.isin(unmet.label("demand"), self.seats))
        variant = variant.kept(rest, rest.value(case.x), switch_of[rest.label("demand")])
        for column, (names, rows) in zip(more.tolist(), helpers, strict=True):
            number = [list(others).index(name) for name in names]
            variant = variant.loose(rows, column).only_with(column, columns[number].tolist())
        return variant, columns

    def _needy(self, others: Mapping[str, Ints]) -> list[tuple[tuple[str, ...], Ints]]:
        """Rows that ask for somebody on a team, by the steps all of which must pause for them to ask no more."""
        program, labels = self.case.program, self.case.program.vocabulary.labels
        nobody = program.complete(np.zeros(len(program.candidates), np.int64))
        found: dict[tuple[str, ...], list[int]] = {}
        for row in np.flatnonzero((program.excess(nobody) > 0) & program.must).tolist():
            name, codes = program.row_codes(row)
            known = {label: np.array([code]) for label, code in codes.items()}
            try:
                team = int(labels.follow(known, "team")[0])
            except KeyError:
                continue
            names = self._all_that_run(team, codes.get("period", -1), codes.get("demand", -1), others)
            if name and names:
                found.setdefault(names, []).append(row)
        return [(names, np.array(rows, np.int64)) for names, rows in found.items()]

    def _all_that_run(self, team: int, period: int, seat: int, others: Mapping[str, Ints]) -> tuple[str, ...]:
        """The steps for which a team works in a period, if all of them may be paused."""
        plan = self.case.plan
        mine = self.case.program.vocabulary.labels.follow({"demand": np.arange(len(plan.demand))}, "team") == team
        running = mine & (plan.runs[:, period] if period >= 0 else True)
        running = running & (np.arange(len(mine)) == seat) if seat >= 0 else running
        names = [name for name, seats in others.items() if running[seats].any()]
        covered = np.concatenate([*(others[name] for name in names), np.zeros(0, np.int64)])
        return tuple(names) if not np.setdiff1d(np.flatnonzero(running), covered).size else ()

    def _again(self, variant: Switched, aims: list[Aim], changes: bool) -> Answer:
        from teamform.solve.again import again

        case = self.case
        return again(
            variant, case.x, aims, free=self._free, web=case.web, seconds=case.patience.whole,
            workers=case.patience.workers, least_change_after=len(aims) if changes else None,
        )  # fmt: skip

    @cached_property
    def _free(self) -> Flags:
        from teamform.solve.near import near

        case, n = self.case, len(self.case.program.candidates)
        if n <= WHOLE:
            return np.ones(n, bool)
        return list(near(case.program, case.x, np.zeros(0, np.int64), self.seats, case.patience.rings))[-1]

    # --- in words

    def answer(self, found: tuple[dict[str, Ints], Answer], equals: bool) -> StopList:
        """The stop list that was found."""
        on, after = found
        pauses = tuple(self._pause(name, seats) for name, seats in on.items())
        smallest = after.whole and after.tiers[0].proved
        moves = Asked(after, after, self.case).moves
        sentence = self._sentence(pauses, equals, smallest)
        return StopList(self.step, self.lacks, True, pauses, equals, smallest, 0.0, moves, sentence)

    def _sentence(self, pauses: tuple[Pause, ...], equals: bool, smallest: bool) -> str:
        if not pauses:
            return (f"{self.step} lacks {figure(self.lacks)} FTE, and nothing needs to pause for it: an equal choice of"
                    " people would staff it fully, and no other step would lose anything.")  # fmt: skip
        what = count(len(pauses), "step")
        of = " of the same rank or below" if equals else " of lower rank"
        one = "it" if len(pauses) == 1 else "any one of them"
        sure = "Whether fewer would do was not found out in the time given."
        if smallest:
            sure = f"No fewer would do: if {one} went on, {self.step} would be short again or another step would lose."
        return (f"{self.step} lacks {figure(self.lacks)} FTE. Pausing {what}{of} would staff it fully, and no other"
                f" step would lose anything: {listed(map(str, pauses))}. {sure}")  # fmt: skip

    def nothing(self, sentence: str = "") -> StopList:
        """The answer where no pause is needed, or none helps."""
        left = 0.0 if sentence else self._left()
        sentence = sentence or (
            f"{self.step} lacks {figure(self.lacks)} FTE, and pausing other steps can't staff it fully: even with every"
            f" other step of its rank or below paused it would lack {figure(left)} FTE.")  # fmt: skip
        return StopList(self.step, self.lacks, not self.lacks, (), False, True, left, (), sentence)

    def _left(self) -> float:
        """What the step would lack with all others of its rank or below paused."""
        variant, _ = self._switched(self.others(True))
        unmet = variant.vocabulary.unmet
        mine = unmet.where(np.isin(unmet.label("demand"), self.seats))
        found = self._again(variant, [Aim.of("lacks", "What the step lacks", "FTE", 100, mine)], changes=False)
        return self._average(int(mine.value(found.x).sum()))

    def _pause(self, name: str, seats: Ints) -> Pause:
        row = self.case.plan.demand.iloc[seats[0]]
        priority = int(self.case.plan.teams.set_index("team_id")["priority"][row["team_id"]])
        given = self._given(seats) * self.case.plan.step
        return Pause(name, str(row["team_id"]), priority, self._average(given))

    def _given(self, seats: Ints) -> int:
        """Planning steps that people give these seats today."""
        block = self.case.program.candidates
        return int(self.case.x[: len(block)][np.isin(block.demand, seats)].sum())

    def _average(self, hundredths: int) -> float:
        return round(hundredths / 100 / max(len(self.case.plan.periods), 1), 6)


def _seats_of(case: Case, step: str) -> Ints:
    """The seats of a step, or of a team."""
    known = steps(case)
    if step in known:
        return known[step]
    seats = np.flatnonzero(case.plan.demand["team_id"] == step)
    if not len(seats):
        raise InputError(f"“{step}” is no first step and no team of this plan")
    return seats


def _rank(case: Case, seats: Ints) -> tuple[int, bool]:
    """How important seats are: the priority of their team, then whether their step was promised in public."""
    row = case.plan.demand.iloc[seats[0]]
    promised = case.plan.first_steps.set_index("first_step")["publicly_committed"]
    priority = case.plan.teams.set_index("team_id")["priority"][row["team_id"]]
    return int(priority), not bool(promised.get(row["first_step"], False))


def _lacking(case: Case, x: Ints) -> Ints:
    """Hundredths that each seat lacks, over all periods."""
    unmet = case.program.vocabulary.unmet
    total = np.zeros(len(case.plan.demand), np.int64)
    np.add.at(total, unmet.label("demand"), unmet.value(x))
    return total
