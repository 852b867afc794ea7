"""Effects: what many changes bring is what completing and checking the plan after each of them says."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from benchmarks import named
from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.blocks import Blocks
from teamform.solve.effects import Effects
from teamform.solve.shape import Shape

PLANS = {
    "one period": lambda: plan("S", 1),
    "two periods and a current allocation": lambda: plan("S", 2, periods=2, current=True),
    "pairs from one organisation": lambda: named.plan(100),
}
CHANGES = 200


@pytest.fixture(params=PLANS)
def begun(request):
    """A program's shape and a first plan."""
    shape = Shape(program(PLANS[request.param]()))
    return shape, Blocks.of(shape, None, 1).construct()


def drawn(shape: Shape, x: np.ndarray) -> sp.csr_matrix:
    """Changes in which one or two people leave a seat, and as many may come to one."""
    random, upper = np.random.default_rng(1), shape.program.upper[: shape.count]
    placed = np.flatnonzero(x[: shape.count])
    changes = np.zeros((CHANGES, shape.count), np.int64)
    for change in changes:
        leaving = random.choice(placed, random.integers(1, 3), replace=False)
        change[leaving] = -x[leaving]
        coming = random.choice(np.flatnonzero(x[: shape.count] == 0), random.integers(0, len(leaving) + 1))
        change[coming] = random.integers(upper[coming] + 1)
    return sp.csr_matrix(changes)


def test_a_change_comes_to_what_the_completed_plan_comes_to(begun):
    shape, x = begun
    rows, changes = shape.program, drawn(shape, x)
    outcome = Effects(shape).of(x, rows.matrix @ x, changes)
    kept = 0
    for number in range(CHANGES):
        after = rows.complete(x[: shape.count] + changes[number].toarray().ravel())
        assert (outcome.columns[number].toarray().ravel() == after - x).all()
        assert outcome.kept[number] == (rows.excess(after) <= 0).all()
        assert (outcome.aims[number] == shape.aims @ (after - x)).all()
        kept += outcome.kept[number]
    assert 0 < kept < CHANGES


def test_a_change_that_asks_too_much_of_somebody_is_not_kept(begun):
    shape, x = begun
    one = np.flatnonzero(x[: shape.count])[:1]
    much = sp.csr_matrix(([shape.program.upper[one[0]] + 1], ([0], one)), shape=(1, shape.count), dtype=np.int64)
    less = sp.csr_matrix(([-x[one[0]] - 1], ([0], one)), shape=(1, shape.count), dtype=np.int64)
    for change in (much, less):
        assert not Effects(shape).of(x, shape.program.matrix @ x, change).kept.any()


def test_without_any_change_nothing_comes_of_it(begun):
    shape, x = begun
    outcome = Effects(shape).of(x, shape.program.matrix @ x, sp.csr_matrix((3, shape.count), dtype=np.int64))
    assert outcome.kept.all() and not outcome.aims.any() and not outcome.columns.nnz
