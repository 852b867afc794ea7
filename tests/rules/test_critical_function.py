"""Who holds a critical function is not released while it lasts."""

import pytest

from tests.asking import applies, broken, turned_away, turned_away_when
from tests.facts import QUARTERS, person, plan, seat


def test_a_critical_function_without_a_day_lasts_for_good():
    facts = plan(people=[person("P1", critical_function=True), person("P2")], demand=[seat("T1")])
    assert turned_away(facts, "critical_function") == {("P1", "T1/DAT")}


@pytest.mark.edge
@pytest.mark.past
def test_a_person_is_released_the_day_after_the_last():
    def until(day):
        people = [person("P1", critical_function=True, critical_until=day)]
        return plan(people=people, demand=[seat("T1")], periods=QUARTERS)

    assert turned_away_when(until("2026-06-30"), "critical_function") == {("P1", "T1/DAT", "Q1")}
    assert {when for *_, when in turned_away_when(until("2026-07-01"), "critical_function")} == {"Q1", "Q2"}


def test_a_day_alone_is_enough():
    facts = plan(people=[person("P1", critical_until="2026-06-30")], demand=[seat("T1")], periods=QUARTERS)
    assert turned_away_when(facts, "critical_function") == {("P1", "T1/DAT", "Q1")}


def test_without_periods_the_day_never_comes():
    facts = plan(people=[person("P1", critical_until="2020-01-01")], demand=[seat("T1")])
    assert turned_away(facts, "critical_function") == {("P1", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_is_critical():
    assert not applies(plan(people=[person("P1")], demand=[seat("T1")]), "critical_function")


def test_the_sentence_names_the_person_and_the_day():
    facts = plan(people=[person("P1", critical_until="2026-06-30")], demand=[seat("T1")], periods=QUARTERS)
    sentence = broken(facts, ("P1", "T1/DAT", 1, "Q1"))["critical_function"]
    assert sentence.startswith("P1 holds a critical function until 30/06/2026")
