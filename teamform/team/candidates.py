"""Candidates: who could fill which seat in which period, and why somebody could not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from teamform.plan.plan import Flags, Ints, Plan
from teamform.plan.sheets import SHEETS
from teamform.team.labels import Labels
from teamform.team.table import matches, places


@dataclass(frozen=True, eq=False)
class Candidates:
    """A block of (person, seat, period): one row each, as integer codes.

    Any block will do: all of a plan's, one team's, or a few columns that somebody prices.
    """

    plan: Plan
    labels: Labels
    person: Ints
    demand: Ints
    period: Ints

    def __len__(self) -> int:
        return len(self.person)

    @classmethod
    def joined(cls, first: Candidates, second: Candidates) -> Candidates:
        """Two blocks of one plan as one."""
        codes = {name: np.concatenate([first.codes[name], second.codes[name]]) for name in first.codes}
        return cls(first.plan, first.labels, **codes)

    @property
    def codes(self) -> dict[str, Ints]:
        """The three labels that name a candidate."""
        return {"person": self.person, "demand": self.demand, "period": self.period}

    def take(self, keep: npt.NDArray[Any] | slice) -> Candidates:
        """Only the candidates marked in, or numbered by, ``keep``."""
        return Candidates(self.plan, self.labels, self.person[keep], self.demand[keep], self.period[keep])

    def once(self) -> Candidates:
        """Each candidate once, in the order in which blocks are usually made."""
        key = (self.demand * len(self.plan.people) + self.person) * len(self.plan.periods) + self.period
        return self.take(np.unique(key, return_index=True)[1])

    def of_person(self, column: str) -> pd.Series:
        """A column of People for each candidate."""
        return self.plan.people[column].iloc[self.person].reset_index(drop=True)

    def of_demand(self, column: str) -> pd.Series:
        """A column of Demand for each candidate."""
        return self.plan.demand[column].iloc[self.demand].reset_index(drop=True)

    def of_period(self, column: str) -> pd.Series:
        """A column of Periods for each candidate."""
        return self.plan.periods[column].iloc[self.period].reset_index(drop=True)

    def places(self, codes: Mapping[str, Ints]) -> Ints:
        """Where each (person, demand, period) stands in the block; -1 for one that isn't in it."""
        order = ("demand", "person", "period")  # the order in which blocks are usually made
        return places(self.labels, {name: self.codes[name] for name in order}, codes)

    @cached_property
    def team(self) -> Ints:
        """The team of each candidate's seat."""
        return self.labels.follow(self.codes, "team")

    @cached_property
    def level(self) -> Ints:
        """The person's level in the seat's discipline; 0 without it."""
        ability = self.plan.of_seats
        return self.plan.levels[self.person, ability[self.demand]].astype(np.int64)

    @cached_property
    def most(self) -> Ints:
        """The most FTE (hundredths, whole planning steps) that the person could give the seat."""
        step = self.plan.step
        seat = self.plan.demand["fte_desired"].to_numpy(np.int64) // step * step
        return np.minimum(self.plan.availability[self.person, self.period], seat[self.demand])


def on_seats(plan: Plan, labels: Labels, person: Ints, seat: Ints) -> Candidates:
    """People for seats, pair by pair, in every period in which the seat runs."""
    row, period = np.nonzero(plan.runs[seat])
    return Candidates(plan, labels, person[row], seat[row], period)


def everyone_with_the_discipline(plan: Plan, labels: Labels) -> Candidates:
    """All pairs of a seat and a person who has its discipline at any level, in every period it runs.

    A person who is pinned to a team where they have no discipline that it asks for is in as well, so
    that the pin is answered with the reason.
    """
    ability = plan.of_seats
    able = {which: np.flatnonzero(plan.levels[:, which]) for which in np.unique(ability).tolist()}
    who = [able[which] for which in ability.tolist()]
    for person, seat in zip(*(found.tolist() for found in pinned_in_vain(plan, labels)), strict=True):
        who[seat] = np.union1d(who[seat], person)
    seats = np.repeat(np.arange(len(who)), [len(people) for people in who])
    return on_seats(plan, labels, np.concatenate([np.zeros(0, np.int64), *who]), seats)


def pinned_in_vain(plan: Plan, labels: Labels) -> tuple[Ints, Ints]:
    """People and the seats of teams to which they are pinned without having any of their disciplines."""
    pins = plan.sheets["Pins"]
    pins = pins[pins["kind"] == "pin"]
    team, discipline = plan.demand["team_id"].to_numpy(), plan.demand["discipline"].to_numpy()
    ability = plan.of_seats
    people, places = [], [np.zeros(0, np.int64)]
    for person, its_team, its_discipline in zip(
        labels.code("person", pins["person_id"]), pins["team_id"], pins["discipline"], strict=True
    ):
        seats = np.flatnonzero((team == its_team) & ((discipline == its_discipline) | (its_discipline == "")))
        if person >= 0 and not (plan.levels[person, ability[seats]] > 0).any():
            people += [person] * len(seats)
            places.append(seats)
    return np.array(people, np.int64), np.concatenate(places)


def named_together(plan: Plan, labels: Labels) -> tuple[Ints, Ints]:
    """People and the seats, of a discipline that they have, of teams with which a row of some sheet names them.

    That is where they work today, are pinned, lead, would like to be or were scored, whatever sheet says so.
    """
    ability = plan.of_seats
    of_seats = labels.follow({"demand": np.arange(len(ability))}, "team")
    pairs = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for person, team in _named(plan, labels, "person", "team"):
        which, seat = matches(team, of_seats)
        who = person[which]
        able = plan.levels[who, ability[seat]] > 0
        pairs.append((who[able], seat[able]))
    people, places = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return people, places


def partners(plan: Plan, labels: Labels) -> tuple[Ints, Ints]:
    """People and those who are named beside them in a row of some sheet, each the other way round as well."""
    pairs = [(np.zeros(0, np.int64), np.zeros(0, np.int64)), *_named(plan, labels, "person", "person")]
    first, second = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return np.concatenate([first, second]), np.concatenate([second, first])


def _named(plan: Plan, labels: Labels, first: str, second: str) -> Iterator[tuple[Ints, Ints]]:
    """Codes of what rows of sheets name beside each other: people and teams, or people and people."""
    for name, sheet in SHEETS.items():
        table, found = plan.sheets[name], {"person": list[str](), "team": list[str]()}
        for column in sheet.columns:
            for label, home in (("person", "People.person_id"), ("team", "Teams.team_id")):
                if column.name in table and home in (column.refers, f"{name}.{column.name}"):
                    found[label].append(column.name)
        for one, other in product(found[first], found[second]):
            if first == second and one >= other:
                continue
            codes = labels.code(first, table[one]), labels.code(second, table[other])
            known = (codes[0] >= 0) & (codes[1] >= 0)
            yield codes[0][known], codes[1][known]


@dataclass(frozen=True, eq=False)
class Sifted:
    """Candidates after eligibility: who stays, who went, and which rules turned each of those away."""

    eligible: Candidates
    excluded: Candidates
    reasons: Mapping[str, Flags]
    """For each eligibility rule by name: which of the excluded it turns away."""
