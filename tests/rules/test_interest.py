"""People work where they would like to."""

import pytest

from tests.asking import applies, value
from tests.facts import person, plan, seat

DEMAND = [seat("T1"), seat("T2")]


def wishing(*said):
    preferences = [{"person_id": "P1", "team_id": team, "interest": interest} for team, interest in said]
    return plan(people=[person("P1"), person("P2")], demand=DEMAND, preferences=preferences)


@pytest.mark.edge
def test_work_that_is_very_much_wanted_costs_nothing():
    assert value(wishing(("T1", 2)), "interest", ("P1", "T1/DAT", 0.5)) == 0


@pytest.mark.past
def test_the_less_it_is_wanted_the_more_it_counts():
    figures = [value(wishing(("T1", interest)), "interest", ("P1", "T1/DAT", 0.5)) for interest in (1, 0, -1, -2)]
    assert figures == [0.5, 1.0, 1.5, 2.0]


def test_who_said_nothing_counts_as_indifferent():
    assert value(wishing(("T1", 2)), "interest", ("P2", "T1/DAT", 0.5)) == 1.0


def test_interest_in_one_team_says_nothing_about_another():
    assert value(wishing(("T1", 2)), "interest", ("P1", "T2/DAT", 0.5)) == 1.0


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_wishes_and_nothing_given_counts_nothing():
    assert value(wishing(("T1", -2)), "interest") == 0
    assert not applies(wishing(), "interest")
