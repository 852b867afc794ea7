"""Which rows of a program matter for some of its goals: quantities that nobody asks about yet are left out.

The number of a person's teams over the whole plan, say, ties all periods together; while only unmet demand
is looked at it follows from the rest (see `Program.complete`) and would merely be in the way.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from teamform.plan.plan import Flags
from teamform.team.program import Aim, Program


def needed(program: Program, aims: Iterable[Aim]) -> Flags:
    """The rows that rules wrote, and the definitions of every quantity that they or ``aims`` speak of."""
    matrix = program.matrix
    rule = np.array([bool(block.rule) for block in program.blocks], bool)
    keep = rule[program.block_of_row] if len(program.blocks) else np.zeros(0, bool)
    used = np.zeros(len(program.upper), bool)
    used[matrix[keep].indices] = True
    for aim in aims:
        used[aim.cols] = True
    filled = np.diff(matrix.indptr) > 0
    defines = np.full(matrix.shape[0], -1)
    defines[filled] = np.maximum.reduceat(matrix.indices, matrix.indptr[:-1][filled])
    for word in reversed(program.vocabulary.words):  # later words are defined by earlier ones
        if used[word.columns].any():
            its = ~keep & (defines >= word.columns.start) & (defines < word.columns.stop)
            keep |= its
            used[matrix[its].indices] = True
    return keep
