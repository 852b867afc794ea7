"""Nobody is moved about."""

import pytest

from tests.asking import applies, broken
from tests.facts import person, plan, seat

PERIODS = [{"period": f"Q{n}", "start": start, "end": end} for n, start, end in (
    (1, "2026-04-01", "2026-06-30"), (2, "2026-07-01", "2026-09-30"), (3, "2026-10-01", "2026-12-31"),
    (4, "2027-01-01", "2027-03-31"))]  # fmt: skip
DEMAND = [seat(f"T{n}") for n in range(1, 6)]


def moving(periods=PERIODS, settings=None, **more):
    return plan(people=[person("P1", **more)], demand=DEMAND, periods=periods, settings=settings)


def through(*teams, first=1):
    return [("P1", f"{team}/DAT", 0.5, f"Q{number}") for number, team in enumerate(teams, first)]


@pytest.mark.edge
def test_two_new_teams_a_year_are_allowed():
    assert broken(moving(), *through("T1", "T2", "T3", "T3")) == {}


@pytest.mark.past
def test_a_third_is_a_breach_that_names_the_person():
    found = broken(moving(), *through("T1", "T2", "T3", "T4"))
    assert found == {"moves_per_year": "P1 joins at most 2 new teams from Q1 to Q4: missed by 1 move"}


def test_teams_to_begin_with_don_t_count_for_a_late_comer_either():
    assert broken(moving(), *through("T1"), ("P1", "T2/DAT", 0.1, "Q1"), *through("T3", "T4", first=3)) == {}
    assert broken(moving(available_from="2026-07-01"), *through("T1", "T2", "T3", first=2)) == {}


def test_each_year_begun_allows_as_many_again():
    longer = [*PERIODS, {"period": "Q5", "start": "2027-04-01", "end": "2027-06-30"}]
    assert broken(moving(longer), *through("T1", "T2", "T3", "T4", "T5")) == {}


def test_a_planner_may_allow_more_or_none():
    assert broken(moving(settings={"moves_per_year.moves": 3}), *through("T1", "T2", "T3", "T4")) == {}
    assert "moves_per_year" in broken(moving(settings={"moves_per_year.moves": 0}), *through("T1", "T2"))


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_in_a_single_period():
    assert not applies(moving(periods=()), "moves_per_year")
