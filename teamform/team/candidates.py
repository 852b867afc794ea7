"""Candidates: who could fill which seat in which period, and why somebody could not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from teamform.plan.plan import Flags, Ints, Plan
from teamform.team.labels import Labels
from teamform.team.table import places


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

    def take(self, keep: npt.NDArray[Any]) -> Candidates:
        """Only the candidates marked in, or numbered by, ``keep``."""
        return Candidates(self.plan, self.labels, self.person[keep], self.demand[keep], self.period[keep])

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
        ability = self.plan.ability(self.plan.demand["discipline"])
        return self.plan.levels[self.person, ability[self.demand]].astype(np.int64)

    @cached_property
    def most(self) -> Ints:
        """The most FTE (hundredths, whole planning steps) that the person could give the seat."""
        step = self.plan.step
        seat = self.plan.demand["fte_desired"].to_numpy(np.int64) // step * step
        return np.minimum(self.plan.availability[self.person, self.period], seat[self.demand])


def everyone_with_the_discipline(plan: Plan, labels: Labels) -> Candidates:
    """All pairs of a seat and a person who has its discipline at any level, in every period it runs.

    A person who is pinned to a team where they have no discipline that it asks for is in as well, so
    that the pin is answered with the reason.
    """
    ability = plan.ability(plan.demand["discipline"])
    able = plan.levels[:, ability] > 0 if len(plan.demand) else np.zeros((len(plan.people), 0), bool)
    able |= _pinned_in_vain(plan, labels, able)
    seat, person = np.nonzero(able.T)
    periods = plan.runs[seat]
    row, period = np.nonzero(periods)
    return Candidates(plan, labels, person[row], seat[row], period)


def _pinned_in_vain(plan: Plan, labels: Labels, able: Flags) -> Flags:
    """The seats (column) of teams to which a person (row) is pinned without having any of their disciplines."""
    pinned = np.zeros_like(able)
    pins = plan.sheets["Pins"]
    pins = pins[pins["kind"] == "pin"]
    team, discipline = plan.demand["team_id"].to_numpy(), plan.demand["discipline"].to_numpy()
    for person, its_team, its_discipline in zip(
        labels.code("person", pins["person_id"]), pins["team_id"], pins["discipline"], strict=True
    ):
        seats = (team == its_team) & ((discipline == its_discipline) | (its_discipline == ""))
        if person >= 0 and not able[person, seats].any():
            pinned[person, seats] = True
    return pinned


@dataclass(frozen=True, eq=False)
class Sifted:
    """Candidates after eligibility: who stays, who went, and which rules turned each of those away."""

    eligible: Candidates
    excluded: Candidates
    reasons: Mapping[str, Flags]
    """For each eligibility rule by name: which of the excluded it turns away."""
