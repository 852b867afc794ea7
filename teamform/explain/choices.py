"""Ranked choices: the best people for a seat, or seats for a person, each with the true cost to the whole plan."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from teamform.explain.case import Case
from teamform.explain.obstacles import broken_rows
from teamform.explain.tiers import Shift
from teamform.explain.why import CANNOT, UNKNOWN, Why, why_not
from teamform.explain.words import count, listed, named, seat_name
from teamform.plan.plan import Ints


@dataclass(frozen=True)
class Choice:
    """One person for a seat (or seat for a person), and what choosing it costs."""

    person_id: str
    demand_id: str
    why: Why

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Each goal without and with this choice."""
        return self.why.shifts

    @property
    def sentence(self) -> str:
        """The choice in a sentence."""
        return self.why.sentence


@dataclass(frozen=True)
class Choices:
    """The best choices, cheapest first, out of those that were tried."""

    choices: tuple[Choice, ...]
    possible: int
    """How many could be chosen at all."""
    tried: int
    sentence: str


def people_for_seat(case: Case, demand_id: str, most: int = 5, tries: int = 0) -> Choices:
    """The best people for a seat who aren't on it, each with the true cost of putting them there.

    So many as ``tries`` (0: three more than ``most``) that look most promising are tried. Raises InputError for a seat
    that the plan doesn't know.
    """
    seat, block = case.code("demand", demand_id), case.program.candidates
    mine = np.flatnonzero(block.demand == seat)
    others = np.setdiff1d(block.person[mine], block.person[mine[case.x[mine] > 0]])
    names = case.program.vocabulary.labels.names["person"]
    pairs = [(str(names[person]), demand_id) for person in _promising(case, mine, block.person, others)]
    found = _ranked(case, pairs, most, tries or most + 3)
    best = listed(named(case.plan, case.code("person", choice.person_id)) for choice in found)
    sentence = _summary(f"the seat {seat_name(case.plan, seat)}", best, len(others), "person", "people")
    return Choices(found, len(others), min(len(pairs), tries or most + 3), sentence)


def seats_for_person(case: Case, person_id: str, most: int = 5, tries: int = 0) -> Choices:
    """The best seats for a person who isn't on them, each with the true cost of putting them there."""
    person, block = case.code("person", person_id), case.program.candidates
    mine = np.flatnonzero(block.person == person)
    others = np.setdiff1d(block.demand[mine], block.demand[mine[case.x[mine] > 0]])
    names = case.program.vocabulary.labels.names["demand"]
    pairs = [(person_id, str(names[seat])) for seat in _promising(case, mine, block.demand, others)]
    found = _ranked(case, pairs, most, tries or most + 3)
    best = listed(seat_name(case.plan, case.code("demand", choice.demand_id)) for choice in found)
    sentence = _summary(named(case.plan, person), best, len(others), "seat", "seats")
    return Choices(found, len(others), min(len(pairs), tries or most + 3), sentence)


def _promising(case: Case, candidates: Ints, of: Ints, among: Ints) -> list[int]:
    """People (or seats) whose placement would break fewest rows and cost least by itself, first."""
    best: dict[int, tuple[int, ...]] = {}
    cost = np.zeros((len(case.program.aims), len(case.program.upper)), np.int64)
    for number, aim in enumerate(case.program.aims):
        cost[number, aim.cols] = aim.coefs
    for at in candidates[np.isin(of[candidates], among)].tolist():
        key = (len(broken_rows(case, at)), *cost[:, at].tolist())
        code = int(of[at])
        best[code] = min(best.get(code, key), key)
    return sorted(best, key=lambda code: (best[code], code))


def _ranked(case: Case, pairs: Iterable[tuple[str, str]], most: int, tries: int) -> tuple[Choice, ...]:
    _ = case.web.follows(np.zeros(len(case.program.candidates), bool))  # made once for all
    with ThreadPoolExecutor(os.cpu_count()) as several:  # each search is one of its own, on one core
        found = list(several.map(lambda pair: Choice(pair[0], pair[1], why_not(case, *pair)), list(pairs)[:tries]))
    found = [choice for choice in found if choice.why.answer not in (CANNOT, UNKNOWN)]
    found.sort(key=lambda choice: [round(shift.by, 6) for shift in choice.shifts])
    return tuple(found[:most])


def _summary(whom: str, best: str, possible: int, one: str, many: str) -> str:
    if not possible:
        return f"There is no other {one} for {whom}."
    others = count(possible, f"other {one}", f"other {many}")
    return f"For {whom} {others} could be chosen; best: {best or 'none in time'}."
