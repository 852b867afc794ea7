"""People have time to learn: not all of it is sold to demand."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(f"P{n}") for n in range(1, 6)]


def allowing(share, **more):
    return plan(people=PEOPLE, demand=[seat("T1", fte=5), seat("T2", fte=5)],
                teams=[{"team_id": "T1", "learning_allowance": share}, {"team_id": "T2"}], **more)  # fmt: skip


@pytest.mark.edge
def test_exactly_the_allowance_left_free_is_enough():
    assert broken(allowing(0.1), *((f"P{n}", "T1/DAT", 0.9) for n in range(1, 6))) == {}
    assert broken(allowing(0.1), ("P1", "T1/DAT", 1.0), ("P2", "T1/DAT", 0.8)) == {}


@pytest.mark.past
def test_one_step_more_is_a_breach_that_names_the_team():
    found = broken(allowing(0.1), ("P1", "T1/DAT", 1.0), ("P2", "T1/DAT", 0.9))
    assert found == {
        "learning_allowance": "The people of team T1 keep 10 % of their FTE free to learn: missed by 0.1 FTE"
    }


def test_what_they_give_to_other_teams_is_not_free():
    assert "learning_allowance" in broken(allowing(0.1), ("P1", "T1/DAT", 0.5), ("P1", "T2/DAT", 0.5))


def test_people_who_are_not_on_the_team_free_nothing_for_it():
    assert "learning_allowance" in broken(allowing(0.1), ("P1", "T1/DAT", 1.0), ("P2", "T2/DAT", 0.1))


def test_each_period_counts_by_itself():
    found = broken(allowing(0.1, periods=QUARTERS), ("P1", "T1/DAT", 1.0, "Q1"), ("P1", "T1/DAT", 0.5, "Q2"))
    assert "in Q1" in found["learning_allowance"]


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_team_has_an_allowance():
    assert not applies(allowing(None), "learning_allowance")
    assert not applies(allowing(0.0), "learning_allowance")
