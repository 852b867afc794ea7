"""What the rows of a program come to while a first plan is made team by team."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.piece import rows_of
from teamform.team.program import Program, least_and_most


@dataclass
class SoFar:
    """What the rows of a program come to while a first plan is made; a step costs only the rows that it touches."""

    program: Program
    activity: Ints
    open: Ints
    """How much lower each row could still become through columns of teams that haven't been looked at."""
    held: Ints
    """The same, and nought for rows that are kept."""

    @classmethod
    def of(cls, program: Program, x: Ints, unmade: Flags) -> SoFar:
        """The rows under some values, with columns that are yet to be looked at."""
        open_ = -least_and_most(program.matrix, np.where(unmade, program.upper, 0))[0]
        found = cls(program, program.matrix @ x, open_, open_.copy())
        found._hold(np.arange(len(open_)))
        return found

    def close(self, part: sp.csc_matrix, upper: Ints) -> None:
        """These columns are looked at for the last time: they can't lower any row beyond what they do."""
        np.add.at(self.open, part.indices, np.minimum(part.data, 0) * np.repeat(upper, np.diff(part.indptr)))
        self._hold(rows_of(part))

    def change(self, part: sp.csc_matrix, by: Ints) -> None:
        """The values of some columns change."""
        np.add.at(self.activity, part.indices, part.data * np.repeat(by, np.diff(part.indptr)))
        self._hold(rows_of(part))

    def _hold(self, rows: Ints) -> None:
        program, activity = self.program, self.activity[rows]
        kept = np.where(program.equal[rows], activity == program.bound[rows], activity <= program.bound[rows])
        self.held[rows] = np.where(kept, 0, self.open[rows])
