"""A team that asks for a lead has one."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", grade="G7"), person("P2", grade="G6"), person("P3", grade="HEO"), person("P4")]


def led(periods=(), **lead):
    return plan(people=PEOPLE, demand=[seat("T1"), seat("T2")], teams=[{"team_id": "T1", **lead}, {"team_id": "T2"}],
                periods=periods)  # fmt: skip


@pytest.mark.edge
def test_somebody_of_the_grade_asked_for_or_above_is_enough():
    assert broken(led(lead_min_grade="G7"), ("P1", "T1/DAT", 0.1)) == {}
    assert broken(led(lead_min_grade="G7"), ("P2", "T1/DAT", 0.1)) == {}


@pytest.mark.past
def test_a_team_of_lower_grades_is_a_breach_that_names_the_team():
    found = broken(led(lead_min_grade="G7"), ("P3", "T1/DAT", 0.1), ("P4", "T1/DAT", 0.1), ("P1", "T2/DAT", 0.1))
    assert found == {"lead": "Team T1 has somebody of grade G7 or above: missed by 1 person"}


def test_a_named_lead_is_on_the_team():
    assert broken(led(lead_person="P4"), ("P4", "T1/DAT", 0.1)) == {}
    found = broken(led(lead_person="P4"), ("P1", "T1/DAT", 0.1))
    assert found == {"lead": "P4 leads team T1: missed by 1 person"}


def test_a_lead_is_there_in_every_period_that_the_team_runs():
    facts = led(periods=QUARTERS, lead_person="P4")
    assert broken(facts, ("P4", "T1/DAT", 0.1)) == {}
    assert "in Q2" in broken(facts, ("P4", "T1/DAT", 0.1, "Q1"))["lead"]


def test_teams_that_ask_for_no_lead_need_none():
    assert broken(led(lead_min_grade="G7"), ("P1", "T1/DAT", 0.1), ("P3", "T2/DAT", 0.1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_team_asks():
    assert not applies(led(), "lead")
