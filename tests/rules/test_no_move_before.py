"""Who is promised some quiet joins no new team before the day."""

import pytest

from tests.asking import applies, broken, turned_away, turned_away_when
from tests.facts import QUARTERS, person, plan, seat

TODAY = [{"person_id": "P1", "team_id": "T2", "discipline": "DAT", "fte": 0.5}]


def quiet_until(day, **more):
    people = [person("P1", no_move_before=day), person("P2")]
    return plan(people=people, demand=[seat("T1"), seat("T2")], current_allocation=TODAY, **more)


@pytest.mark.edge
def test_a_person_may_join_a_team_in_a_period_that_begins_on_the_day():
    facts = quiet_until("2026-07-01", periods=QUARTERS)
    assert turned_away_when(facts, "no_move_before") == {("P1", "T1/DAT", "Q1")}


@pytest.mark.past
def test_one_day_later_is_too_late_for_the_period():
    facts = quiet_until("2026-07-02", periods=QUARTERS)
    assert turned_away_when(facts, "no_move_before") == {("P1", "T1/DAT", "Q1"), ("P1", "T1/DAT", "Q2")}


def test_staying_on_the_team_of_today_is_no_move():
    assert ("P1", "T2/DAT") not in turned_away(quiet_until("2026-07-01", periods=QUARTERS), "no_move_before")


def test_without_periods_the_day_is_not_looked_at():
    assert turned_away(quiet_until("2030-01-01"), "no_move_before") == set()


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_has_a_day():
    assert not applies(plan(people=[person("P1")], demand=[seat("T1")]), "no_move_before")


def test_the_sentence_names_the_person_and_the_day():
    facts = quiet_until("2026-07-02", periods=QUARTERS)
    sentence = broken(facts, ("P1", "T1/DAT", 0.5, "Q1"))["no_move_before"]
    assert sentence.startswith("P1 joins no new team before 02/07/2026")
