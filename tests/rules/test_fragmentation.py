"""People are not spread thin, and stay with their team."""

import pytest

from tests.asking import value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", other_disciplines="POL:3"), person("P2")]
DEMAND = [seat("T1", "DAT"), seat("T1", "POL"), seat("T2", "DAT")]


@pytest.mark.past
def test_each_person_on_each_team_is_one_placement():
    facts = plan(people=PEOPLE, demand=DEMAND)
    assert value(facts, "fragmentation", ("P1", "T1/DAT", 0.2), ("P1", "T2/DAT", 0.2), ("P2", "T1/DAT", 0.2)) == 3


@pytest.mark.edge
def test_two_seats_of_a_team_are_one_placement():
    facts = plan(people=PEOPLE, demand=DEMAND)
    assert value(facts, "fragmentation", ("P1", "T1/DAT", 0.2), ("P1", "T1/POL", 0.2)) == 1


def test_staying_counts_once_and_changing_over_counts_twice():
    facts = plan(people=PEOPLE, demand=DEMAND, periods=QUARTERS)
    assert value(facts, "fragmentation", ("P1", "T1/DAT", 0.2, "Q1"), ("P1", "T1/DAT", 0.4, "Q2")) == 1
    assert value(facts, "fragmentation", ("P1", "T1/DAT", 0.2, "Q1"), ("P2", "T1/DAT", 0.2, "Q2")) == 2


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_is_placed():
    assert value(plan(people=PEOPLE, demand=DEMAND), "fragmentation") == 0
