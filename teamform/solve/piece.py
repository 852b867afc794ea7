"""A piece of a program: some columns are free, all others stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.joint import HEAVIEST
from teamform.solve.shape import Shape, by_rows, entries
from teamform.team.program import Aim, least_and_most, totals

LARGEST = 2**61
"""Nothing that a search is asked to make small could ever come to more: its whole numbers have 64 bits."""
PASSES = 3
"""How often a piece is gone through for columns that nothing leaves room for: each may show further ones."""


@dataclass(frozen=True, eq=False)
class Piece:
    """The rows that still say something about the free columns; columns are numbered anew."""

    columns: Ints
    """The free columns, as the whole program numbers them."""
    upper: Ints
    matrix: sp.csr_matrix
    bound: Ints
    equal: Flags
    aims: sp.csr_matrix
    """The part of each aim that the free columns make up, one a row."""


def cut(
    shape: Shape, columns: Ints, x: Ints, activity: Ints, open: Ints | None = None, besides: Ints | None = None
) -> Piece:
    """The piece in which ``columns`` are free; ``activity`` is what each row amounts to.

    ``open`` is how much lower each row could still become through columns that haven't been looked at;
    equal rows with such columns are left out. The rows ``besides`` are kept as well: one that no free column
    could satisfy is not forgotten.
    """
    program = shape.program
    part, height = shape.entries(columns), program.matrix.shape[0]
    rows = rows_of(height, part.rows, *(() if besides is None else (besides,)))
    matrix = by_rows(part, places_of(height, rows)[part.rows], len(rows))
    bound = program.bound[rows] - activity[rows] + matrix @ x[columns]
    upper, equal = program.upper[columns], program.equal[rows]
    if open is not None:
        bound = bound + open[rows]
    says = _says(matrix, upper, bound, equal)
    if open is not None:
        says &= ~equal | (open[rows] == 0)
    of_aims = entries(shape.aims, columns)
    aims = by_rows(of_aims, of_aims.rows, shape.aims.shape[0])
    return Piece(columns, upper, matrix[says], bound[says], equal[says], aims)


def without_stuck(piece: Piece, x: Ints) -> Piece:
    """The piece without columns that stay nought because a row leaves no room for them, and what only they could break.

    Somebody's share of a team that they aren't on, say, follows from whatever they do elsewhere.
    """
    matrix, upper, sizes = piece.matrix, piece.upper.copy(), np.diff(piece.matrix.indptr)
    room = np.repeat(piece.bound, sizes) - np.maximum(matrix.data, 0)
    may, stays = np.ones((2, len(upper)), bool)
    may[x[piece.columns] != 0] = False
    for _ in range(PASSES):
        stuck = np.zeros(len(upper), bool)
        stuck[matrix.indices[(matrix.data > 0) & (np.repeat(least_and_most(matrix, upper)[0], sizes) > room)]] = True
        stuck &= may & stays
        if not stuck.any():
            break
        stays[stuck], upper[stuck] = False, 0
    if stays.all():
        return piece
    says = _says(matrix, upper, piece.bound, piece.equal)
    rest, aims = matrix[says][:, stays], piece.aims[:, stays]
    return Piece(piece.columns[stays], upper[stays], rest, piece.bound[says], piece.equal[says], aims)


def _says(matrix: sp.csr_matrix, upper: Ints, bound: Ints, equal: Flags) -> Flags:
    """The rows that some values of the columns could break."""
    least, most = least_and_most(matrix, upper)
    return np.asarray((most > bound) | (equal & (least < bound)))


def rows_of(height: int, *parts: Ints) -> Ints:
    """The rows of a matrix that are in any of some parts, each once and in order."""
    marked = np.zeros(height, bool)
    for part in parts:
        marked[part] = True
    return np.flatnonzero(marked)


def places_of(height: int, rows: Ints) -> npt.NDArray[np.int32]:
    """By row of a matrix its place among some of them; anything for the others."""
    place = np.empty(height, np.int32)
    place[rows] = np.arange(len(rows))
    return place


def joint(aims: sp.csr_matrix, now: Ints, upper: Ints) -> tuple[Aim, int]:
    """Several aims as one: an earlier one by a single unit weighs more than all that later ones amount to now.

    So the joint total can't fall while an earlier aim rises. Where figures would grow too large, as they are now or
    with all columns at their ``upper`` ends, the last aims are left out; returned is also how many were kept.
    """
    count = aims.shape[0]
    units = [int(np.gcd.reduce(aims.data[slice(*part)])) or 1 for part in pairwise(aims.indptr.tolist())]
    most = largest(aims, upper).tolist()
    for kept in range(count, 0, -1):
        weights, below = [0] * count, 0
        for k in range(kept - 1, -1, -1):
            weights[k] = below // units[k] + 1
            below += weights[k] * int(now[k])
        if below <= HEAVIEST and sum(weight * each for weight, each in zip(weights, most, strict=True)) <= LARGEST:
            break
    total = np.zeros(aims.shape[1], np.int64)
    np.add.at(total, aims.indices, np.repeat(weights, np.diff(aims.indptr)) * aims.data)
    columns = np.flatnonzero(total)
    return Aim("", "", "", 1.0, columns, total[columns], 0), kept


def largest(aims: sp.csr_matrix, upper: Ints) -> Ints:
    """How large each of several aims could be, either way."""
    return totals(np.abs(aims.data) * upper[aims.indices], aims.indptr)
