"""A first plan in the making: what its rows come to while teams are looked at, made and taken out again."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.choice import Choice
from teamform.solve.construction import Construction
from teamform.solve.making import Making
from teamform.solve.shape import Shape


@pytest.fixture(scope="module")
def shape():
    """The shape of a plan with all that missions have, in two periods."""
    return Shape(program(plan("M", 1, periods=2, missions=True)))


def begun(shape: Shape, teams: int) -> tuple[Making, list[int]]:
    """The first few teams of a plan, made; and all teams in order."""
    made = Construction(Choice(shape, None, 1), 1, 1, lambda _: None)
    making, order = Making(made.choice), made.choice.order.tolist()
    for team in order[:teams]:
        assert made._ended(making, made._begin(making, team, 0.3, beside=False), None, None)
    return making, order


def test_teams_that_make_room_leave_the_others_and_the_rows_as_they_would_be_without_them(shape):
    making, order = begun(shape, 6)
    less = making.without(np.array(order[2:4]))
    assert less.made == [*order[:2], *order[4:6]]
    assert (less.so_far.activity == shape.program.matrix @ less.x).all()
    gone = np.isin(shape.program.candidates.team, order[2:4])
    assert not less.x[: shape.count][gone].any()
    assert (less.x[: shape.count][~gone] == making.x[: shape.count][~gone]).all()
    fresh = Making(making.choice)
    assert (fresh.so_far.open >= less.so_far.open).all() and (less.so_far.open >= making.so_far.open).all()


def test_a_team_that_is_shut_again_leaves_everything_as_it_was_before_it_was_looked_at(shape):
    making, order = begun(shape, 3)

    def state():
        so_far = making.so_far
        kept = (making.x, making._unmade, making._waiting, so_far.activity, so_far.open, so_far.held)
        return [np.array(making.made), *(each.copy() for each in kept)]

    before = state()
    new, _ = making.open_up(order[3])
    assert len(new) and (before[1] != making.x).any()
    making.shut(new)
    for one, other in zip(before, state(), strict=True):
        assert one.shape == other.shape and (one == other).all()


def test_values_keep_the_rows_of_a_team_only_if_none_of_its_rows_would_be_exceeded(shape):
    making, order = begun(shape, 3)
    team = shape.columns(making.choice.candidates_of(np.array(order[:1])))
    rows = np.unique(shape.entries(team).rows)
    assert making.keeps(team, making.x[team], rows)
    assert not making.keeps(team, shape.program.upper[team], rows)
