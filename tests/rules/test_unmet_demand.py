"""Missions get what they must have: priority 1 first, public promises first inside each priority."""

import pytest

from tests.asking import aims, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1"), person("P2")]
TEAMS = [{"team_id": f"T{priority}", "priority": priority} for priority in (1, 2, 3)]
DEMAND = [seat(f"T{priority}", fte=0.8) for priority in (1, 2, 3)]


def test_what_is_missing_counts_by_priority():
    facts = plan(people=PEOPLE, demand=DEMAND, teams=TEAMS)
    given = [("P1", "T1/DAT", 0.8), ("P2", "T2/DAT", 0.5)]
    assert [value(facts, f"unmet_demand.P{p}", *given) for p in (1, 2, 3)] == [0, 0.3, 0.8]


@pytest.mark.edge
@pytest.mark.past
def test_one_planning_step_makes_the_difference():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.8)])
    assert value(facts, "unmet_demand.P1", ("P1", "T1/DAT", 0.7)) == 0.1
    assert value(facts, "unmet_demand.P1", ("P1", "T1/DAT", 0.8)) == 0


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_seat_that_must_have_nothing():
    assert value(plan(people=PEOPLE, demand=[seat("T1", fte=0, fte_desired=0.8)]), "unmet_demand.P1") == 0


def test_more_than_required_makes_up_for_nothing_elsewhere():
    demand = [seat("T1", fte=0.4, fte_desired=0.8), seat("T2", fte=0.4)]
    facts = plan(people=PEOPLE, demand=demand)
    assert value(facts, "unmet_demand.P1", ("P1", "T1/DAT", 0.8)) == 0.4


def test_the_figure_is_the_average_of_the_periods():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.8)], periods=QUARTERS)
    assert value(facts, "unmet_demand.P1", ("P1", "T1/DAT", 0.8, "Q1"), ("P1", "T1/DAT", 0.4, "Q2")) == 0.2


def test_a_seat_counts_only_in_the_periods_in_which_it_runs():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.8, start="Q2")], periods=QUARTERS)
    assert value(facts, "unmet_demand.P1") == 0.4


def test_publicly_committed_steps_come_first_inside_their_priority():
    steps = [{"first_step": "A", "team_id": "T1", "publicly_committed": True}, {"first_step": "B", "team_id": "T1"}]
    demand = [seat("T1", fte=0.8, first_step="A", demand_id="a"), seat("T1", fte=0.6, first_step="B", demand_id="b")]
    facts = plan(people=PEOPLE, demand=demand, first_steps=steps)
    assert aims(facts)[:2] == ["unmet_demand.P1.committed", "unmet_demand.P1"]
    assert value(facts, "unmet_demand.P1.committed", ("P1", "b", 0.6)) == 0.8
    assert value(facts, "unmet_demand.P1", ("P1", "b", 0.6)) == 0.8


def test_where_all_or_nothing_is_promised_no_extra_goal_is_set():
    steps = [{"first_step": "A", "team_id": "T1", "publicly_committed": True}]
    facts = plan(people=PEOPLE, demand=[seat("T1", first_step="A")], first_steps=steps)
    assert "unmet_demand.P1.committed" not in aims(facts)


def test_all_three_priorities_are_reported_even_where_a_plan_has_none_of_them():
    facts = plan(people=PEOPLE, demand=[seat("T1")])
    assert aims(facts)[:3] == ["unmet_demand.P1", "unmet_demand.P2", "unmet_demand.P3"]
    assert value(facts, "unmet_demand.P3") == 0
