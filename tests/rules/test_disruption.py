"""Today's teams are disturbed as little as possible."""

import pytest

from tests.asking import applies, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", other_disciplines="POL:3"), person("P2")]
DEMAND = [seat("T1", "DAT"), seat("T1", "POL"), seat("T2", "DAT")]
TODAY = [{"person_id": "P1", "team_id": "T1", "discipline": "DAT", "fte": 0.4}]


def today(rows=TODAY, **more):
    return plan(people=PEOPLE, demand=DEMAND, current_allocation=rows, **more)


@pytest.mark.edge
def test_what_stays_as_it_is_counts_nothing_even_on_another_seat_of_the_team():
    assert value(today(), "disruption", ("P1", "T1/DAT", 0.4)) == 0
    assert value(today(), "disruption", ("P1", "T1/POL", 0.4)) == 0


@pytest.mark.past
def test_more_and_less_count_alike():
    assert value(today(), "disruption", ("P1", "T1/DAT", 0.3)) == 0.1
    assert value(today(), "disruption", ("P1", "T1/DAT", 0.5)) == 0.1


def test_a_change_of_team_counts_twice():
    assert value(today(), "disruption", ("P1", "T2/DAT", 0.4)) == 0.8


def test_people_who_leave_and_people_who_join_count():
    assert value(today(), "disruption") == 0.4
    assert value(today(), "disruption", ("P1", "T1/DAT", 0.4), ("P2", "T2/DAT", 0.3)) == 0.3


def test_only_the_first_period_of_a_team_is_compared_with_today():
    facts = today(periods=QUARTERS)
    assert value(facts, "disruption", ("P1", "T1/DAT", 0.4, "Q1")) == 0
    assert value(facts, "disruption", ("P1", "T1/DAT", 0.4, "Q2")) == 0.4


def test_a_team_that_begins_later_is_compared_in_its_own_first_period():
    demand = [seat("T1", "DAT", start="Q2")]
    facts = plan(people=PEOPLE, demand=demand, current_allocation=TODAY, periods=QUARTERS)
    assert value(facts, "disruption", ("P1", "T1/DAT", 0.4, "Q2")) == 0


def test_two_disciplines_of_today_are_added_up():
    rows = [*TODAY, {"person_id": "P1", "team_id": "T1", "discipline": "POL", "fte": 0.2}]
    assert value(today(rows), "disruption", ("P1", "T1/DAT", 0.6)) == 0


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_works_anywhere_yet():
    assert not applies(plan(people=PEOPLE, demand=DEMAND), "disruption")
