"""How long reasons take: why, why not, choices, repair and prices on one plan, each asked as a person would."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.families import plan as plan_of
from teamform.explain import Case, if_leaves, people_for_seat, prices, repair, why, why_not
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve

ASKED = {"M": 12, "L": 5}
"""How many times each question is asked; 8 of other families."""
AIMS = {
    ("M", "why"): 1.0, ("M", "why not"): 1.0, ("M", "choices for a seat"): 3.0, ("M", "repair after one change"): 1.0,
    ("M", "all prices"): 60.0,
    ("M", "one edit solved again"): 0.2, ("L", "one edit solved again"): 0.5,
    ("L", "why not"): 5.0, ("L", "repair after one change"): 10.0,
}  # fmt: skip
"""Seconds that a question should take at most."""


KINDS = ("why", "why_not", "choices", "repair", "edits", "prices")
"""The kinds of questions; prices of L are left out."""


def explaining(
    family: str, seed: int, periods: int, current: bool, seconds: float, workers: int, kinds: Iterable[str] = KINDS
) -> dict[str, Any]:
    """Solve one plan, then ask; for each question wall and CPU seconds, and what is proved."""
    facts = plan_of(family, seed, periods, current)
    case = replace(Case.of(facts, solve(facts, Limits(seconds, workers))), proofs={})  # as the app's worker keeps it
    ask = _Questions(case, np.random.default_rng(seed), ASKED.get(family, 8))
    rows = [getattr(ask, kind)() for kind in kinds if (family, kind) != ("L", "prices")]
    for row in rows:
        row["aim_s"] = AIMS.get((family, row["question"]))
    return {"questions": rows}


class _Questions:
    """Asks the same kind of question several times, of people and seats that are drawn."""

    def __init__(self, case: Case, rng: np.random.Generator, times: int) -> None:
        self.case, self.rng, self.times = case, rng, times
        assert case.proposal is not None
        self.placed = case.proposal.allocation.drop_duplicates(["person_id", "demand_id"])

    def why(self) -> dict[str, Any]:
        rows = self.placed.iloc[self.rng.choice(len(self.placed), self.times)]
        return self._timed("why", [lambda r=r: why(self.case, r.person_id, r.demand_id) for r in rows.itertuples()],
                           lambda found: found.answer != "not known")  # fmt: skip

    def why_not(self) -> dict[str, Any]:
        block, names = self.case.program.candidates, self.case.program.vocabulary.labels.names
        drawn = self.rng.choice(np.flatnonzero(self.case.x[: len(block)] == 0), self.times)
        pairs = [(str(names["person"][block.person[at]]), str(names["demand"][block.demand[at]])) for at in drawn]
        asked = [lambda pair=pair: why_not(self.case, *pair) for pair in pairs]
        return self._timed("why not", asked, lambda found: found.answer != "not known")

    def choices(self) -> dict[str, Any]:
        seats = self.rng.choice(self.case.plan.demand["demand_id"], max(self.times // 3, 2))
        asked = [lambda seat=seat: people_for_seat(self.case, str(seat)) for seat in seats]
        return self._timed("choices for a seat", asked, lambda found: bool(found.choices))

    def repair(self) -> dict[str, Any]:
        people = self.rng.choice(self.placed["person_id"].unique(), max(self.times // 2, 3), replace=False)
        asked = [lambda person=person: if_leaves(self.case, str(person)) for person in people]
        first = self.case.mission_goals
        return self._timed("repair after one change", asked, lambda found: all(s.proved for s in found.shifts[:first]))

    def edits(self) -> dict[str, Any]:
        """Somebody at work offers half as much, or a seat asks for half an FTE more."""
        people = self.rng.choice(self.placed["person_id"].unique(), self.times, replace=False)
        seats = self.rng.choice(len(self.case.plan.demand), self.times, replace=False)
        edited = [self._halved(str(person)) for person in people] + [self._more(int(seat)) for seat in seats]
        asked = [lambda after=after: repair(self.case, after) for after in edited]
        first = self.case.mission_goals
        return self._timed("one edit solved again", asked, lambda found: all(s.proved for s in found.shifts[:first]))

    def _halved(self, person: str) -> Plan:
        people = self.case.plan.given["People"]
        fte = people["available_fte"].where(people["person_id"] != person, people["available_fte"] // 20 * 10)
        return self.case.plan.changed(People=people.assign(available_fte=fte))

    def _more(self, seat: int) -> Plan:
        demand = self.case.plan.given["Demand"]
        fte = demand["fte_required"] + 50 * (np.arange(len(demand)) == seat)
        return self.case.plan.changed(Demand=demand.assign(fte_required=fte))

    def prices(self) -> dict[str, Any]:
        began, first = time.perf_counter(), 0.0
        cpu, proved = time.process_time(), []
        for price in prices(self.case):
            first = first or time.perf_counter() - began
            proved.append(price.proved)
        wall = round(time.perf_counter() - began, 2)
        return {"question": "all prices", "asked": len(proved), "median_s": round(first, 2), "worst_s": wall,
                "cpu_s": round(time.process_time() - cpu, 2), "sure": sum(proved)}  # fmt: skip

    def _timed(self, question: str, asked: Iterable[Callable[[], Any]], sure: Callable[[Any], bool]) -> dict[str, Any]:
        walls, cpus, certain = [], [], 0
        for ask in asked:
            wall, cpu = time.perf_counter(), time.process_time()
            found = ask()
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
            certain += sure(found)
        middle, cpu = round(statistics.median(walls), 2), round(statistics.median(cpus), 2)
        return {"question": question, "asked": len(walls), "median_s": middle, "worst_s": round(max(walls), 2),
                "cpu_s": cpu, "sure": certain}  # fmt: skip
