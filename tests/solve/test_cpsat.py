"""One search: what it finds, and what it says of it."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve import cpsat
from teamform.solve.cpsat import Budget, End, Model
from teamform.team.program import Aim


@pytest.fixture(scope="module")
def rows():
    return program(plan("S", 1))


@pytest.fixture(scope="module")
def aim(rows):
    """All work, as little as the team sizes allow."""
    count = len(rows.candidates)
    return Aim("", "", "", 1.0, np.arange(count), np.full(count, 1_000, np.int64), 7)


@pytest.fixture(scope="module")
def best(rows, aim):
    found = Model(rows).search(aim, None, Budget(20.0, 1, 1, cuts=2))
    assert found.end is End.PROVED and found.bound == aim.raw(found.x) > 0
    return found


def test_a_search_that_is_content_with_nearly_the_best_is_off_by_no_more_than_it_says(rows, aim, best):
    found = Model(rows).search(aim, None, Budget(20.0, 1, 1, cuts=2, nearly=True))
    value = aim.raw(found.x)
    assert aim.raw(best.x) <= value <= aim.raw(best.x) * (1 + 2 * cpsat.NEARLY)
    assert (rows.excess(rows.complete(found.x[: len(rows.candidates)])) <= 0).all()


def test_nearly_the_best_is_called_proved_only_where_nothing_can_be_better(rows, aim, best, monkeypatch):
    monkeypatch.setattr(cpsat, "NEARLY", 10.0)
    found = Model(rows).search(aim, None, Budget(20.0, 1, 1, cuts=2, nearly=True))
    assert found.bound <= aim.raw(best.x) <= aim.raw(found.x)
    assert found.bound < aim.raw(found.x) and found.end is End.FOUND


def test_a_search_without_time_knows_nothing_of_the_aim(rows, aim):
    for nearly in (False, True):
        found = Model(rows).search(aim, None, Budget(1e-9, 1, 1, nearly=nearly))
        assert found.end is End.NOTHING and found.x is None and found.bound <= aim.lowest(rows.upper)


def test_a_search_that_follows_the_relaxation_proves_the_same(rows, aim, best):
    found = Model(rows).search(aim, None, Budget(20.0, 1, 1, cuts=2, plain=True, as_relaxed=True))
    assert found.end is End.PROVED and aim.raw(found.x) == aim.raw(best.x) == found.bound


def test_settled_goals_are_kept_and_what_is_known_ends_a_search(rows, aim, best):
    model, least = Model(rows), aim.raw(best.x)
    model.known(aim, least)
    model.settle(aim, least)
    found = model.search(None, None, Budget(20.0, 1, 1))
    assert found.end is End.PROVED and aim.raw(found.x) == least
    model.settle(aim, least - 1)
    assert model.search(None, None, Budget(20.0, 1, 1)).end is End.CONFLICT
