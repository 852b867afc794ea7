"""Teams bring organisations together: colleagues from one organisation are spread over the teams."""

import pytest

from tests.asking import aims, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(f"P{i}", organisation="A" if i < 5 else "B") for i in range(8)]
DEMAND = [seat("T1", fte=3.0), seat("T2")]
ON = {"organisation_pairs.applied": "on"}


def pairs(*who, settings=ON, **more):
    placements = [w if isinstance(w, tuple) else (w, "T1/DAT", 0.2) for w in who]
    return value(plan(people=PEOPLE, demand=DEMAND, settings=settings, **more), "organisation_pairs", *placements)


@pytest.mark.edge
def test_people_from_different_organisations_are_no_pair():
    assert pairs("P0", "P5") == 0


@pytest.mark.past
def test_two_from_one_organisation_are_a_pair_and_each_further_one_adds_a_pair_with_each():
    assert [pairs(*(f"P{i}" for i in range(n))) for n in (1, 2, 3, 4, 5)] == [0, 1, 3, 6, 10]


def test_pairs_of_all_organisations_and_teams_are_counted():
    assert pairs("P0", "P1", "P5", "P6", ("P2", "T2/DAT", 0.2), ("P7", "T2/DAT", 0.2)) == 2
    assert pairs("P0", ("P1", "T2/DAT", 0.2)) == 0


def test_a_pair_for_a_part_of_the_plan_counts_for_that_part():
    assert pairs(("P0", "T1/DAT", 0.2, "Q1"), ("P1", "T1/DAT", 0.2, "Q1"), periods=QUARTERS) == 0.5


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_is_placed_or_it_is_not_switched_on():
    assert pairs() == 0
    assert "organisation_pairs" not in aims(plan(people=PEOPLE, demand=DEMAND))
