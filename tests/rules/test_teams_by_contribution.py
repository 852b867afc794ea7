"""Who is embedded in a team is not spread over others."""

import pytest

from tests.asking import applies, broken
from tests.facts import person, plan, seat


def embedded(mode="embedded", **other):
    return plan(people=[person("P1")], demand=[seat("T1", contribution_mode=mode), seat("T2", **other)])


@pytest.mark.edge
def test_one_team_is_allowed():
    assert broken(embedded(), ("P1", "T1/DAT", 0.6)) == {}


@pytest.mark.past
def test_a_second_team_is_a_breach_that_names_person_seat_and_mode():
    found = broken(embedded(), ("P1", "T1/DAT", 0.6), ("P1", "T2/DAT", 0.2))
    assert found == {"teams_by_contribution":
                     "P1, if on the seat DAT on T1 (embedded), is on at most 1 team: missed by 1 team"}  # fmt: skip


def test_a_call_off_beside_it_doesn_t_count():
    assert broken(embedded(seat_kind="available_to"), ("P1", "T1/DAT", 0.6), ("P1", "T2/DAT", 0.1)) == {}


def test_whoever_is_elsewhere_is_free():
    assert broken(embedded(), ("P1", "T2/DAT", 1.0)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_has_a_mode_of_its_own():
    assert not applies(embedded(None), "teams_by_contribution")
