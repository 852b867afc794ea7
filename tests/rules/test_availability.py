"""Nobody gives more than they offer."""

import pytest

from tests.asking import broken
from tests.facts import QUARTERS, person, plan, seat

TWO_SEATS = [seat("T1", fte=1), seat("T2", fte=1)]


@pytest.mark.edge
def test_giving_exactly_what_is_on_offer_is_allowed():
    facts = plan(people=[person("P1", fte=0.6)], demand=TWO_SEATS)
    assert broken(facts, ("P1", "T1/DAT", 0.4), ("P1", "T2/DAT", 0.2)) == {}


@pytest.mark.past
def test_one_planning_step_more_is_a_breach_that_names_the_person():
    facts = plan(people=[person("P1", fte=0.6, display_name="Clover Flint")], demand=TWO_SEATS)
    found = broken(facts, ("P1", "T1/DAT", 0.4), ("P1", "T2/DAT", 0.3))
    assert found == {"availability": "Clover Flint (P1) gives at most the 0.6 FTE on offer: missed by 0.1 FTE"}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_who_gives_nothing():
    assert broken(plan(people=[person("P1", fte=0.6)], demand=TWO_SEATS)) == {}


def test_each_period_is_looked_at_by_itself():
    half = [person("P1", fte=1, available_to="2026-05-15")]
    facts = plan(people=half, demand=[seat("T1", fte=1)], periods=QUARTERS)
    assert broken(facts, ("P1", "T1/DAT", 0.4, "Q1")) == {}
    assert "in Q1" in broken(facts, ("P1", "T1/DAT", 0.5, "Q1"))["availability"]


def test_an_offer_between_two_planning_steps_is_rounded_down():
    facts = plan(people=[person("P1", fte=0.81)], demand=TWO_SEATS)
    assert broken(facts, ("P1", "T1/DAT", 0.4), ("P1", "T2/DAT", 0.4)) == {}
    assert "0.8 FTE on offer" in broken(facts, ("P1", "T1/DAT", 0.5), ("P1", "T2/DAT", 0.4))["availability"]
