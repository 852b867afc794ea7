"""A first plan at once: over a few people for each seat, before the rows of all are written."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Ints, Plan
from teamform.rules import Rule
from teamform.solve.blocks import Blocks
from teamform.solve.limits import PACE, Limits, Progress, Stop, Watch
from teamform.solve.memory import give_back_what_is_freed
from teamform.solve.shortlist import Shortlist
from teamform.team.candidates import Candidates
from teamform.team.program import Program
from teamform.team.reach import places

FROM = 200_000
"""From so many places on a plan is begun so: with fewer, all rows are written as soon."""
FEW = 24
"""Eligible people that are drawn for a seat at least, where there are so many: up to twice as many are."""
BEGINNING = 0.5
"""Part of the time in which it should be there; it is made more hastily where it takes longer."""
LONGEST = 1.5
"""After so many times the time it is left to a search among all, which takes longer still."""


@dataclass(frozen=True, eq=False)
class Beginning:
    """A first plan that was made among few."""

    placed: Candidates
    steps: Ints
    """Planning steps that each of those placed gives."""
    took: float
    """Seconds that it took, as the limits count them."""

    def among(self, rows: Program) -> Ints | None:
        """The plan's values in a program of more candidates; None where it doesn't keep its rows."""
        steps, where = np.zeros(len(rows.candidates), np.int64), rows.candidates.places(self.placed.codes)
        if (where < 0).any():
            return None
        steps[where] = self.steps
        x = rows.complete(steps)
        return x if (rows.excess(x) <= 0).all() else None


def first_plan(
    plan: Plan, rules: Sequence[Rule], limits: Limits, watch: Watch | None, stop: Stop | None = None
) -> Beginning | None:
    """A first plan of a plan that is large; None for another, or where none is found among few (which proves nothing).

    Who stops gets one that can be had in time: it is made as hastily as where no time is left.
    """
    if places(plan) < FROM:
        return None
    give_back_what_is_freed()
    began = time.monotonic()
    shape = Shortlist(plan, rules, drawn=FEW).shape
    rows, blocks = shape.program, Blocks.of(shape, None, plan.seed, limits.cores)

    def took() -> float:
        return time.monotonic() - began if limits.by_the_clock else blocks.spent

    def left() -> float:
        """Deterministic seconds left for it; none for who wants to stop."""
        if stop is not None and stop():
            return 0.0
        return (BEGINNING * limits.seconds - took()) / (PACE if limits.by_the_clock else 1.0)

    x = blocks.construct(lambda: took() > LONGEST * limits.seconds, left)
    if x is None:
        return None
    if watch is not None:
        aim = rows.aims[0]
        watch(Progress(
            1, len(rows.aims), aim.name, aim.title, aim.unit, aim.in_units(aim.raw(x)), None, time.monotonic() - began
        ))  # fmt: skip
    placed = np.flatnonzero(x[: len(rows.candidates)])
    return Beginning(rows.candidates.take(placed), x[placed], took())
