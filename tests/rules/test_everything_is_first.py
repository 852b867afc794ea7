"""If everything is first, nothing is."""

import pytest

from tests.asking import remarks
from tests.facts import QUARTERS, person, plan, seat


def of_which_first(first, rest, **settings):
    teams = [{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}]
    return plan(people=[person("P1")], demand=[seat("T1", fte=first), seat("T2", fte=rest)], teams=teams,
                settings={f"everything_is_first.{name}": value for name, value in settings.items()})  # fmt: skip


@pytest.mark.edge
def test_exactly_half_of_the_demand_may_be_first():
    assert remarks(of_which_first(1.0, 1.0), "everything_is_first") == []


@pytest.mark.past
def test_more_than_half_is_remarked_on_and_names_the_teams():
    (remark,) = remarks(of_which_first(1.1, 1.0), "everything_is_first")
    assert "1.1 of 2.1 FTE" in remark.text
    assert remark.concerns == ("T1",)


def test_what_follows_later_is_not_added_to_what_is_asked_now():
    teams = [{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}]
    demand = [seat("T1", end="Q1"), seat("T2", end="Q1"), seat("T1", fte=0.5, start="Q2")]
    facts = plan(people=[person("P1")], demand=demand, teams=teams, periods=QUARTERS)
    assert remarks(facts, "everything_is_first") == []


def test_a_planner_may_allow_more():
    assert remarks(of_which_first(1.1, 1.0, percent=60), "everything_is_first") == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_plan_of_one_team():
    facts = plan(people=[person("P1")], demand=[seat("T1")], teams=[{"team_id": "T1", "priority": 1}])
    assert remarks(facts, "everything_is_first") == []
