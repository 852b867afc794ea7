"""A mission or team costs no more than its budget, at grade-average cost."""

import pytest

from tests.asking import applies, breaches, broken
from tests.facts import person, plan, seat

GRADES = [{"grade": "G7", "rank": 5, "annual_cost_gbp": 80_000}, {"grade": "HEO", "rank": 3, "annual_cost_gbp": 40_000}]
PEOPLE = [person("P1", grade="G7"), person("P2", grade="HEO")]
TEAMS = [{"team_id": "T1", "mission": "Health"}, {"team_id": "T2", "mission": "Health"}]


def budgeted(periods=(), **budget):
    return plan(people=PEOPLE, demand=[seat("T1"), seat("T2")], teams=TEAMS, grades=GRADES, budgets=[budget],
                periods=periods)  # fmt: skip


@pytest.mark.edge
def test_a_team_may_cost_exactly_its_budget():
    facts = budgeted(team_id="T1", budget_gbp=48_000)
    assert broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.2), ("P2", "T2/DAT", 0.5)) == {}


@pytest.mark.past
def test_a_pound_more_is_a_breach_that_names_the_team():
    facts = budgeted(team_id="T1", budget_gbp=47_999)
    found = broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.2))
    assert found == {"budget": "Team T1 costs at most £47,999: missed by 0.01 thousand pounds"}


def test_a_mission_s_budget_counts_all_its_teams():
    facts = budgeted(mission="Health", budget_gbp=60_000)
    assert broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T2/DAT", 0.5)) == {}
    found = broken(facts, ("P1", "T1/DAT", 0.5), ("P2", "T2/DAT", 0.6))
    assert found == {"budget": "Mission Health costs at most £60,000: missed by 4 thousand pounds"}


def test_cost_is_counted_by_the_length_of_periods():
    year = [{"period": "all", "start": "2026-01-01", "end": "2026-12-31"}]
    half = [{"period": "half", "start": "2026-01-01", "end": "2026-07-01"}]
    assert "budget" in broken(budgeted(year, team_id="T1", budget_gbp=40_000), ("P1", "T1/DAT", 1))
    assert broken(budgeted(half, team_id="T1", budget_gbp=40_000), ("P1", "T1/DAT", 1)) == {}


def test_a_budget_that_is_not_hard_is_reported_and_forbids_nothing():
    facts = budgeted(team_id="T1", budget_gbp=8_000, hard=False)
    (breach,) = breaches(facts, ("P1", "T1/DAT", 0.2))
    assert (breach.must, breach.amount, breach.unit) == (False, 8.0, "thousand pounds")


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_budgets_and_an_empty_team_costs_nothing():
    assert broken(budgeted(team_id="T1", budget_gbp=0)) == {}
    assert not applies(plan(people=PEOPLE, demand=[seat("T1")], grades=GRADES), "budget")
