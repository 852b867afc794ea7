"""A short burst is short."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PULSE = [{"contribution_mode": "pulse", "max_periods": 1}]


def burst(mode="pulse", disciplines=(), periods=QUARTERS):
    return plan(people=[person("P1"), person("P2")], demand=[seat("T1", fte=2, contribution_mode=mode)],
                contribution_modes=PULSE, disciplines=disciplines, periods=periods)  # fmt: skip


@pytest.mark.edge
def test_exactly_as_many_periods_as_the_mode_allows():
    assert broken(burst(), ("P1", "T1/DAT", 0.5, "Q1"), ("P2", "T1/DAT", 0.5, "Q2")) == {}


@pytest.mark.past
def test_one_period_more_is_a_breach_that_names_the_person():
    found = broken(burst(), ("P1", "T1/DAT", 0.5))
    assert found == {"burst_length": "P1 is on the seat DAT on T1 in at most 1 period: missed by 1 period"}


def test_the_discipline_s_mode_stands_in_where_the_seat_has_none():
    home = [{"discipline": "DAT", "contribution_mode": "pulse"}]
    assert "burst_length" in broken(burst(None, home), ("P1", "T1/DAT", 0.5))
    assert "burst_length" not in broken(burst("core", home), ("P1", "T1/DAT", 0.5))


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_such_a_mode_or_in_a_single_period():
    assert not applies(burst("core"), "burst_length")
    assert not applies(burst(periods=()), "burst_length")
