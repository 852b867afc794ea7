"""How the columns and rows of a program hang together: what follows from whom.

Everything here is read from the program's own rows, so it holds for any rule.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.team.program import Program, narrow


class Entries(NamedTuple):
    """The figures of some columns of a matrix, column by column."""

    rows: Ints
    """The row of each figure."""
    figures: Ints
    sizes: Ints
    """How many figures each column has."""


def entries(matrix: sp.csc_matrix | sp.csr_matrix, columns: Ints) -> Entries:
    """The figures of some columns of a matrix (of some rows, where it is held by rows).

    Several times quicker than a slice of it, which checks everything: a first plan takes thousands of small ones.
    """
    begin = matrix.indptr[columns]
    sizes = matrix.indptr[columns + 1] - begin
    end = np.cumsum(sizes, dtype=sizes.dtype)
    place = np.repeat(begin - end + sizes, sizes)
    place += np.arange(len(place), dtype=place.dtype)
    return Entries(matrix.indices[place], matrix.data[place], sizes)


def by_rows(part: Entries, rows: npt.NDArray[Any], height: int) -> sp.csr_matrix:
    """The figures of some columns as a matrix of its own, held by rows, in which each stands in one of ``rows``."""
    begin = np.zeros(len(part.sizes) + 1, part.sizes.dtype)
    np.cumsum(part.sizes, out=begin[1:])
    return sp.csc_matrix((part.figures, rows, begin), shape=(height, len(part.sizes))).tocsr()


class Shape:
    """A program's columns, the candidates that each follows from, and the rows by column."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.width = len(program.upper)
        self.count = len(program.candidates)

    @cached_property
    def by_column(self) -> sp.csc_matrix:
        """The program's matrix, quick to cut by columns."""
        return self.program.matrix.tocsc()

    @cached_property
    def nobody(self) -> Ints:
        """All columns when nobody works anywhere."""
        return self.program.complete(np.zeros(self.count, np.int64))

    @cached_property
    def aims(self) -> sp.csc_matrix:
        """The program's aims, one a row (without their constants)."""
        aims = self.program.aims
        row = np.repeat(np.arange(len(aims)), [len(aim.cols) for aim in aims])
        none = [np.zeros(0, np.int64)]
        cols, coefs = (np.concatenate([getattr(aim, part) for aim in aims] + none) for part in ("cols", "coefs"))
        return sp.csc_matrix((coefs, (row, cols)), shape=(len(aims), self.width), dtype=np.int64)

    @cached_property
    def follows(self) -> sp.csc_matrix:
        """1 where a column (row) follows from a candidate (column), directly or through other columns."""
        depends, ends = _depends(self.program), [word.columns.stop for word in self.program.vocabulary.words]
        spans = [slice(begin, end) for begin, end in pairwise([0, *ends, self.width]) if begin < end]
        found = {0: sp.eye(spans[0].stop, self.count, dtype=bool, format="csr")}
        for number, span in enumerate(spans[1:], 1):  # each word is defined by earlier ones
            rows = depends[span]
            found[number] = sp.csr_matrix((rows.shape[0], self.count), dtype=bool)
            for earlier in range(number):
                part = rows[:, spans[earlier]]
                if part.nnz:
                    found[number] = found[number] + part @ found[earlier]
        return sp.vstack(list(found.values()), format="csr").tocsc()

    @cached_property
    def private(self) -> Flags:
        """Columns that follow from the candidates of one person alone, and are nought without them."""
        column = self.follows.indices
        person = np.repeat(self.program.candidates.person, np.diff(self.follows.indptr))
        least, most = np.full(self.width, np.iinfo(np.int64).max), np.full(self.width, -1)
        np.minimum.at(least, column, person)
        np.maximum.at(most, column, person)
        return np.asarray((least == most) & (self.nobody == 0))

    @cached_property
    def least(self) -> sp.csr_matrix:
        """By candidate (row): 1 for the person's columns that are 1 when the candidate gives one planning step."""
        follows = self.follows
        there = (self.private & (self.program.upper > 0))[follows.indices].astype(np.int8)
        found: sp.csr_matrix = sp.csr_matrix(
            (there, follows.indices.copy(), follows.indptr.copy()), shape=follows.shape[::-1]
        )
        found.eliminate_zeros()
        return found

    def at_most(self, cost: np.ndarray) -> np.ndarray:
        """By candidate: what the person's columns cost when the candidate gives all that is possible."""
        further = np.maximum(self.program.upper[: self.count] - 1, 0)
        return np.asarray(self.least @ cost + further * cost[: self.count])

    def per_step(self, cost: np.ndarray) -> np.ndarray:
        """By candidate: the same for each planning step, whatever others do."""
        return self.at_most(cost) / np.maximum(self.program.upper[: self.count], 1)

    @cached_property
    def takes(self) -> sp.csr_matrix:
        """By candidate (row): what one planning step takes from each row that only adds up (a capacity)."""
        matrix, adds_up = self.program.matrix, ~self.program.equal
        adds_up[np.searchsorted(matrix.indptr, np.flatnonzero(matrix.data < 0), side="right") - 1] = False
        rows = np.flatnonzero(adds_up)
        found = (self.least.astype(np.int64) @ matrix[rows].T).tocsr()
        figures, where = narrow(found.data), rows.astype(np.int32)[found.indices]
        return sp.csr_matrix((figures, where, found.indptr), shape=(self.count, len(adds_up)))

    @cached_property
    def partners(self) -> sp.csr_matrix:
        """1 for two candidates whose people work together or not at all."""
        matrix = self.program.matrix
        size = np.diff(matrix.indptr)
        rows = np.flatnonzero(self.program.equal & (size > 1) & (size <= 4))
        rows = rows[(matrix[rows].astype(bool) @ (~self.private).astype(np.int64)) == 0]
        of_row = (matrix[rows].astype(bool).astype(np.int32) @ self.follows).tocsr()
        return (of_row.T @ of_row).tocsr()

    @cached_property
    def placing(self) -> Ints:
        """For each candidate the number of its (person, seat): those of several periods belong together."""
        block = self.program.candidates
        _, number = np.unique(block.demand * len(self.program.plan.people) + block.person, return_inverse=True)
        return number.astype(np.int64)

    @cached_property
    def follows_from_somebody(self) -> Flags:
        """Columns that follow from any candidate."""
        found = np.zeros(self.width, bool)
        found[self.follows.indices] = True
        return found

    def columns(self, candidates: Ints) -> Ints:
        """The columns that follow from some candidates."""
        marked = np.zeros(self.width, bool)
        marked[entries(self.follows, candidates).rows] = True
        return np.flatnonzero(marked)

    def entries(self, columns: Ints) -> Entries:
        """The figures of some columns in the program's matrix."""
        return entries(self.by_column, columns)


def levels(program: Program) -> tuple[Ints, Ints]:
    """The number of each column's word (misses of should-rows come last), and the rows that define columns."""
    word = np.full(len(program.upper), len(program.vocabulary.words))
    for number, made in enumerate(program.vocabulary.words):
        word[made.columns] = number
    by_rule = np.array([block.rule != "" for block in program.blocks], bool)[program.block_of_row]
    return word, np.flatnonzero(~by_rule | ~program.must)


def _depends(program: Program) -> sp.csr_matrix:
    """1 where a column (row) is defined by another (column): the latest word in a row follows from the others."""
    word, rows = levels(program)
    defining = program.matrix[rows]
    row = np.repeat(np.arange(defining.shape[0]), np.diff(defining.indptr))
    latest = np.zeros(defining.shape[0], np.int64)
    np.maximum.at(latest, row, word[defining.indices])
    defined = word[defining.indices] == latest[row]
    ones = np.ones(len(row), bool)
    out, given = (
        sp.csr_matrix((ones[mask], (row[mask], defining.indices[mask])), shape=defining.shape)
        for mask in (defined, ~defined)
    )
    return (out.T @ given).tocsr()
