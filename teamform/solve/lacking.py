"""Who could help to keep the rows that a team in the making breaks so far."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints
from teamform.solve.bound import best
from teamform.solve.piece import places_of
from teamform.solve.shape import Shape, by_rows, entries


def helping(shape: Shape, candidates: Ints, score: np.ndarray, activity: Ints, count: int) -> Flags:
    """Which candidates are the best few for a row that ``activity`` breaks, in each of the ways to help keep it.

    Whoever brings a rare skill, say, or comes from one more sector, is hardly ever among the best for a seat.
    A way may need somebody on each of several teams: it is as good as its worst.
    """
    found, columns = np.zeros(len(candidates), bool), shape.columns(candidates)
    row, way = _helps(shape, columns, activity)
    if not len(row):
        return found
    whom = entries(_whom(shape, candidates, columns), way)
    number, who = np.repeat(np.arange(len(row)), whom.sizes), whom.rows
    team = shape.program.candidates.team[candidates[who]]
    each = np.maximum(count // np.bincount(row)[row], 1)  # where there are many ways to keep a row, one for each
    some = best(score[who], number * len(shape.program.plan.teams) + team, each[number])
    of_way = np.full(len(row), -np.inf)
    np.maximum.at(of_way, number[some], score[who[some]])
    chosen = np.isin(number[some], best(of_way, row, count))
    found[who[some[chosen]]] = True
    return found


def _helps(shape: Shape, columns: Ints, activity: Ints) -> tuple[Ints, Ints]:
    """Row by row that isn't kept, numbered anew, the places of the columns that help to keep it."""
    part, bound = shape.entries(columns), shape.program.bound
    row = part.rows
    over = activity[row] - bound[row]
    lower = np.where(shape.program.equal[row], over != 0, (over > 0) & (part.figures < 0))
    _, number = np.unique(row[lower], return_inverse=True)
    return number, np.repeat(np.arange(len(columns)), part.sizes)[lower]


def _whom(shape: Shape, candidates: Ints, columns: Ints) -> sp.csr_matrix:
    """By column (row) the candidates (places) that it follows from."""
    follows = entries(shape.follows, candidates)
    return by_rows(follows, places_of(shape.width, columns)[follows.rows], len(columns))
