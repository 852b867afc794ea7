"""A seat is shared by no more people than it says."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(p) for p in ("P1", "P2", "P3")]
TWO = [("P1", "T1/DAT", 0.3), ("P2", "T1/DAT", 0.3)]


@pytest.mark.edge
@pytest.mark.past
def test_the_number_may_be_reached_and_one_more_is_a_breach_that_names_the_seat():
    facts = plan(people=PEOPLE, demand=[seat("T1", max_people=2)])
    assert broken(facts, *TWO) == {}
    found = broken(facts, *TWO, ("P3", "T1/DAT", 0.1))
    assert found == {"people_per_seat": "The seat DAT on T1 is shared by at most 2 people: missed by 1 person"}


def test_people_may_take_turns_from_period_to_period():
    facts = plan(people=PEOPLE, demand=[seat("T1", max_people=1)], periods=QUARTERS)
    assert broken(facts, ("P1", "T1/DAT", 1, "Q1"), ("P2", "T1/DAT", 1, "Q2")) == {}


def test_other_seats_of_the_plan_are_shared_freely():
    facts = plan(people=PEOPLE, demand=[seat("T1", max_people=1), seat("T2")])
    assert broken(facts, *[(p["person_id"], "T2/DAT", 0.2) for p in PEOPLE]) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_has_a_number():
    assert not applies(plan(people=PEOPLE, demand=[seat("T1")]), "people_per_seat")
