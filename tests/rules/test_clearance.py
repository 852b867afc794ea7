"""Nobody sits in a seat that needs a higher clearance than they hold."""

import pytest

from tests.asking import broken, turned_away, turned_away_when
from tests.facts import QUARTERS, person, plan, seat


def waiting(expected, periods=QUARTERS):
    """P1 holds SC and waits for DV; the seat needs DV."""
    people = [person("P1", clearance="SC", clearance_pending="DV", clearance_expected=expected)]
    return plan(people=people, demand=[seat("T1", clearance="DV")], periods=periods)


def test_the_clearance_asked_for_or_a_higher_one_suffices():
    people = [person(p, clearance=c) for p, c in (("CTC", "CTC"), ("SC", "SC"), ("DV", "DV"), ("none", None))]
    facts = plan(people=people, demand=[seat("T1", clearance="SC")])
    assert turned_away(facts, "clearance") == {("CTC", "T1/DAT"), ("none", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_seat_that_needs_no_clearance():
    assert turned_away(plan(people=[person("P1")], demand=[seat("T1")]), "clearance") == set()


@pytest.mark.edge
def test_a_clearance_that_arrives_on_the_first_day_of_a_period_counts_in_it():
    assert turned_away_when(waiting("2026-07-01"), "clearance") == {("P1", "T1/DAT", "Q1")}


@pytest.mark.past
def test_a_clearance_that_arrives_one_day_later_does_not():
    assert {when for *_, when in turned_away_when(waiting("2026-07-02"), "clearance")} == {"Q1", "Q2"}


def test_a_clearance_to_come_without_a_day_or_without_periods_never_arrives():
    assert {when for *_, when in turned_away_when(waiting(None), "clearance")} == {"Q1", "Q2"}
    assert turned_away(waiting("2026-07-01", periods=[]), "clearance") == {("P1", "T1/DAT")}


def test_a_clearance_must_last_to_the_end_of_the_period():
    def ends(day):
        people = [person("P1", clearance="SC", clearance_expiry=day)]
        return plan(people=people, demand=[seat("T1", clearance="SC")], periods=QUARTERS)

    assert turned_away(ends("2026-09-30"), "clearance") == set()
    assert turned_away_when(ends("2026-09-29"), "clearance") == {("P1", "T1/DAT", "Q2")}


def test_the_sentence_says_who_holds_what_and_what_is_coming():
    sentence = broken(waiting("2026-07-01"), ("P1", "T1/DAT", 1, "Q1"))["clearance"]
    assert "P1 holds clearance SC (DV expected on 01/07/2026)" in sentence
    assert "DAT on T1 needs DV in Q1" in sentence
