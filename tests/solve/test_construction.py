"""A first plan is made team by team, some side by side, and teams make room for one that cannot be made."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan
from teamform.rules import program
from teamform.solve import construction
from teamform.solve.choice import Choice
from teamform.solve.construction import ROOM, Construction
from teamform.solve.shape import Shape


class Watched(Construction):
    """A construction that remembers its teams in order, and can't make one of them the first few times."""

    def __init__(self, shape: Shape, cores: int = 1, times: int = 0) -> None:
        self.spent: list[float] = []
        super().__init__(Choice(shape, None, 1), 1, cores, self.spent.append)
        self.refused, self.times = int(self.choice.order[-5]), times
        self.made: list[int] = []
        self.beside: list[bool] = []
        self.fitted: list[bool] = []

    def _ended(self, making, begun, ahead, stop):
        self.made.append(begun.team)
        self.beside.append(begun.beside)
        if begun.team == self.refused and self.times:
            self.times -= 1
            for other in reversed(ahead):
                making.shut(other.new)
            return False
        return super()._ended(making, begun, ahead, stop)

    def _fits(self, making, begun, found):
        fits = super()._fits(making, begun, found)
        if found.x is not None:
            self.fitted.append(fits)
        return fits


@pytest.fixture(scope="module")
def tied():
    """The shape of a plan with all that missions have, in two periods: some teams must have somebody in common."""
    return Shape(program(plan("M", 1, periods=2, missions=True)))


@pytest.fixture(scope="module")
def untied():
    """The shape of a plan of two periods whose teams have nothing to do with each other."""
    return Shape(program(plan("M", 1, periods=2)))


@pytest.fixture(params=["tied", "untied"])
def shape(request, monkeypatch):
    """Either of them, as if it were large."""
    monkeypatch.setattr(construction, "MANY", 0)
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("times", [1, 2])
def test_for_a_team_that_cant_be_made_those_after_the_same_people_make_room(shape, times):
    made = Watched(shape, times=times)
    x = made.plan()
    assert x is not None and (shape.program.excess(x) <= 0).all()
    at = made.made.index(made.refused)
    again = [team for team in made.made[at + 1 :] if team in made.made[:at]]
    assert made.made[at + 1] == made.refused
    assert 0 < len(set(again)) <= sum(ROOM[:times]) and set(made.made) == set(made.choice.order.tolist())


def test_a_team_that_can_never_be_made_ends_the_attempt(shape):
    assert Watched(shape, times=1_000).plan() is None


def test_teams_side_by_side_are_the_same_on_one_core_and_on_two_and_keep_all_rows(untied, monkeypatch):
    monkeypatch.setattr(construction, "MANY", 0)
    one, two = Watched(untied, 1), Watched(untied, 2)
    x = one.plan()
    assert x is not None and (x == two.plan()).all()
    assert one.spent == two.spent
    assert (untied.program.excess(x) <= 0).all()
    assert one.beside == [False] + [True] * (len(one.made) - 1)


def test_a_team_that_doesn_t_go_with_the_one_beside_it_is_searched_once_more(untied, monkeypatch):
    monkeypatch.setattr(construction, "MANY", 0)
    monkeypatch.setattr(construction, "MISFITS", 1_000)
    made = Watched(untied)
    x = made.plan()
    assert x is not None and (untied.program.excess(x) <= 0).all()
    assert not all(made.fitted)
    assert len(made.made) == made.choice.teams  # nobody had to make room


def test_equally_important_teams_that_want_few_of_the_same_people_are_searched_side_by_side(untied, monkeypatch):
    monkeypatch.setattr(construction, "MANY", 0)
    made, priority = Watched(untied), untied.program.plan.teams["priority"].to_numpy()
    made.plan()
    order = made.choice.order
    assert sorted(made.made) == sorted(order.tolist()) and made.made != order.tolist()
    assert (priority[made.made] == priority[order]).all()
    both = made.choice._both_want
    assert both[made.made[1:], made.made[:-1]].mean() < both[order[1:], order[:-1]].mean()


def test_once_many_teams_don_t_go_together_they_are_searched_one_after_the_other(untied, monkeypatch):
    monkeypatch.setattr(construction, "MANY", 0)
    monkeypatch.setattr(construction, "MISFITS", -1_000)
    made = Watched(untied)
    assert made.plan() is not None
    assert not any(made.beside) and all(made.fitted)


def test_where_teams_must_be_made_together_and_in_small_plans_none_is_searched_beside_another(
    tied, untied, monkeypatch
):
    small = Watched(untied)
    assert small.plan() is not None and not any(small.beside)
    monkeypatch.setattr(construction, "MANY", 0)
    made = Watched(tied)
    assert made.choice.any_tied and made.plan() is not None and not any(made.beside)


def test_a_construction_that_is_stopped_gives_no_plan(shape):
    assert Watched(shape).plan(stop=lambda: True) is None
    made = Watched(shape, cores=2)
    assert made.plan(stop=lambda: len(made.made) > 3) is None
    assert len(made.made) < made.choice.teams


def test_a_hint_of_how_little_time_is_left_shortens_searches(untied, given):
    assert Watched(untied).plan(left=lambda: 0.0) is not None
    assert np.allclose(given, construction.HURRIED)
