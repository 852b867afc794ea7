"""One search: what it finds, and what it says of it."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from ortools.sat.python import cp_model

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve import blocks, cpsat
from teamform.solve.blocks import Blocks
from teamform.solve.cpsat import Budget, End, Model
from teamform.solve.shape import Shape
from teamform.team.program import Aim

MODELS = Path(__file__).parent / "models"


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


def test_a_block_whose_alike_columns_end_cp_sat_in_a_failed_check_is_searched_with_caution():
    block = cp_model.CpModel()  # of the family L; searched without caution it ends this process
    block.proto.parse_text_format(gzip.decompress((MODELS / "alike_columns.txt.gz").read_bytes()).decode())
    solver = cpsat._solver(Budget(0.3, 1, 1_856_625_440, cautious=True))
    assert solver.solve(block) == cp_model.OPTIMAL and solver.objective_value == 0


def test_the_blocks_of_a_large_plan_are_searched_with_caution(monkeypatch):
    seen = []
    search = Model.search
    monkeypatch.setattr(
        Model, "search", lambda self, aim, hint, budget, **more: seen.append(budget) or search(self, aim, hint, budget)
    )
    search_of = Blocks.of(Shape(program(plan("M", 1))), None, 1)
    begun = search_of.construct()
    for many, cautious in ((10**6, False), (0, True)):
        monkeypatch.setattr(blocks, "MANY", many)
        seen.clear()
        search_of.improve(begun, 0, 2.0)
        assert seen and all(budget.cautious == cautious for budget in seen)
