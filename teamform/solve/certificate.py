"""The certificate: duals of any origin turned into a bound that holds for the whole program.

For any duals (nought or less for ``<=`` rows) the sum of their bounds and of what reduced costs below
nought could earn at most is a lower bound. Rows that the duals don't know of are given the best dual
that each can have by itself, and the sum is taken in integers, so that no rounding can lift it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.team.program import Program, in_parts, parts

SWEEPS = 3
"""How often the rows are gone through."""
LAYERS = 12
"""A rule's rows that share variables are gone through in so many groups at most; further ones keep dual nought."""
ROOM = 2.0**61
"""Sums in the certificate stay below this."""
PART = 10_000
"""Rows whose figures are added up exactly at once."""
PROVING = 3e-7
"""Seconds that a certificate takes for each figure in the program's rows."""


class Certificate(NamedTuple):
    """A bound, and what proves it."""

    bound: float
    duals: np.ndarray
    """What each row is worth by it."""
    settled: np.ndarray = np.zeros(0)
    """What goals that were settled before are worth, where there were any."""


def proving(program: Program) -> float:
    """Seconds that one certificate is counted as."""
    return PROVING * program.matrix.nnz


def certified(
    program: Program, private: Flags, cost: np.ndarray, duals: np.ndarray, complete: bool = True
) -> Certificate:
    """A lower bound on ``cost @ x`` over all plans.

    ``private`` marks the columns that belong to one person: rows of such columns alone have their duals
    completed where they have none, unless the duals are known to be the best for all rows.
    """
    duals = _signed(program, duals)
    completed = _completed(program, private, cost, duals) if complete else duals
    tried = (duals, completed) if complete else (duals,)
    return max((Certificate(_summed(program, cost, some), some) for some in tried), key=lambda found: found.bound)


def proved_by(program: Program, cost: np.ndarray, duals: np.ndarray) -> float:
    """The lower bound on ``cost @ x`` over all plans that duals prove as they are."""
    return _summed(program, cost, _signed(program, duals))


def _signed(program: Program, duals: np.ndarray) -> np.ndarray:
    """The duals, nought where their sign proves nothing."""
    return np.where(program.equal, duals, np.minimum(duals, 0.0))


def lost(program: Program, cost: np.ndarray, duals: np.ndarray) -> np.ndarray:
    """By column: how much lower the bound is for it (nought or less)."""
    return np.minimum(reduced_cost(program, cost, duals), 0.0) * program.upper


def reduced_cost(program: Program, cost: np.ndarray, duals: np.ndarray) -> np.ndarray:
    """By column: its cost less what its rows are worth."""
    reduced = np.array(cost, float)
    for rows, part in parts(program.matrix):
        reduced -= part.T @ duals[rows]
    return reduced


def _summed(program: Program, cost: np.ndarray, duals: np.ndarray) -> float:
    """The bound that duals prove, added up in whole numbers."""
    most = np.abs(cost)
    for rows, part in parts(program.matrix):
        most += abs(part).T @ np.abs(duals[rows])
    scale = 2.0 ** min(30.0, np.floor(np.log2(ROOM / max(1.0, float(most.max(initial=0.0))))))
    del most
    prices, reduced = _whole(np.rint, duals, scale), _whole(np.floor, cost, scale)
    for rows, part in parts(program.matrix):
        reduced -= part.T @ prices[rows]
    lost = np.minimum(reduced, 0, out=reduced)
    return (_exact(prices, program.bound) + _exact(lost, program.upper)) / scale


def _whole(rounded: np.ufunc, figures: np.ndarray, scale: float) -> Ints:
    """So many times the figures, as whole numbers."""
    scaled = figures * scale
    return rounded(scaled, out=scaled).astype(np.int64)


def _exact(left: Ints, right: Ints) -> int:
    some, total = np.flatnonzero((left != 0) & (right != 0)), 0
    for first in range(0, len(some), PART):  # Python's whole numbers are large, in every sense
        mine = some[first : first + PART]
        total += int((left[mine].astype(object) * right[mine].astype(object)).sum())
    return total


def _completed(program: Program, private: Flags, cost: np.ndarray, duals: np.ndarray) -> np.ndarray:
    """Duals in which private rows that had none have the best that each can have by itself."""
    duals = duals.copy()
    layers = list(_layers(program, _lonely(program, private) & (duals == 0) & ~program.equal))
    reduced = reduced_cost(program, cost, duals)
    for _ in range(SWEEPS):
        for rows in layers:
            matrix, old = program.matrix[rows], duals[rows]
            if old.any():
                reduced += matrix.T @ old
            new = _best_of_those_that_gain(matrix, program.bound[rows], program.upper, reduced)
            duals[rows] = new
            if new.any():
                reduced -= matrix.T @ new
    return duals


def _best_of_those_that_gain(matrix: sp.csr_matrix, bound: Ints, upper: Ints, reduced: np.ndarray) -> np.ndarray:
    """The same as ``_best``, quicker: a row of which no figure could earn anything has dual nought."""
    rises = sp.csr_matrix((matrix.data > 0, matrix.indices, matrix.indptr), shape=matrix.shape)
    some = np.flatnonzero((rises @ (reduced < 0)) | (bound < 0))
    found, size = np.zeros(len(bound)), np.diff(matrix.indptr)
    for mine in in_parts(some, size[some]):
        found[mine] = _best(matrix[mine], bound[mine], upper, reduced)
    return found


def _lonely(program: Program, private: Flags) -> Flags:
    """Rows of private columns alone."""
    matrix = program.matrix
    shared = np.flatnonzero(~private[matrix.indices])
    lonely = np.ones(matrix.shape[0], bool)
    lonely[np.searchsorted(matrix.indptr, shared, side="right") - 1] = False
    return lonely


def _best(matrix: sp.csr_matrix, bound: Ints, upper: Ints, reduced: np.ndarray) -> np.ndarray:
    """The dual of each row by which the bound is highest, the other rows being as they are.

    With t = -dual the bound is concave in t: its slope begins at -(the row's bound) and falls where the
    reduced cost of an entry passes nought.
    """
    if not matrix.nnz:  # nobody could do anything about these rows
        return np.zeros(len(bound))
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    coef, top, price = matrix.data.astype(float), upper[matrix.indices], reduced[matrix.indices]
    falling = coef * top
    at_start = np.where(coef > 0, price < 0, price <= 0)
    slope = np.bincount(row, np.where(at_start, falling, 0.0), len(bound)) - bound
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
    first = np.full(len(bound), len(order))
    np.minimum.at(first, row[ends], np.flatnonzero(ends))
    found = (slope > 0) & (first < len(order))
    t = np.where(found, turns[order][np.minimum(first, len(order) - 1)], 0.0)
    return -np.where(np.isfinite(t), t, 0.0)


def _times_before(part: sp.csr_matrix) -> Ints:
    """For each row how often the column of it that comes up most has come up in earlier rows."""
    row = np.repeat(np.arange(part.shape[0], dtype=np.int32), np.diff(part.indptr))
    order = np.argsort(part.indices, kind="stable").astype(np.int32)
    column = part.indices[order]
    begin = np.flatnonzero(np.concatenate([[True], column[1:] != column[:-1]])[: len(order)]).astype(np.int32)
    nth = np.arange(len(order), dtype=np.int32)
    nth -= np.repeat(begin, np.diff(np.append(begin, len(order))))
    found = np.zeros(part.shape[0], np.int32)
    np.maximum.at(found, row[order], nth)
    return found.astype(np.int64)


def _layers(program: Program, among: Flags) -> Iterator[Ints]:
    """The rows in groups without a column in common: of one block those whose columns come up first, second, ..."""
    width, size = len(program.upper), np.diff(program.matrix.indptr)
    of_blocks = (block.rows.start + np.flatnonzero(among[block.rows]) for block in program.blocks)
    for rows in (some for mine in of_blocks for some in in_parts(mine, size[mine])):
        part = program.matrix[rows]
        layer = _times_before(part)
        for number in range(min(int(layer.max(initial=0)) + 1, LAYERS)):
            mine = np.flatnonzero(layer == number)
            seen = np.bincount(part[mine].indices, minlength=width)
            clean = np.asarray(part[mine] @ (seen > 1) == 0) if (seen > 1).any() else np.ones(len(mine), bool)
            if clean.any():
                yield rows[mine[clean]]
