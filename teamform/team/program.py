"""The program: every rule's rows in one sparse matrix, with labels that say what each row is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints, Plan
from teamform.team.candidates import Candidates, Sifted
from teamform.team.table import Table
from teamform.team.vocabulary import Vocabulary

AT_ONCE = 100_000
"""Figures in rows that are looked at at once."""


@dataclass(frozen=True, eq=False)
class Aim:
    """One thing to make as small as possible, and its place in the order of tiers."""

    name: str
    title: str
    unit: str
    scale: float
    """Value in units = (sum of coefficients x variables + constant) / scale."""
    cols: Ints
    coefs: Ints
    constant: int

    @classmethod
    def of(cls, name: str, title: str, unit: str, scale: float, table: Table) -> Aim:
        """Aim at the smallest total of a table's rows."""
        cols, place = np.unique(table.col, return_inverse=True)
        coefs = np.zeros(len(cols), np.int64)
        np.add.at(coefs, place, table.coef)
        return cls(name, title, unit, scale, cols[coefs != 0], coefs[coefs != 0], int(table.constant.sum()))

    def raw(self, x: Ints) -> int:
        """The total in whole internal units."""
        return int(self.coefs @ x[self.cols]) + self.constant

    def lowest(self, upper: Ints) -> int:
        """The smallest total, in whole internal units, if nothing else mattered."""
        return int(np.minimum(self.coefs, 0) @ upper[self.cols]) + self.constant

    def in_units(self, raw: float) -> float:
        """An internal total in the units that people read."""
        return raw / self.scale


@dataclass(frozen=True, eq=False)
class Block:
    """Consecutive rows of the matrix that one rule (or, with no rule, the vocabulary) wrote at once."""

    rule: str
    rows: slice
    codes: Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Program:
    """Integer variables from 0 to ``upper``; rows ``matrix @ x <= bound`` (``==`` where ``equal``); aims in order.

    ``must`` is false for the rows of should-rules: those carry a variable of their own that counts, in
    ``grain`` of the row, by how much they are missed; each is ``worth`` so many hundredths of the rule's unit.
    """

    plan: Plan
    sifted: Sifted
    vocabulary: Vocabulary
    upper: Ints
    matrix: sp.csr_matrix
    bound: Ints
    equal: Flags
    must: Flags
    grain: npt.NDArray[Any]
    worth: npt.NDArray[Any]
    blocks: tuple[Block, ...]
    aims: tuple[Aim, ...]
    missed: npt.NDArray[Any]
    """For each row the column of its miss variable; -1 for rows that must hold."""

    @property
    def candidates(self) -> Candidates:
        """The eligible candidates, one an FTE variable, in the same order."""
        return self.sifted.eligible

    @cached_property
    def block_of_row(self) -> npt.NDArray[Any]:
        """The block to which each row belongs."""
        number = narrow(np.arange(len(self.blocks)))
        return np.repeat(number, [b.rows.stop - b.rows.start for b in self.blocks])

    def row_codes(self, row: int) -> tuple[str, dict[str, int]]:
        """The rule that wrote a row, and the codes that say what the row is about."""
        block = self.blocks[self.block_of_row[row]]
        return block.rule, {name: int(codes[row - block.rows.start]) for name, codes in block.codes.items()}

    def complete(self, steps: Ints) -> Ints:
        """All variables that follow from the FTE of a proposal (planning steps, one a candidate)."""
        x = np.zeros(len(self.upper), np.int64)
        x[: len(steps)] = steps
        for word in self.vocabulary.words:
            if word.follows is not None:
                x[word.columns] = word.follows(x)
        soft, matrix = self._should
        over = matrix @ x - self.bound[soft]  # none of them is equal
        x[self.missed[soft]] = np.maximum(-(-over // self.grain[soft]), 0)
        return x

    @cached_property
    def _should(self) -> tuple[Ints, sp.csr_matrix]:
        """The rows that should hold, and their figures."""
        soft = np.flatnonzero(~self.must)
        return soft, self.matrix[soft]

    def activity(self, x: Ints) -> Ints:
        """What each row's left side comes to."""
        found = np.empty(len(self.bound), np.int64)
        for rows, part in parts(self.matrix):
            found[rows] = part @ x
        return found

    def excess(self, x: Ints) -> Ints:
        """By how much each row's left side exceeds its bound (either way, for equal rows)."""
        over = self.activity(x)
        over -= self.bound
        over[self.equal] = np.abs(over[self.equal])
        return over


def parts(matrix: sp.csr_matrix) -> Iterator[tuple[slice, sp.csr_matrix]]:
    """The rows some at a time, without a copy: what is worked out for each figure never takes much memory."""
    if matrix.nnz <= AT_ONCE:
        yield slice(0, matrix.shape[0]), matrix
        return
    cuts = np.unique(np.searchsorted(matrix.indptr, np.arange(0, matrix.nnz + AT_ONCE, AT_ONCE)))
    for first, last in pairwise([0, *cuts[(cuts > 0) & (cuts < matrix.shape[0])].tolist(), matrix.shape[0]]):
        begin = matrix.indptr[first : last + 1]
        inside = slice(begin[0], begin[-1])
        shape = last - first, matrix.shape[1]
        some = matrix.data[inside], matrix.indices[inside], begin - begin[0]
        yield slice(first, last), sp.csr_matrix(some, shape=shape)


def in_parts(what: Ints, size: Ints, most: int = AT_ONCE) -> Iterator[Ints]:
    """What comes one after the other, cut where the sizes add up to more than ``most``."""
    ends = np.cumsum(size)
    begin = 0
    while begin < len(what):
        before = ends[begin - 1] if begin else 0
        end = max(int(np.searchsorted(ends, before + most, side="right")), begin + 1)
        yield what[begin:end]
        begin = end


def least_and_most(matrix: sp.csr_matrix, upper: Ints) -> tuple[Ints, Ints]:
    """The smallest and the largest that each row can amount to, variables being between nought and ``upper``."""
    least, most = np.empty((2, matrix.shape[0]), np.int64)
    for rows, part in parts(matrix):
        figures = part.data * upper[part.indices]
        least[rows] = totals(np.minimum(figures, 0), part.indptr)
        most[rows] = totals(np.maximum(figures, 0), part.indptr)
    return least, most


def totals(figures: Ints, begin: Ints) -> Ints:
    """What the figures of each row add up to; a row's begin where ``begin`` says, and end where the next one's do."""
    running = np.concatenate([np.zeros(1, np.int64), np.cumsum(figures, dtype=np.int64)])
    return running[begin[1:]] - running[begin[:-1]]


def narrow(figures: Ints) -> npt.NDArray[Any]:
    """Figures in as few bytes as hold them all."""
    most = int(np.abs(figures).max(initial=0))
    kind = next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(kind).max)
    return figures.astype(kind)
