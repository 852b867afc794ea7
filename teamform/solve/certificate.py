"""The certificate: duals of any origin turned into a bound that holds for the whole program.

For any duals (nought or less for ``<=`` rows) the sum of their bounds and of what reduced costs below
nought could earn at most is a lower bound. Rows that the duals don't know of are given the best dual
that each can have by itself, and the sum is taken in integers, so that no rounding can lift it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.team.program import Program

SWEEPS = 3
"""How often the rows are gone through."""
LAYERS = 12
"""A rule's rows that share variables are gone through in so many groups at most; further ones keep dual nought."""
ROOM = 2.0**61
"""Sums in the certificate stay below this."""

PROVING = 3e-7
"""Seconds that a certificate takes for each figure in the program's rows."""


def proving(program: Program) -> float:
    """Seconds that one certificate is counted as."""
    return PROVING * program.matrix.nnz


def certified(
    program: Program, private: Flags, cost: np.ndarray, duals: np.ndarray, complete: bool = True
) -> tuple[float, np.ndarray]:
    """A lower bound on ``cost @ x`` over all plans, and how much of it each column costs (nought or less).

    ``private`` marks the columns that belong to one person: rows of such columns alone have their duals
    completed where they have none, unless the duals are known to be the best for all rows.
    """
    duals = np.where(program.equal, duals, np.minimum(duals, 0.0))
    completed = _completed(program, private, cost, duals) if complete else duals
    lost = np.minimum(cost - program.matrix.T @ completed, 0.0) * program.upper
    return max(_summed(program, cost, some) for some in ((duals, completed) if complete else (duals,))), lost


def _summed(program: Program, cost: np.ndarray, duals: np.ndarray) -> float:
    """The bound that duals prove, added up in whole numbers."""
    most = np.abs(cost) + abs(program.matrix).T @ np.abs(duals)
    scale = 2.0 ** min(30.0, np.floor(np.log2(ROOM / max(1.0, float(most.max(initial=0.0))))))
    prices = np.rint(duals * scale).astype(np.int64)
    reduced = np.floor(cost * scale).astype(np.int64) - program.matrix.T @ prices
    return (_exact(prices, program.bound) + _exact(np.minimum(reduced, 0), program.upper)) / scale


def _exact(left: Ints, right: Ints) -> int:
    some = np.flatnonzero((left != 0) & (right != 0))
    return int((left[some].astype(object) * right[some].astype(object)).sum()) if len(some) else 0


@dataclass(frozen=True)
class _Layer:
    """Rows without a variable in common, as entries in order of rows."""

    rows: Ints
    matrix: sp.csr_matrix

    @cached_property
    def rising(self) -> sp.csr_matrix:
        """1 where an entry is positive."""
        pattern = self.matrix.copy()
        pattern.data = (self.matrix.data > 0).astype(np.int32)
        return pattern


def _completed(program: Program, private: Flags, cost: np.ndarray, duals: np.ndarray) -> np.ndarray:
    """Duals in which private rows that had none have the best that each can have by itself."""
    duals = duals.copy()
    lonely = np.asarray(abs(program.matrix) @ (~private).astype(np.int64) == 0)
    layers = list(_layers(program, lonely & (duals == 0) & ~program.equal))
    reduced = cost - program.matrix.T @ duals
    for _ in range(SWEEPS):
        for layer in layers:
            old = duals[layer.rows]
            if old.any():
                reduced += layer.matrix.T @ old
            new = _best_of_those_that_gain(layer, program.bound[layer.rows], program.upper, reduced)
            duals[layer.rows] = new
            if new.any():
                reduced -= layer.matrix.T @ new
    return duals


def _best_of_those_that_gain(layer: _Layer, bound: Ints, upper: Ints, reduced: np.ndarray) -> np.ndarray:
    """The same as ``_best``, quicker: a row of which no figure could earn anything has dual nought."""
    earning = layer.rising @ (reduced < 0) > 0
    some = np.flatnonzero(earning | (bound < 0))
    found = np.zeros(len(layer.rows))
    if len(some):
        part = _Layer(layer.rows[some], layer.matrix[some])
        found[some] = _best(part, bound[some], upper, reduced)
    return found


def _best(layer: _Layer, bound: Ints, upper: Ints, reduced: np.ndarray) -> np.ndarray:
    """The dual of each row by which the bound is highest, the other rows being as they are.

    With t = -dual the bound is concave in t: its slope begins at -(the row's bound) and falls where the
    reduced cost of an entry passes nought.
    """
    matrix = layer.matrix
    if not matrix.nnz:  # nobody could do anything about these rows
        return np.zeros(len(layer.rows))
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    coef, top, price = matrix.data.astype(float), upper[matrix.indices], reduced[matrix.indices]
    falling = coef * top
    at_start = np.where(coef > 0, price < 0, price <= 0)
    slope = np.bincount(row, np.where(at_start, falling, 0.0), len(layer.rows)) - bound
    turn = -price / coef
    later = turn > 0
    turns = np.where(later, turn, np.inf)
    order = np.lexsort((turns, row))
    drop = np.where(later, np.abs(falling), 0.0)[order]
    total = np.cumsum(drop)
    begin = matrix.indptr[:-1]
    before = np.where(begin > 0, total[begin - 1], 0.0)
    left = slope[row] - (total - before[row])
    ends = left <= 1e-9 * np.maximum(1.0, np.abs(slope[row]))
    first = np.full(len(layer.rows), len(order))
    np.minimum.at(first, row[ends], np.flatnonzero(ends))
    found = (slope > 0) & (first < len(order))
    t = np.where(found, turns[order][np.minimum(first, len(order) - 1)], 0.0)
    return -np.where(np.isfinite(t), t, 0.0)


def _layers(program: Program, among: Flags) -> Iterator[_Layer]:
    """The rows in groups: those of one block whose columns come up for the first time, the second time, ..."""
    width = len(program.upper)
    for block in program.blocks:
        rows = block.rows.start + np.flatnonzero(among[block.rows])
        if not len(rows):
            continue
        part = program.matrix[rows]
        row = np.repeat(np.arange(len(rows)), np.diff(part.indptr))
        order = np.argsort(part.indices, kind="stable")
        column = part.indices[order]
        first = np.concatenate([[True], column[1:] != column[:-1]])[: len(order)]
        start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
        layer = np.zeros(len(rows), np.int64)
        np.maximum.at(layer, row[order], np.arange(len(order)) - start)
        for number in range(min(int(layer.max(initial=0)) + 1, LAYERS)):
            mine = np.flatnonzero(layer == number)
            seen = np.bincount(part[mine].indices, minlength=width)
            clean = np.asarray(part[mine] @ (seen > 1) == 0) if (seen > 1).any() else np.ones(len(mine), bool)
            if clean.any():
                yield _Layer(rows[mine[clean]], part[mine[clean]])
