"""Nobody is placed before they come or after they go."""

import pytest

from tests.asking import broken, turned_away, turned_away_when
from tests.facts import QUARTERS, person, plan, seat


def of_dates(**dates):
    return plan(people=[person("P1", **dates)], demand=[seat("T1")], periods=QUARTERS)


def test_who_comes_on_the_first_day_of_a_period_is_on_offer_in_it():
    assert turned_away_when(of_dates(available_from="2026-07-01"), "availability_dates") == {("P1", "T1/DAT", "Q1")}


def test_who_leaves_before_a_period_is_not_on_offer_in_it():
    assert turned_away_when(of_dates(available_to="2026-06-30"), "availability_dates") == {("P1", "T1/DAT", "Q2")}


@pytest.mark.edge
@pytest.mark.past
def test_a_stay_that_leaves_no_planning_step_counts_as_none():
    ten_days = of_dates(available_to="2026-07-10")  # 10 of 92 days: 0.1 FTE
    nine_days = of_dates(available_to="2026-07-09")
    assert turned_away_when(ten_days, "availability_dates") == set()
    assert turned_away_when(nine_days, "availability_dates") == {("P1", "T1/DAT", "Q2")}


def test_who_offers_nothing_is_no_candidate():
    facts = plan(people=[person("P1", fte=0), person("P2", fte=0.1)], demand=[seat("T1")])
    assert turned_away(facts, "availability_dates") == {("P1", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_dates_without_periods():
    facts = plan(people=[person("P1", available_from="2030-01-01")], demand=[seat("T1")])
    assert turned_away(facts, "availability_dates") == set()


def test_the_sentence_names_the_person_and_the_day():
    facts = of_dates(available_from="2026-07-01")
    assert "P1 offers 1 FTE from 01/07/2026" in broken(facts, ("P1", "T1/DAT", 0.5, "Q1"))["availability_dates"]
