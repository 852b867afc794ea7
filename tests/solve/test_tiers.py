"""Goal by goal over the whole of a program, from a plan that was begun in blocks of teams."""

from __future__ import annotations

import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.blocks import Blocks
from teamform.solve.limits import Limits
from teamform.solve.shape import Shape
from teamform.solve.tiers import Search, Start


@pytest.fixture(scope="module")
def shape() -> Shape:
    return Shape(program(plan("S", 1)))


@pytest.fixture
def start(shape) -> Start:
    """A first plan, of whose goals nothing is known, and the blocks that it was made in."""
    blocks = Blocks.of(shape, None, 1)
    return Start(
        blocks.construct(), tuple(float(aim.lowest(shape.program.upper)) for aim in shape.program.aims), blocks
    )


def test_a_search_that_was_begun_in_blocks_goes_on_in_blocks_before_it_looks_at_the_whole(shape, start, monkeypatch):
    monkeypatch.setattr(Search, "_model", lambda *_: pytest.fail("the whole is searched"))
    before, aims = start.blocks.spent, shape.program.aims
    search = Search(shape.program, Limits(30, 1), start=start, x=start.x, _left=4.0)
    worked_on = max(n for n, aim in enumerate(aims) if aim.raw(start.x) > aim.lowest(shape.program.upper))
    with pytest.raises(pytest.fail.Exception):
        search._pursue(worked_on)
    assert start.blocks.spent > before
    assert search._left == pytest.approx(4.0 - (start.blocks.spent - before))
    found = [aim.raw(search.x) for aim in aims]
    assert found[: worked_on + 1] < [aim.raw(start.x) for aim in aims][: worked_on + 1]
    assert (shape.program.excess(search.x) <= 0).all()


def test_blocks_and_the_whole_together_keep_every_row_and_claim_only_what_the_bound_proves(shape, start):
    both, tiers = Search(shape.program, Limits(6, 1), start=start).run()
    for aim, tier in zip(shape.program.aims, tiers, strict=True):
        assert tier.bound <= tier.value + 1e-9
        assert tier.proved == (aim.raw(both) / aim.scale <= tier.bound + 1e-9)
    assert [aim.raw(both) for aim in shape.program.aims] <= [aim.raw(start.x) for aim in shape.program.aims]
    assert (shape.program.excess(both) <= 0).all()


def test_what_one_search_of_several_goals_proves_is_what_searching_them_singly_proves(monkeypatch):
    rows = program(plan("S", 2))
    x, tiers = Search(rows, Limits(300, 1, repeatable=True)).run()
    monkeypatch.setattr(Search, "_bundle", lambda search, number: search.program.aims[number : number + 1])
    singly, of_each = Search(rows, Limits(300, 1, repeatable=True)).run()
    assert all(tier.proved for tier in (*tiers, *of_each))
    assert [aim.raw(x) for aim in rows.aims] == [aim.raw(singly) for aim in rows.aims]


def test_who_watches_hears_how_every_goal_ended_also_those_that_were_proved_with_another():
    rows, heard = program(plan("S", 2)), {}
    tiers = Search(rows, Limits(60, 1, repeatable=True), lambda told: heard.update({told.tier: told})).run()[1]
    assert sorted(heard) == list(range(1, len(rows.aims) + 1))
    assert [(heard[n].best, heard[n].bound) for n in sorted(heard)] == [(tier.value, tier.bound) for tier in tiers]
