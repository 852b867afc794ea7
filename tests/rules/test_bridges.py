"""Disciplines on a team have somebody who translates between them."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", "POL"), person("P2", "DAT"), person("P3", "POL", other_disciplines="DAT:2"),
          person("P4", "POL", other_disciplines="DAT:1"),
          person("P5", "POL", other_disciplines="DAT:1", translator=True)]  # fmt: skip


def bridged(asks=True, demand=("POL", "DAT"), **more):
    return plan(people=PEOPLE, demand=[seat("T1", each, fte=2) for each in demand],
                teams=[{"team_id": "T1", "bridges": asks}], **more)  # fmt: skip


@pytest.mark.edge
def test_somebody_at_working_level_in_both_is_a_bridge_and_so_is_a_marked_translator():
    assert broken(bridged(), ("P3", "T1/POL", 0.1), ("P2", "T1/DAT", 0.5)) == {}
    assert broken(bridged(), ("P5", "T1/POL", 0.1), ("P2", "T1/DAT", 0.5)) == {}


@pytest.mark.past
def test_one_level_less_is_a_breach_that_names_team_and_pair():
    found = broken(bridged(), ("P4", "T1/POL", 0.1), ("P2", "T1/DAT", 0.5))
    assert found == {"bridges": "Team T1 has somebody fluent in DAT and POL: missed by 1 person"}


def test_each_period_counts_by_itself():
    assert "in Q1" in broken(bridged(periods=QUARTERS), ("P3", "T1/POL", 0.1, "Q2"), ("P1", "T1/POL", 0.1))["bridges"]


def test_a_pair_that_the_team_doesn_t_ask_for_needs_no_bridge():
    assert broken(bridged(demand=["POL"]), ("P1", "T1/POL", 0.5)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_team_asks():
    assert not applies(bridged(False), "bridges")
