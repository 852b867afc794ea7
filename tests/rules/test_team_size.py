"""A team has as many people as it can work with."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(p, other_disciplines="POL:3") for p in ("P1", "P2", "P3", "P4")]
DEMAND = [seat("T1", "DAT", 1), seat("T1", "POL", 1)]


def sized(**bounds):
    return plan(people=PEOPLE, demand=DEMAND, teams=[{"team_id": "T1", **bounds}])


def on_it(count):
    return [(f"P{i + 1}", "T1/DAT", 0.2) for i in range(count)]


@pytest.mark.edge
def test_the_smallest_and_the_largest_size_are_allowed():
    facts = sized(size_min=2, size_max=3)
    assert broken(facts, *on_it(2)) == {}
    assert broken(facts, *on_it(3)) == {}


@pytest.mark.past
def test_one_more_and_one_fewer_are_breaches_that_name_the_team():
    facts = sized(size_min=2, size_max=3)
    assert broken(facts, *on_it(4)) == {"team_size": "Team T1 has at least 2 and at most 3 people: missed by 1 person"}
    assert "missed by 1 person" in broken(facts, *on_it(1))["team_size"]


def test_an_empty_team_is_too_small_by_all_its_people():
    assert "Team T1 has at least 2 people: missed by 2 people" in broken(sized(size_min=2))["team_size"]
    assert broken(sized(size_min=0)) == {}


def test_a_person_on_two_seats_of_the_team_counts_once():
    assert broken(sized(size_max=1), ("P1", "T1/DAT", 0.2), ("P1", "T1/POL", 0.2)) == {}


def test_a_team_is_only_counted_while_it_runs():
    teams = [{"team_id": "T1", "size_min": 1}]
    demand = [seat("T1", start="Q1", end="Q1")]
    facts = plan(people=PEOPLE, demand=demand, teams=teams, periods=QUARTERS)
    assert broken(facts, ("P1", "T1/DAT", 0.2)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_team_has_a_size():
    assert not applies(sized(), "team_size")
