"""Obstacles: the limits that would be broken if somebody gave a seat more."""

from __future__ import annotations

import numpy as np

from teamform.explain.case import Case
from teamform.plan.plan import Ints
from teamform.team.program import Program


def obstacles(case: Case, candidate: int, most: int = 1) -> list[tuple[str, str]]:
    """The rules, each with a sentence, that would be broken if a candidate gave more, up to ``most`` planning steps."""
    found: dict[str, str] = {}
    for row in broken_rows(case, candidate, most).tolist():
        name, _ = case.program.row_codes(row)
        found.setdefault(name, case.says(row))
    return list(found.items())


def broken_rows(case: Case, candidate: int, most: int = 1) -> Ints:
    """The named must-rows that break when a candidate gives more and nobody else changes.

    Of one planning step more and of ``most`` the amount is taken that breaks fewer rows.
    """
    tried = [broken_by(case.program, case.x, candidate, steps) for steps in sorted({1, max(most, 1)}, reverse=True)]
    return min(tried, key=len)


def broken_by(program: Program, x: Ints, candidate: int, steps: int) -> Ints:
    """The named must-rows that break when a candidate gives so many planning steps more and nobody else changes."""
    given = x[: len(program.candidates)].copy()
    given[candidate] += steps
    over = program.excess(program.complete(given))
    rows = np.flatnonzero((over > 0) & program.must)
    return np.array([row for row in rows.tolist() if program.row_codes(row)[0]], np.int64)
