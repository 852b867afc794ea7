"""The grain of a goal: a number of which all values worth having are multiples, so that bounds can be rounded up."""

from __future__ import annotations

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.shape import Shape
from teamform.team.program import Aim, Program

LOOKED_AT = 20_000
"""Columns of a goal that are looked at at once."""


def step_of(shape: Shape, aim: Aim) -> int:
    """A whole number of which every value worth having of an aim (without its constant) is a multiple.

    A variable that is only held up by rows whose other parts are all multiples of some number needs no
    value between those.
    """
    step = 0
    for first in range(0, len(aim.cols), LOOKED_AT):
        some = slice(first, first + LOOKED_AT)
        step = int(np.gcd.reduce(_grains(shape, aim.cols[some]) * np.abs(aim.coefs[some]), initial=step))
        if step == 1:
            break
    return step or 1


def _grains(shape: Shape, columns: Ints) -> Ints:
    """For each column a whole number of which its values worth having are multiples."""
    program, matrix = shape.program, shape.by_column[:, columns]
    column = np.repeat(np.arange(len(columns)), np.diff(matrix.indptr))
    holding = (matrix.data < 0) | program.equal[matrix.indices]
    rows, own = matrix.indices[holding], matrix.data[holding]
    found = np.zeros(len(columns), np.int64)
    some, place = np.unique(rows, return_inverse=True)
    np.gcd.at(found, column[holding], np.where(own == -1, _of_others(program, some)[place], 1))
    return np.maximum(found, 1)


def _of_others(program: Program, rows: Ints) -> Ints:
    """For each of these rows that holds up one variable singly: the greatest number that divides all its other figures.

    1 for every other row.
    """
    matrix = program.matrix[rows]
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    single = matrix.data == -1
    found = np.abs(program.bound[rows])
    np.gcd.at(found, row[~single], matrix.data[~single])
    one = (np.bincount(row[single], minlength=len(found)) == 1) & ~program.equal[rows]
    return np.where(one, found, 1)
