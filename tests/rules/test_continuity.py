"""From one period to the next, people stay where they are."""

import pytest

from tests.asking import aims, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1"), person("P2")]


def running(*demand, periods=QUARTERS):
    return plan(people=PEOPLE, demand=demand or [seat("T1", fte=2)], periods=periods)


@pytest.mark.edge
def test_whoever_stays_with_the_same_fte_changes_nothing():
    assert value(running(), "continuity", ("P1", "T1/DAT", 0.5), ("P2", "T1/DAT", 0.3)) == 0


@pytest.mark.past
def test_more_less_leaving_and_joining_each_count_their_fte():
    assert round(value(running(), "continuity", ("P1", "T1/DAT", 0.5, "Q1"), ("P1", "T1/DAT", 0.3, "Q2")), 2) == 0.2
    assert round(value(running(), "continuity", ("P1", "T1/DAT", 0.5, "Q1"), ("P2", "T1/DAT", 0.5, "Q2")), 2) == 1.0


def test_two_seats_of_a_team_are_one_place():
    facts = running(seat("T1", demand_id="a"), seat("T1", demand_id="b"))
    assert value(facts, "continuity", ("P1", "a", 0.5, "Q1"), ("P1", "b", 0.5, "Q2")) == 0


def test_a_team_that_begins_or_ends_is_no_change():
    facts = running(seat("T1", end="Q1"), seat("T2", start="Q2"))
    assert value(facts, "continuity", ("P1", "T1/DAT", 0.5), ("P1", "T2/DAT", 0.5)) == 0


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_in_a_single_period():
    assert "continuity" not in aims(running(periods=()))
