"""A first plan in the making: teams are added one by one, and make room for one that can't be."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve.blocks import ROOM, Blocks
from teamform.solve.making import Making
from teamform.solve.shape import Shape


@pytest.fixture(scope="module")
def shape():
    """The shape of a plan with all that missions have, in two periods."""
    return Shape(program(plan("M", 1, periods=2, missions=True)))


class Refused(Blocks):
    """Blocks that can't make one team the first few times, and remember whom they made."""

    refused, times = -1, 0

    def _add(self, making, team, effort, stop):
        self.made = [*getattr(self, "made", []), team]
        if team == self.refused and self.times:
            self.times -= 1
            making.open_up(team)
            return False
        return super()._add(making, team, effort, stop)


def refusing(shape: Shape, times: int) -> Refused:
    blocks = Refused.of(shape, None, 1)
    blocks.refused, blocks.times = int(blocks.choice.order[-5]), times
    return blocks


@pytest.mark.parametrize("times", [1, 2])
def test_for_a_team_that_cant_be_made_those_after_the_same_people_make_room(shape, times):
    blocks = refusing(shape, times)
    x = blocks.construct()
    assert x is not None and (shape.program.excess(x) <= 0).all()
    at = blocks.made.index(blocks.refused)
    again = [team for team in blocks.made[at + 1 :] if team in blocks.made[:at]]
    assert blocks.made[at + 1] == blocks.refused
    assert 0 < len(set(again)) <= sum(ROOM[:times]) and set(blocks.made) == set(blocks.choice.order.tolist())


def test_a_team_that_can_never_be_made_ends_the_attempt(shape):
    assert refusing(shape, 1_000).construct() is None


def test_teams_that_make_room_leave_the_others_and_the_rows_as_they_would_be_without_them(shape):
    blocks = Blocks.of(shape, None, 1)
    making, order = Making(blocks.choice), blocks.choice.order.tolist()
    for team in order[:6]:
        assert blocks._add(making, team, 0.3, None)
    less = making.without(np.array(order[2:4]))
    assert less.made == [*order[:2], *order[4:6]]
    assert (less.so_far.activity == shape.program.matrix @ less.x).all()
    gone = np.isin(shape.program.candidates.team, order[2:4])
    assert not less.x[: shape.count][gone].any()
    assert (less.x[: shape.count][~gone] == making.x[: shape.count][~gone]).all()
    fresh = Making(blocks.choice)
    assert (fresh.so_far.open >= less.so_far.open).all() and (less.so_far.open >= making.so_far.open).all()
