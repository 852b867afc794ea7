"""A team has enough people from organisations that are close to citizens."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

ORGANISATIONS = [{"organisation": "DHC", "closeness": "national"}, {"organisation": "NCA", "closeness": "regional"},
                 {"organisation": "CBC", "closeness": "local"}, {"organisation": "VCS", "closeness": "community"},
                 {"organisation": "CIT", "closeness": "citizen"}]  # fmt: skip
PEOPLE = [person(f"P{row['organisation']}", organisation=row["organisation"]) for row in ORGANISATIONS]


def close(share, **more):
    teams = [{"team_id": "T1", "min_close_share": share}]
    return plan(people=PEOPLE, demand=[seat("T1", fte=2)], teams=teams, organisations=ORGANISATIONS, **more)


@pytest.mark.edge
def test_local_community_and_citizens_count_together_and_exactly_the_share_is_enough():
    placed = [("PDHC", "T1/DAT", 0.7), ("PCBC", "T1/DAT", 0.1), ("PVCS", "T1/DAT", 0.1), ("PCIT", "T1/DAT", 0.1)]
    assert broken(close(0.3), *placed) == {}


@pytest.mark.past
def test_one_planning_step_less_is_a_breach_that_names_the_team():
    found = broken(close(0.3), ("PDHC", "T1/DAT", 0.8), ("PCBC", "T1/DAT", 0.2))
    assert found["close_share"].startswith("Team T1 has at least 30 % of its FTE from organisations that are local")
    assert found["close_share"].endswith("missed by 0.1 FTE")


def test_a_region_is_not_close():
    assert "close_share" in broken(close(0.1), ("PNCA", "T1/DAT", 1.0))


def test_each_period_counts_by_itself():
    found = broken(close(0.5, periods=QUARTERS), ("PDHC", "T1/DAT", 0.4, "Q1"), ("PCBC", "T1/DAT", 0.4, "Q2"))
    assert "in Q1" in found["close_share"]


def test_the_setting_stands_in_where_a_team_doesn_t_say():
    facts = close(None, settings={"close_share.percent": 50})
    assert broken(facts, ("PDHC", "T1/DAT", 0.5), ("PCBC", "T1/DAT", 0.5)) == {}
    assert "close_share" in broken(facts, ("PDHC", "T1/DAT", 0.6), ("PCBC", "T1/DAT", 0.5))


def test_an_empty_team_breaks_nothing():
    assert broken(close(0.3)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_asks():
    assert not applies(close(None), "close_share")
    assert not applies(close(0.0), "close_share")
