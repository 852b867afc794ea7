"""A proposal: a complete suggestion of who works where, and what is known about how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd


class Status(StrEnum):
    """How sure the proposal is."""

    PROVED = "proved"
    GOOD = "good"


@dataclass(frozen=True)
class TierResult:
    """What one goal reached: value and bound in its unit, and whether it is proved that nothing smaller exists."""

    name: str
    title: str
    unit: str
    value: float
    bound: float
    proved: bool

    @property
    def words(self) -> str:
        """How good the value is, for people."""
        if self.proved:
            return "best possible, proved"
        gap = self.value - self.bound
        if gap == float("inf"):
            return "good; by how much it may be improved is not known"
        return f"good; may be improved by at most {gap:,.{0 if gap >= 100 else 2}f} {self.unit}"


def one_of(unit: str) -> str:
    """A unit when there is one of it: people, person."""
    one = {"people": "person", "teams": "team", "placements": "placement", "moves": "move", "periods": "period"}
    return one.get(unit, unit)


@dataclass(frozen=True)
class Breach:
    """A rule that the proposal breaks: which, in words, by how much, and whether it was a should-rule."""

    rule: str
    sentence: str
    amount: float
    unit: str
    must: bool
    labels: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.sentence}: missed by {self.amount:g} {self.unit if self.amount != 1 else one_of(self.unit)}"


@dataclass(frozen=True)
class Claim:
    """What one rule asks of somebody, in words: a member of a conflict."""

    rule: str
    sentence: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Proposal:
    """Who is proposed for what.

    ``allocation`` has person_id, team_id, demand_id, discipline, first_step, period and fte (hundredths).
    """

    allocation: pd.DataFrame
    tiers: tuple[TierResult, ...]
    broken: tuple[Breach, ...]
    """Should-rules that are broken; a proposal that breaks a must-rule is never made."""
    seed: int
    input_hash: str
    rules: Mapping[str, Mapping[str, str]]
    versions: Mapping[str, str]
    seconds: float
    made_at: str
    workers: int
    time_limit: float
    stopped: bool = False
    """Whether somebody stopped the search early."""
    looked_at: int = 0
    """How many possible placements were looked at closely; 0: all."""
    possible: int = 0
    """How many there are (person with the discipline, seat, period), before any rule is asked; 0: not counted."""

    @property
    def status(self) -> Status:
        """Proved only if every goal is."""
        return Status.PROVED if all(tier.proved for tier in self.tiers) else Status.GOOD

    @property
    def partly(self) -> str:
        """How much of a plan too large to be searched as a whole was searched, in a sentence; blank: all of it."""
        if not self.looked_at:
            return ""
        return (f"{self.looked_at:,} of {self.possible:,} possible placements were looked at closely; nobody was placed"
                " otherwise, so a better plan may exist where no bound says that there is none.")  # fmt: skip
