"""A piece of a program: some columns are free, all others stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.joint import HEAVIEST
from teamform.solve.shape import Shape
from teamform.team.program import Aim, least_and_most

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
    place = np.empty(height, np.int32)
    place[rows] = np.arange(len(rows))
    begin = np.append(0, np.cumsum(part.sizes))
    matrix = sp.csc_matrix((part.figures, place[part.rows], begin), shape=(len(rows), len(columns))).tocsr()
    bound = program.bound[rows] - activity[rows] + matrix @ x[columns]
    upper, equal = program.upper[columns], program.equal[rows]
    if open is not None:
        bound = bound + open[rows]
    says = _says(matrix, upper, bound, equal)
    if open is not None:
        says &= ~equal | (open[rows] == 0)
    return Piece(columns, upper, matrix[says], bound[says], equal[says], shape.aims[:, columns].tocsr())


def without_stuck(piece: Piece, x: Ints) -> Piece:
    """The piece without columns that stay nought because a row leaves no room for them, and what only they could break.

    Somebody's share of a team that they aren't on, say, follows from whatever they do elsewhere.
    """
    for _ in range(PASSES):
        matrix, entries = piece.matrix, np.diff(piece.matrix.indptr)
        least = np.repeat(least_and_most(matrix, piece.upper)[0], entries)
        no_room = (matrix.data > 0) & (least + matrix.data > np.repeat(piece.bound, entries))
        stuck = np.zeros(len(piece.columns), bool)
        stuck[matrix.indices[no_room]] = True
        free = np.flatnonzero(~stuck | (x[piece.columns] != 0))
        if len(free) == len(stuck):
            break
        upper, rest = piece.upper[free], matrix[:, free]
        says = _says(rest, upper, piece.bound, piece.equal)
        piece = Piece(piece.columns[free], upper, rest[says], piece.bound[says], piece.equal[says], piece.aims[:, free])
    return piece


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


def joint(aims: sp.csr_matrix, now: Ints, upper: Ints) -> tuple[Aim, int]:
    """Several aims as one: an earlier one by a single unit weighs more than all that later ones amount to now.

    So the joint total can't fall while an earlier aim rises. Where figures would grow too large, as they are now or
    with all columns at their ``upper`` ends, the last aims are left out; returned is also how many were kept.
    """
    count = aims.shape[0]
    units = [int(np.gcd.reduce(aims.data[slice(*part)])) or 1 for part in pairwise(aims.indptr.tolist())]
    most = (abs(aims) @ upper).tolist()
    for kept in range(count, 0, -1):
        weights, below = [0] * count, 0
        for k in range(kept - 1, -1, -1):
            weights[k] = below // units[k] + 1
            below += weights[k] * int(now[k])
        if below <= HEAVIEST and sum(weight * each for weight, each in zip(weights, most, strict=True)) <= LARGEST:
            break
    total = sp.csr_matrix(np.array(weights) @ aims)
    return Aim("", "", "", 1.0, total.indices.astype(np.int64), total.data, 0), kept
