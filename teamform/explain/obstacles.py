"""Obstacles: the limits that would be broken if somebody gave a seat more."""

from __future__ import annotations

import numpy as np

from teamform.explain.case import Case
from teamform.plan.plan import Ints


def obstacles(case: Case, candidate: int, steps: int = 1) -> list[tuple[str, str]]:
    """The rules, each with a sentence, that would be broken if a candidate gave so many planning steps more."""
    found: dict[str, str] = {}
    for row in broken_rows(case, candidate, steps).tolist():
        name, _ = case.program.row_codes(row)
        found.setdefault(name, case.says(row))
    return list(found.items())


def broken_rows(case: Case, candidate: int, steps: int = 1) -> Ints:
    """The named must-rows that break when a candidate gives so many planning steps more and nobody else changes."""
    program = case.program
    tried = case.x[: len(program.candidates)].copy()
    tried[candidate] += steps
    over = program.excess(program.complete(tried))
    rows = np.flatnonzero((over > 0) & program.must)
    return np.array([row for row in rows.tolist() if program.row_codes(row)[0]], np.int64)
