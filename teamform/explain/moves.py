"""Who moves: everyone whose placements differ between two allocations, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from teamform.explain.words import figure, listed
from teamform.plan.plan import Plan

PLACED = ("team_id", "demand_id", "discipline", "period", "fte")
"""What an allocation says of a person's placement."""


@dataclass(frozen=True)
class Placement:
    """A person on a seat: FTE in each of the periods named."""

    team_id: str
    demand_id: str
    discipline: str
    fte: float
    periods: tuple[str, ...]

    def words(self, plan: Plan) -> str:
        """The placement as people read it."""
        when = "" if len(plan.periods) == len(self.periods) else f" in {listed(self.periods)}"
        return f"{figure(self.fte)} FTE of {self.discipline} on {self.team_id}{when}"


@dataclass(frozen=True)
class Move:
    """One person's placements before and after."""

    person_id: str
    name: str
    organisation: str
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def moves(plan: Plan, before: pd.DataFrame, after: pd.DataFrame, besides: Plan | None = None) -> tuple[Move, ...]:
    """Everyone whose placements differ between two allocations.

    ``besides`` is the plan to which ``before`` belongs, where that is another one.
    """
    rows = [set(_rows(each)) for each in (before, after)]
    differ = {row[0] for row in rows[0] ^ rows[1]}
    old, new = (_by_person(row for row in each if row[0] in differ) for each in rows)
    known = {**_people(besides or plan, differ), **_people(plan, differ)}
    people = sorted(person for person in {*old, *new} if old.get(person) != new.get(person))
    return tuple(_move(plan, person, known.get(person, ("", "")), old.get(person, ()), new.get(person, ()))
                 for person in people)  # fmt: skip


def placements(allocation: pd.DataFrame, person_id: str) -> tuple[Placement, ...]:
    """One person's placements in an allocation."""
    return _by_person(_rows(allocation[allocation["person_id"] == person_id])).get(person_id, ())


def _people(plan: Plan, some: set[str]) -> dict[str, tuple[str, str]]:
    """Name and organisation of some people."""
    people = plan.people[plan.people["person_id"].isin(some)]
    return dict(zip(people["person_id"], zip(people["display_name"], people["organisation"], strict=True), strict=True))


def _rows(allocation: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Person and placement, a row each."""
    return zip(*(allocation[column].tolist() for column in ("person_id", *PLACED)), strict=True)


def _by_person(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Placement, ...]]:
    """Placements by person; periods with the same FTE on a seat in a row stand together."""
    found: dict[str, tuple[Placement, ...]] = {}
    for (person, team, demand, discipline), same in groupby(sorted(rows), key=lambda row: row[:4]):
        for fte, run in groupby(same, key=lambda row: row[5]):
            periods = tuple(row[4] for row in run)
            found[person] = (*found.get(person, ()), Placement(team, demand, discipline, int(fte) / 100, periods))
    return found


def _move(
    plan: Plan, person: str, who: tuple[str, str], before: Iterable[Placement], after: Iterable[Placement]
) -> Move:
    before, after = tuple(before), tuple(after)
    name = who[0] or person
    shown = f"{name} ({person})" if name != person else person
    gone = [p for p in before if p not in after]
    come = [p for p in after if p not in before]
    parts = []
    if gone:
        parts.append(f"no longer gives {listed(p.words(plan) for p in gone)}")
    if come:
        parts.append(f"gives {listed(p.words(plan) for p in come)}")
    return Move(person, name, who[1], before, after, f"{shown} {' and '.join(parts)}.")
