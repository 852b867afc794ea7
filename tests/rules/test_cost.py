"""Last of all, the plan is cheap."""

import pytest

from tests.asking import aims, value
from tests.facts import person, plan, seat

GRADES = [{"grade": "G7", "rank": 5, "annual_cost_gbp": 80_000}, {"grade": "HEO", "rank": 3, "annual_cost_gbp": 40_000}]
PEOPLE = [person("P1", grade="G7"), person("P2", grade="HEO"), person("P3")]


def priced(**more):
    return plan(people=PEOPLE, demand=[seat("T1", fte=2)], grades=GRADES, **more)


@pytest.mark.edge
def test_cost_is_fte_times_the_grade_s_average():
    assert value(priced(), "cost", ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.1)) == 44_000


@pytest.mark.past
def test_one_planning_step_more_costs_a_tenth_of_a_year():
    given = [("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.2)]
    assert value(priced(), "cost", *given) == 48_000


def test_people_without_a_grade_cost_the_average_of_those_who_have_one():
    assert value(priced(), "cost", ("P3", "T1/DAT", 1)) == 60_000


def test_cost_is_counted_by_the_length_of_periods():
    periods = [{"period": "half", "start": "2026-01-01", "end": "2026-07-01"}]  # 182 of 365.25 days
    assert value(priced(periods=periods), "cost", ("P1", "T1/DAT", 1)) == 10 * round(8_000 * 182 / 365.25)


def test_it_is_the_last_of_all_goals():
    assert aims(priced())[-1] == "cost"


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_is_placed():
    assert value(priced(), "cost") == 0
