"""What single rows rule out before anything is solved."""

from __future__ import annotations

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.team.program import Program


def ruled_out(program: Program) -> dict[str, Flags]:
    """For each limit that must hold: the eligible candidates that one of its rows alone makes impossible.

    A row rules a variable out when even the smallest value of everything else in the row leaves no
    room for it.
    """
    matrix = program.matrix.tocoo()
    least = np.zeros(matrix.shape[0], np.int64)
    np.add.at(least, matrix.row, np.minimum(matrix.data, 0)
              * program.upper[matrix.col])  # fmt: skip
    tight = (matrix.data > 0) & program.must[matrix.row]
    tight &= least[matrix.row] + matrix.data > program.bound[matrix.row]
    words = program.vocabulary
    seats = np.arange(len(program.candidates))
    by_column: list[tuple[np.ndarray, np.ndarray]] = [(words.fte.col, seats)]
    made = {word.name for word in words.words}
    if "works" in made:
        by_column.append((words.works.col, seats))
    if "on" in words.__dict__:
        on = words.on.at({name: program.candidates.team if name == "team" else program.candidates.codes[name]
                          for name in ("person", "team", "period")})  # fmt: skip
        by_column.append((on.col, seats))
    found: dict[str, Flags] = {}
    for block in program.blocks:
        if not block.rule:
            continue
        inside = tight & (matrix.row >= block.rows.start) & (matrix.row < block.rows.stop)
        if not inside.any():
            continue
        barred = np.zeros(len(program.upper), bool)
        barred[matrix.col[inside]] = True
        mask = found.setdefault(block.rule, np.zeros(len(seats), bool))
        for column, seat in by_column:
            mask[seat] |= barred[column]
    return found


MANY = 5_000_000
"""Beyond so many places a plan isn't held as a whole."""


def places(plan: Plan) -> int:
    """How many places (person with the discipline, seat, period) there are to look at, before any rule is asked."""
    if not len(plan.demand):
        return 0
    able = (plan.levels > 0).sum(axis=0)
    return int((able[plan.of_seats] * plan.runs.sum(axis=1)).sum())
