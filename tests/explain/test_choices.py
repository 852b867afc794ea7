"""Ranked choices carry the cost that forcing each of them has."""

import pytest

from teamform.explain.choices import people_for_seat, seats_for_person
from tests.explain.asking import case, solved, values
from tests.facts import frame, person, plan, seat


@pytest.fixture(scope="module")
def of():
    return case(plan(
        people=[person("A", fte=0.6), person("B", fte=0.6, level=4), person("C", fte=0.6), person("D", fte=0.3)],
        demand=[seat("T1", fte=0.6), seat("T2", fte=0.6, min_level=3)],
    ))  # fmt: skip


def test_people_come_cheapest_first_with_the_cost_of_pinning_them(of):
    found = people_for_seat(of, "T2/DAT", most=9)
    assert found.tried == found.possible == len(found.choices)
    costs = [[shift.by for shift in choice.shifts] for choice in found.choices]
    assert costs == sorted(costs)
    for choice in found.choices:
        pin = {"person_id": choice.person_id, "team_id": "T2"}
        by_hand = values(solved(of.plan.changed(Pins=frame("Pins", [pin]))))
        assert {shift.name: shift.after for shift in choice.shifts} == pytest.approx(by_hand)


def test_seats_for_a_person_are_ranked_in_the_same_way(of):
    found = seats_for_person(of, "D")
    costs = [[shift.by for shift in choice.shifts] for choice in found.choices]
    assert costs == sorted(costs)
    assert {choice.demand_id for choice in found.choices} <= {"T1/DAT", "T2/DAT"}
    assert found.possible == 2
