"""Disciplines that are often forgotten have a place on the team."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", "POL"), person("P2", "BEH")]
KNOWN = [{"discipline": "BEH", "underused": True}, {"discipline": "POL"}]


def floor(share, **more):
    return plan(people=PEOPLE, demand=[seat("T1", "POL"), seat("T1", "BEH")], disciplines=KNOWN,
                teams=[{"team_id": "T1", "min_underused_share": share}], **more)  # fmt: skip


@pytest.mark.edge
def test_exactly_the_share_is_enough():
    assert broken(floor(0.25), ("P1", "T1/POL", 0.6), ("P2", "T1/BEH", 0.2)) == {}


@pytest.mark.past
def test_one_planning_step_less_is_a_breach_that_names_the_team():
    found = broken(floor(0.25), ("P1", "T1/POL", 0.6), ("P2", "T1/BEH", 0.1))
    assert found == {"underused_share":
                     "Team T1 has at least 25 % of its FTE of underused disciplines: missed by 0.08 FTE"}  # fmt: skip


def test_each_period_counts_by_itself():
    assert "in Q1" in broken(floor(0.25, periods=QUARTERS), ("P1", "T1/POL", 0.5, "Q1"))["underused_share"]


def test_the_setting_stands_in_where_a_team_doesn_t_say():
    assert "underused_share" in broken(floor(None, settings={"underused_share.percent": 10}), ("P1", "T1/POL", 0.5))


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_asks():
    assert not applies(floor(None), "underused_share")
