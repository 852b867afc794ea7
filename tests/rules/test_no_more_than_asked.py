"""No seat gets more than its team asks for."""

import pytest

from tests.asking import broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1"), person("P2")]


@pytest.mark.edge
def test_a_seat_may_be_filled_to_what_its_team_desires():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.6, fte_desired=0.8)])
    assert broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.3)) == {}


@pytest.mark.past
def test_one_planning_step_more_is_a_breach_that_names_the_seat():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.6, fte_desired=0.8)])
    found = broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.4))
    assert found == {"no_more_than_asked": "The seat DAT on T1 gets at most the 0.8 FTE asked for: missed by 0.1 FTE"}


def test_without_a_desired_figure_what_is_required_is_the_most():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.6)])
    assert broken(facts, ("P1", "T1/DAT", 0.6)) == {}
    assert "no_more_than_asked" in broken(facts, ("P1", "T1/DAT", 0.6), ("P2", "T1/DAT", 0.1))


def test_a_desired_figure_below_the_required_one_limits_nothing():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.6, fte_desired=0.4)])
    assert broken(facts, ("P1", "T1/DAT", 0.6)) == {}


def test_each_period_counts_by_itself():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.6)], periods=QUARTERS)
    assert broken(facts, ("P1", "T1/DAT", 0.6, "Q1"), ("P2", "T1/DAT", 0.6, "Q2")) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_seat_that_gets_nothing():
    assert broken(plan(people=PEOPLE, demand=[seat("T1", fte=0.6)])) == {}
