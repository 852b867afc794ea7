"""What it costs to build a plan and its program (rows of all rules), and to check a proposal through them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from benchmarks.apart import Stopwatch
from benchmarks.families import Family, tables
from teamform.plan.plan import Plan
from teamform.rules import check, program, rules_of
from teamform.solve import allocation
from teamform.solve.blocks import Blocks
from teamform.solve.shape import Shape

TARGETS = {"program_s": 3.0, "check_s": 0.1, "peak_mb": 1000}
"""The most that family L may take: building the program, checking a proposal, memory."""


def build(family: str | Family, seed: int, periods: int, current: bool, missions: bool = False) -> dict[str, Any]:
    """Times of a plan of one family; the proposal that is checked is a first plan made team by team."""
    watch = Stopwatch()
    given = tables(family, seed, periods, current, missions)
    times = watch.lap("tables")
    plan = Plan.build(given)
    times |= watch.lap("plan")
    rules = rules_of(plan)
    rows = program(plan, rules)
    times |= watch.lap("program")
    about = {
        "rules_on": sum(not rule.off and rule.applies(plan) for rule in rules),
        "people": len(plan.people),
        "teams": len(plan.teams),
        "candidates": len(rows.candidates),
        "variables": rows.matrix.shape[1],
        "rows": rows.matrix.shape[0],
        "nonzeros": rows.matrix.nnz,
    }
    proposed = _proposal(rows)
    watch.lap("first plan")
    check(plan, proposed, rows, rules)
    times |= watch.lap("first_check")
    checked = check(plan, proposed, rows, rules)
    times |= watch.lap("check")
    return {**about, **times, "placements": len(proposed), "allowed": checked.allowed}


def _proposal(rows: Any) -> pd.DataFrame:
    """A first plan, or nobody anywhere where none can be made quickly."""
    x = Blocks.of(Shape(rows), None, 1).construct()
    nobody = rows.complete(rows.upper[: len(rows.candidates)] * 0)
    return allocation(rows, nobody if x is None else x)
