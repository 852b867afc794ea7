"""Seats that aren't filled, and where the people who could fill them are today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Ints
from teamform.rules import Checked, Limit, by_name, rules_of

WORK = 20_000_000
"""How much trying out an answer is worth (variables x trials); beyond it people only count as held back."""
NOT_TRIED = "limits that were not looked into one by one"


@dataclass(frozen=True)
class Whereabouts:
    """Where everyone with a seat's discipline is in its period, in FTE.

    ``offered`` is accounted for without rest: it is the sum of everything else.
    """

    offered: float
    """What everyone who has the discipline, at any level, offers."""
    turned_away: Mapping[str, float]
    """What eligibility rules turn away, by the rule (or the rules together)."""
    here: float
    elsewhere: float
    """What eligible people give to other seats."""
    held: Mapping[str, float]
    """What eligible people have left but limits hold back, by the sentence of a limit that would be broken."""
    free: float
    """What eligible people have left and nothing holds back: the search simply hasn't used it."""


@dataclass(frozen=True)
class Seat:
    """A seat in a period with less FTE than its team must have."""

    team: str
    demand_id: str
    discipline: str
    first_step: str
    period: str
    priority: int
    required: float
    allocated: float
    unmet: float
    people: Whereabouts

    @property
    def reason(self) -> str:
        """Why the seat isn't filled, in a sentence."""
        people = self.people
        if not people.offered:
            return f"Nobody on offer has {self.discipline}."
        parts = [f"{people.here:g} placed here"] if people.here else []
        parts += [f"{people.elsewhere:g} on other seats"] if people.elsewhere else []
        if people.turned_away:
            by_rule = ", ".join(f"{rule.replace('_', ' ')} {fte:g}" for rule, fte in people.turned_away.items())
            parts.append(f"{_sum(people.turned_away):g} turned away ({by_rule})")
        if people.held:
            by_limit = "; ".join(f"{fte:g}: {sentence}" for sentence, fte in people.held.items())
            parts.append(f"{_sum(people.held):g} held back ({by_limit})")
        parts += [f"{people.free:g} still free: a longer search may use it"] if people.free else []
        return f"{people.offered:g} FTE of people with {self.discipline} on offer: {', '.join(parts)}."


def _sum(parts: Mapping[str, float]) -> float:
    return round(sum(parts.values()), 2)


def short_seats(checked: Checked) -> tuple[Seat, ...]:
    """Every seat and period with unmet required demand, the most important and the emptiest first."""
    accounts = _Accounts(checked)
    seats = sorted(accounts.short(), key=lambda pair: (accounts.priority[pair[0]], -accounts.unmet[pair]))
    return tuple(accounts.seat(demand, period) for demand, period in seats)


class _Accounts:
    """Says for any seat and period where everyone with its discipline is."""

    def __init__(self, checked: Checked) -> None:
        program = checked.program
        self.program, self.plan, self.x = program, program.plan, checked.x
        self.limits = {n: r for n, r in by_name(rules_of(self.plan)).items() if isinstance(r, Limit)}
        eligible = program.candidates
        self.fte = self.x[: len(eligible)] * self.plan.step
        self.given = np.zeros_like(self.plan.availability)
        np.add.at(self.given, (eligible.person, eligible.period), self.fte)
        self.filled = np.zeros(self.plan.runs.shape, np.int64)
        np.add.at(self.filled, (eligible.demand, eligible.period), self.fte)
        required = self.plan.demand["fte_required"].to_numpy(np.int64)[:, None]
        self.unmet = np.where(self.plan.runs, np.maximum(required - self.filled, 0), 0)
        self.priority = program.vocabulary.labels.follow({"demand": np.arange(len(required))}, "priority") + 1
        self.trials = max(WORK // max(len(program.upper), 1), 50)

    def short(self) -> Iterator[tuple[int, int]]:
        yield from zip(*(codes.tolist() for codes in np.nonzero(self.unmet)), strict=True)

    def seat(self, demand: int, period: int) -> Seat:
        """The account of one seat in one period."""
        row = self.plan.demand.iloc[demand]
        return Seat(
            team=str(row["team_id"]),
            demand_id=str(row["demand_id"]),
            discipline=str(row["discipline"]),
            first_step=str(row["first_step"]),
            period=str(self.plan.periods["period"].iloc[period]),
            priority=int(self.priority[demand]),
            required=int(row["fte_required"]) / 100,
            allocated=int(self.filled[demand, period]) / 100,
            unmet=int(self.unmet[demand, period]) / 100,
            people=self._people(demand, period),
        )

    def _people(self, demand: int, period: int) -> Whereabouts:
        eligible, excluded = self.program.candidates, self.program.sifted.excluded
        here = np.flatnonzero((eligible.demand == demand) & (eligible.period == period) & (eligible.level > 0))
        gone = np.flatnonzero((excluded.demand == demand) & (excluded.period == period) & (excluded.level > 0))
        offer = self.plan.availability[:, period]
        person, turned = eligible.person[here], excluded.person[gone]
        left = offer[person] - self.given[person, period]
        held = self._held(here, left, int(self.unmet[demand, period]))
        free = held.pop("", 0)
        return Whereabouts(
            offered=int(offer[person].sum() + offer[turned].sum()) / 100,
            turned_away=_fte(self._turned_away(gone, offer[turned])),
            here=int(self.fte[here].sum()) / 100,
            elsewhere=int((self.given[person, period] - self.fte[here]).sum()) / 100,
            held=_fte(held),
            free=free / 100,
        )

    def _turned_away(self, gone: Ints, offer: Ints) -> Counter[str]:
        """FTE that eligibility turns away, by the rules that do it."""
        reasons = self.program.sifted.reasons
        total: Counter[str] = Counter()
        for at, fte in zip(gone.tolist(), offer.tolist(), strict=True):
            total[" and ".join(name for name, mask in reasons.items() if mask[at])] += fte
        return total

    def _held(self, here: Ints, left: Ints, most: int) -> Counter[str]:
        """FTE that people have left, by what keeps it from the seat ("": nothing)."""
        total: Counter[str] = Counter()
        for at, fte in zip(here.tolist(), left.tolist(), strict=True):
            if fte > 0:
                total[self._obstacle(at, min(fte, most))] += fte
        return total

    def _obstacle(self, candidate: int, most: int) -> str:
        """The sentence of a limit that a candidate would break by giving more here; "" if there is none."""
        broken: list[list[int]] = []
        for steps in sorted({max(most // self.plan.step, 1), 1}, reverse=True):
            if not self.trials:
                return NOT_TRIED
            self.trials -= 1
            broken.append(self._broken(candidate, steps))
        fewest = min(broken, key=len)
        per_row = np.diff(self.program.matrix.indptr)  # of several limits the one about the fewest people says most
        return self._sentence(min(fewest, key=lambda row: int(per_row[row]))) if fewest else ""

    def _broken(self, candidate: int, steps: int) -> list[int]:
        """The must-rows that break when a candidate gives so many planning steps more."""
        tried: Ints = self.x[: len(self.program.candidates)].copy()
        tried[candidate] += steps
        over = self.program.excess(self.program.complete(tried))
        rows = np.flatnonzero((over > 0) & self.program.must).tolist()
        return [row for row in rows if self.program.row_codes(row)[0]]

    def _sentence(self, row: int) -> str:
        name, codes = self.program.row_codes(row)
        return self.limits[name].says(self.plan, self.program.vocabulary.labels, codes)


def _fte(hundredths: Counter[str]) -> dict[str, float]:
    """FTE by name, largest first."""
    return {name: amount / 100 for name, amount in hundredths.most_common() if amount}
