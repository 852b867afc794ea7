"""What changes to placements bring about: the columns that follow, whether all rows are kept, and the aims.

Many changes to one plan are looked at in a few sparse products. Everything is read from the program's rows: a
defined column takes the least value that the rows which define it allow. Where a word follows otherwise a change
may be misjudged, so whoever makes one checks the whole plan in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.shape import Shape, levels
from teamform.team.program import narrow

FEW = 32
"""A column that so many rows define is looked at in all of them; one of more never gets lower through a change."""
MARK = 2**40
"""Marks a row that has to be looked at though nothing changes in it; no row changes by as much."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What each of some changes (a row each) comes to."""

    columns: sp.csr_matrix
    """By how much each column changes."""
    rows: sp.csr_matrix
    """By how much each row of the program changes."""
    kept: Flags
    """Whether all rows are kept."""
    aims: Ints
    """By how much each aim (column) changes."""


@dataclass(frozen=True, eq=False)
class _Level:
    """The columns of one word, and the rows that each of them is as large as they ask."""

    rows: Ints
    column: Ints
    """By row: the column that it holds up; rows of one column stand together."""
    worth: Ints
    """By row: what one of that column counts in it."""
    sign: Ints
    """By row: -1 where the column is held up by what is left below an equal row's bound."""
    given: sp.csr_matrix
    """What one of each earlier column (row) adds to these rows (columns), by sign."""
    whole: sp.csr_matrix
    """1 for two rows (or a row itself) of one column that few rows hold up."""
    wide: Flags
    """By row: whether the column is held up by many."""


class Effects:
    """A program's rows, in the order in which columns follow from each other."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._by_column: sp.csr_matrix = shape.by_column.T
        self._aims = shape.aims.T.tocsr()
        self._levels = list(self._ordered())

    def of(self, x: Ints, activity: Ints, placements: sp.csr_matrix) -> Outcome:
        """What changes of placements (a row each, in planning steps) bring, one by one, to a plan that keeps all rows.

        ``activity`` is what each row comes to now.
        """
        program = self.shape.program
        count = placements.shape[0]
        kept = np.ones(count, bool)
        columns = sp.csr_matrix(
            (placements.data, placements.indices, placements.indptr), shape=(count, self.shape.width)
        )
        for level in self._levels:
            columns = columns + self._followed(level, x, activity, columns, kept)
        changed, place = np.unique(columns.indices, return_inverse=True)
        some = sp.csr_matrix((columns.data, place, columns.indptr), shape=(count, len(changed)))
        rows = some @ self._by_column[changed]
        over = activity[rows.indices] + rows.data - program.bound[rows.indices]
        broken = np.where(program.equal[rows.indices], over != 0, over > 0)
        kept[_row(rows)[broken]] = False
        new = x[columns.indices] + columns.data
        outside = (new < 0) | (new > program.upper[columns.indices])
        kept[_row(columns)[outside]] = False
        return Outcome(columns, rows, kept, np.asarray((columns @ self._aims).toarray()))

    def _followed(self, level: _Level, x: Ints, activity: Ints, columns: sp.csr_matrix, kept: Flags) -> sp.csr_matrix:
        """By how much the columns of one level change."""
        count = columns.shape[0]
        change = columns @ level.given
        touched = sp.csr_matrix((np.ones(change.nnz, np.int64), change.indices, change.indptr), shape=change.shape)
        marked = touched @ level.whole
        marked.data[:] = MARK
        change = change + marked
        change.sort_indices()
        at, by = change.indices, change.data
        by = np.where(by > MARK // 2, by - MARK, by)
        column, row = level.column[at], level.rows[at]
        now, worth = x[column], level.worth[at]
        asked = level.sign[at] * (activity[row] - self.shape.program.bound[row]) + worth * now
        before, after = -(-asked // worth), -(-(asked + by) // worth)
        key = _row(change) * np.int64(self.shape.width) + column
        first = np.flatnonzero(np.diff(key, prepend=-1))
        if not len(first):
            return sp.csr_matrix(columns.shape, dtype=np.int64)
        before, after = (np.maximum(np.maximum.reduceat(part, first), 0) for part in (before, after))
        now = now[first]
        fixed = level.wide[at[first]] | (before != now)  # held up by something else as well
        new = np.where(fixed, np.maximum(after, now), after)
        changes = np.flatnonzero(new != now)
        of = key[first[changes]] // self.shape.width
        begin = np.concatenate([[0], np.cumsum(np.bincount(of, minlength=count))])
        return sp.csr_matrix((new[changes] - now[changes], column[first[changes]], begin), shape=columns.shape)

    def _ordered(self) -> Iterator[_Level]:
        program = self.shape.program
        level, defining = levels(program)
        matrix = program.matrix[defining]
        row = np.repeat(np.arange(len(defining)), np.diff(matrix.indptr))
        latest = np.zeros(len(defining), np.int64)
        np.maximum.at(latest, row, level[matrix.indices])
        own = level[matrix.indices] == latest[row]
        alone = np.bincount(row[own], minlength=len(defining)) == 1
        holds = own & alone[row] & ((matrix.data < 0) | program.equal[defining[row]])
        for number in np.unique(latest[row[holds]]).tolist():
            some = np.flatnonzero(holds & (latest[row] == number))
            some = some[np.argsort(matrix.indices[some], kind="stable")]
            yield self._level(defining[row[some]], matrix.indices[some].astype(np.int64), matrix.data[some])

    def _level(self, rows: Ints, column: Ints, own: Ints) -> _Level:
        sign = np.where(own < 0, 1, -1)
        given = (self.shape.program.matrix[rows]).tocoo()
        others = given.col != column[given.row]
        size = (self.shape.width, len(rows))
        data = narrow(given.data[others] * sign[given.row[others]])
        given = sp.csr_matrix((data, (given.col[others], given.row[others])), shape=size)
        _, number, size_of = np.unique(column, return_inverse=True, return_counts=True)
        wide = size_of[number] > FEW
        few = np.flatnonzero(~wide)
        of = sp.csr_matrix((np.ones(len(few), np.int8), (few, number[few])), shape=(len(rows), len(size_of)))
        whole = (of @ of.T).tocsr()
        return _Level(narrow(rows), narrow(column), narrow(np.abs(own)), narrow(sign), given, whole, wide)


def _row(matrix: sp.csr_matrix) -> Ints:
    """The row of each figure of a matrix."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
