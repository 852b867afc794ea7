"""Why a seat is short: where everyone of its discipline is, what binds, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.errors import InputError
from teamform.explain.case import Case
from teamform.explain.climb import ladder
from teamform.explain.ladder import Ladder
from teamform.explain.obstacles import broken_rows
from teamform.explain.owners import Owner, owner
from teamform.explain.whereabouts import Accounts, Whereabouts
from teamform.explain.words import count, figure, listed, seat_name
from teamform.plan.plan import Ints
from teamform.rules import Eligibility

LOOKED_AT = 300
"""People with time left who are looked at one by one."""


@dataclass(frozen=True)
class Binding:
    """A sentence that keeps people from the seat: how much FTE they have left, how many they are, whom to ask."""

    rule: str
    kind: str
    """Limit (it holds people back) or eligibility (it turns them away)."""
    sentence: str
    fte: float
    people: int
    owner: Owner

    def __str__(self) -> str:
        return f"{self.sentence} ({figure(self.fte)} FTE of {count(self.people, 'person', 'people')}): ask {self.owner}"


@dataclass(frozen=True)
class Short:
    """Why a seat lacks FTE in a period."""

    demand_id: str
    team_id: str
    discipline: str
    period: str
    required: float
    placed: float
    people: Whereabouts
    """Where everyone with the discipline is, without rest."""
    elsewhere: Mapping[str, float]
    """FTE that people who could fill the seat give to other teams, by team."""
    bindings: tuple[Binding, ...]
    ladder: Ladder
    sentence: str

    @property
    def unmet(self) -> float:
        """FTE that is missing."""
        return round(max(self.required - self.placed, 0), 6)


def short_seats(case: Case) -> list[tuple[str, str]]:
    """Every (seat, period) that lacks required FTE, the most important and the emptiest first."""
    missing = unmet(case)
    labels = case.program.vocabulary.labels
    seats, periods = np.nonzero(missing)
    priority = labels.follow({"demand": seats}, "priority")
    order = np.lexsort((periods, seats, -missing[seats, periods], priority))
    return [(labels.name("demand", seats[at]), labels.name("period", periods[at])) for at in order]


def why_short(case: Case, demand_id: str, period: str = "") -> Short:
    """Why a seat is short, in one period or in the first in which it is.

    Raises InputError for what the plan doesn't know, and where the seat isn't short.
    """
    seat, missing = case.code("demand", demand_id), unmet(case)
    when = [case.code("period", period)] if period else np.flatnonzero(missing[seat]).tolist()
    if not when or not missing[seat, when[0]]:
        raise InputError(f"The seat {seat_name(case.plan, seat)} isn't short{f' in {period}' if period else ''}")
    return _Account(case, seat, int(when[0])).short(int(missing[seat, when[0]]))


def unmet(case: Case) -> Ints:
    """Required FTE (hundredths) that nobody fills, by seat (row) and period (column)."""
    missing = case.program.vocabulary.unmet
    found = np.zeros(case.plan.runs.shape, np.int64)
    found[missing.label("demand"), missing.label("period")] = missing.value(case.x)
    return found


class _Account:
    """Everyone who could be on one seat in one period."""

    def __init__(self, case: Case, seat: int, period: int) -> None:
        self.case, self.seat, self.when = case, seat, period
        self.block, self.plan = case.program.candidates, case.plan
        self.fte = case.x[: len(self.block)] * self.plan.step
        self.given = np.zeros(len(self.plan.people), np.int64)
        now = self.block.period == period
        np.add.at(self.given, self.block.person[now], self.fte[now])

    def short(self, unmet: int) -> Short:
        row, period = self.plan.demand.iloc[self.seat], self.case.program.vocabulary.labels.name("period", self.when)
        here = np.flatnonzero((self.block.demand == self.seat) & (self.block.period == self.when))
        placed, required = int(self.fte[here].sum()), int(row["fte_required"])
        people = Accounts(self.case.program, self.case.x).people(str(row["demand_id"]), period, unmet)
        bindings = sorted(
            [*self._held(here, unmet), *self._gone()], key=lambda b: (b.kind != "limit", -b.fte, b.sentence)
        )
        elsewhere = self._elsewhere(here)
        rungs = ladder(self.case, str(row["discipline"]), period)
        sentence = self._sentence(unmet, elsewhere, bindings, rungs)
        return Short(str(row["demand_id"]), str(row["team_id"]), str(row["discipline"]), period, required / 100,
                     placed / 100, people, elsewhere, tuple(bindings), rungs, sentence)  # fmt: skip

    def _elsewhere(self, here: Ints) -> dict[str, float]:
        people = np.isin(self.block.person, self.block.person[here])
        there = people & (self.block.period == self.when) & (self.block.demand != self.seat) & (self.fte > 0)
        total = np.zeros(len(self.plan.teams), np.int64)
        np.add.at(total, self.block.team[there], self.fte[there])
        order = np.argsort(-total, kind="stable")
        return {str(self.plan.teams["team_id"].iloc[t]): int(total[t]) / 100 for t in order.tolist() if total[t]}

    def _held(self, here: Ints, unmet: int) -> Iterator[Binding]:
        """The rows that would be broken if people with time left gave the seat more."""
        left = self.plan.availability[:, self.when] - self.given
        idle = here[left[self.block.person[here]] > 0][:LOOKED_AT]
        by_row: dict[int, list[int]] = {}
        for at in idle.tolist():
            person = int(self.block.person[at])
            for row in broken_rows(self.case, at, min(int(left[person]), unmet) // self.plan.step).tolist():
                by_row.setdefault(row, []).append(person)
        by_sentence: dict[tuple[str, str], set[int]] = {}
        codes_of = {}
        for row, people in by_row.items():
            name, codes = self.case.program.row_codes(row)
            key = (name, self.case.says(row))
            by_sentence.setdefault(key, set()).update(people)
            codes_of[key] = codes
        for (name, says), held in by_sentence.items():
            fte = int(sum(left[person] for person in held)) / 100
            yield Binding(name, "limit", says, fte, len(held), owner(self.case, name, codes_of[name, says]))

    def _gone(self) -> Iterator[Binding]:
        """The eligibility rules that alone turn people with the discipline away from the seat."""
        excluded, reasons = self.case.program.sifted.excluded, self.case.program.sifted.reasons
        here = (excluded.demand == self.seat) & (excluded.period == self.when) & (excluded.level > 0)
        several = sum((mask.astype(np.int64) for mask in reasons.values()), np.zeros(len(excluded), np.int64))
        offer = self.plan.offered[:, self.when]
        for name, mask in reasons.items():
            alone = np.flatnonzero(here & mask & (several == 1))
            if len(alone):
                codes = {label: int(values[alone[0]]) for label, values in excluded.codes.items()}
                rule = self.case.by_name[name]
                labels = self.case.program.vocabulary.labels
                one = len(alone) == 1 and isinstance(rule, Eligibility)
                says = rule.says(self.plan, labels, codes) if one else rule.title.rstrip(".")  # type: ignore[attr-defined]
                people = excluded.person[alone]
                yield Binding(name, "eligibility", says, int(offer[people].sum()) / 100, len(people),
                              owner(self.case, name, codes))  # fmt: skip

    def _sentence(self, unmet: int, elsewhere: dict[str, float], bindings: list[Binding], rungs: Ladder) -> str:
        parts = [
            f"The seat {seat_name(self.plan, self.seat)} lacks {figure(unmet / 100)} FTE",
            rungs.sentence.rstrip("."),
        ]
        if elsewhere:
            most = [f"{figure(fte)} on {team}" for team, fte in list(elsewhere.items())[:4]]
            parts.append(f"people who could fill it give {listed(most)}")
        limits = [binding for binding in bindings if binding.kind == "limit"][:3]
        if limits:
            parts.append(f"what holds others back: {'; '.join(map(str, limits))}")
        return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."
