"""A shortage that can't be helped is shared, so that no team bears it all."""

import pytest

from tests.asking import aims, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1"), person("P2")]


def test_it_is_the_largest_part_of_a_team_s_need_that_is_unmet():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.5), seat("T2", fte=1)])
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.5), ("P2", "T2/DAT", 0.4)) == 60
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.1), ("P2", "T2/DAT", 0.4)) == 80


def test_a_team_is_measured_over_all_its_seats_and_periods():
    demand = [seat("T1", "DAT", 0.5), seat("T1", "POL", 0.5)]
    facts = plan(people=PEOPLE, demand=demand, periods=QUARTERS)
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.5)) == 50
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.5, "Q1")) == 75


def test_a_broken_figure_is_rounded_up_never_down():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.3)])
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.2)) == 33.4


@pytest.mark.edge
def test_a_full_team_has_no_shortage_and_an_empty_one_lacks_all():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.5)])
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.5)) == 0
    assert value(facts, "largest_shortage.P1") == 100


@pytest.mark.past
def test_one_planning_step_less_is_a_shortage():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.5)])
    assert value(facts, "largest_shortage.P1", ("P1", "T1/DAT", 0.4)) == 20


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_priority_whose_teams_need_nothing():
    teams = [{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 3}]
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0), seat("T2")], teams=teams)
    assert [name for name in aims(facts) if name.startswith("largest")] == ["largest_shortage.P3"]
