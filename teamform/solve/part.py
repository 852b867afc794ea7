"""A part of a program: some candidates may change, everything else stays as it is in the plan in hand."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.team.program import Aim, Program


@dataclass(frozen=True, eq=False)
class Web:
    """Which variables depend on which: made once for a program, good for all of its variants."""

    program: Program

    @cached_property
    def _definitions(self) -> sp.csr_matrix:
        """The rows that tie defined quantities to the FTE."""
        last = max((b.rows.stop for b in self.program.blocks if not b.rule), default=0)
        return _first_rows(self.program.matrix, last)

    def follows(self, candidates: Flags) -> Flags:
        """The variables that may change when only these candidates' FTE does."""
        free, new = np.zeros((2, len(self.program.upper)), bool)
        new[: len(candidates)] = candidates
        touched, entries = np.zeros(self._definitions.shape[0], bool), np.zeros(0, np.int32)
        for word in self.program.vocabulary.words:
            if word.follows is None or not len(word.upper):
                continue
            if new.any():
                touched |= rows_with(self._definitions, new)
                free |= new
                entries = self._definitions[np.flatnonzero(touched)].indices
            new[:] = False
            new[entries[(entries >= word.columns.start) & (entries < word.columns.stop)]] = True
        found: Flags = free | new
        return found


def rows_with(matrix: sp.csr_matrix, columns: Flags) -> Flags:
    """Which rows of a matrix have a figure in any of the columns."""
    found = np.zeros(matrix.shape[0], bool)
    found[np.searchsorted(matrix.indptr, np.flatnonzero(columns[matrix.indices]), side="right") - 1] = True
    return found


def _first_rows(matrix: sp.csr_matrix, count: int) -> sp.csr_matrix:
    """The first rows of a matrix, of which nothing is copied."""
    end = matrix.indptr[count]
    parts = (matrix.data[:end], matrix.indices[:end], matrix.indptr[: count + 1])
    found: sp.csr_matrix = sp.csr_matrix(parts, shape=(count, matrix.shape[1]))
    return found


@dataclass(frozen=True, eq=False)
class Part:
    """A slice of a program; its values are those of the chosen columns, the rest is taken from the plan in hand."""

    whole: Program
    rows: Program
    """The slice, as a program of its own (without names for its rows)."""
    columns: Ints
    """The whole program's column of each column of the slice."""
    hand: Ints
    mendable: bool = True
    """Whether what may change touches all rows that the plan in hand breaks."""

    @classmethod
    def of(cls, program: Program, web: Web, hand: Ints, candidates: Flags) -> Part:
        """The slice in which these candidates may change."""
        if candidates.all():
            return cls(program, program, np.arange(len(program.upper)), hand)
        free = np.zeros(len(program.upper), bool)
        known = web.follows(candidates)
        free[: len(known)] = known
        free[len(known) :] = True  # a question's own switches
        touched = rows_with(program.matrix, free)
        free[program.missed[touched & ~program.must]] = True
        rows = np.flatnonzero(touched)
        columns = np.flatnonzero(free)
        beyond = program.excess(hand) > 0
        beyond[rows] = False
        still = np.where(free, 0, hand)
        place = np.full(len(free), -1)
        place[columns] = np.arange(len(columns))
        some = program.matrix[rows]
        slice_ = dataclasses.replace(
            program, upper=program.upper[columns], matrix=some[:, columns].tocsr(),
            bound=program.bound[rows] - some @ still, equal=program.equal[rows], must=program.must[rows],
            grain=program.grain[rows], worth=program.worth[rows],
            blocks=(), aims=(), missed=np.where(program.missed[rows] >= 0, place[program.missed[rows]], -1),
        )  # fmt: skip
        return cls(program, slice_, columns, hand, not beyond.any())

    def aim(self, aim: Aim) -> Aim:
        """The same aim over the slice; what stays as it is counts as known."""
        inside = np.isin(aim.cols, self.columns, assume_unique=True)
        still = int(aim.coefs[~inside] @ self.hand[aim.cols[~inside]])
        cols = np.searchsorted(self.columns, aim.cols[inside])
        return dataclasses.replace(aim, cols=cols, coefs=aim.coefs[inside], constant=aim.constant + still)

    @cached_property
    def candidates(self) -> Ints:
        """The whole program's candidate behind each FTE column of the slice (they come first)."""
        found: Ints = self.columns[self.columns < len(self.whole.candidates)]
        return found

    def spread(self, x: Ints) -> Ints:
        """Values of the slice as values of the whole program's FTE, in planning steps."""
        steps = self.hand[: len(self.whole.candidates)].copy()
        steps[self.candidates] = x[: len(self.candidates)]
        return steps
