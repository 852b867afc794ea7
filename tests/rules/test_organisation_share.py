"""No organisation makes up more than a set share of a team."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", organisation="CAB"), person("P2", organisation="CAB"), person("P3", organisation="DHC")]


def shared(share, **more):
    teams = [{"team_id": "T1", "max_one_org_share": share}]
    return plan(people=PEOPLE, demand=[seat("T1", fte=2)], teams=teams, **more)


@pytest.mark.edge
def test_exactly_the_share_is_allowed():
    assert broken(shared(0.6), ("P1", "T1/DAT", 0.3), ("P2", "T1/DAT", 0.3), ("P3", "T1/DAT", 0.4)) == {}


@pytest.mark.past
def test_one_planning_step_more_is_a_breach_that_names_organisation_and_team():
    found = broken(shared(0.6), ("P1", "T1/DAT", 0.3), ("P2", "T1/DAT", 0.4), ("P3", "T1/DAT", 0.4))
    assert set(found) == {"organisation_share"}
    assert found["organisation_share"].startswith("CAB supplies at most 60 % of the FTE of team T1: missed by 0.04")


def test_each_period_counts_by_itself():
    found = broken(shared(0.5, periods=QUARTERS), ("P1", "T1/DAT", 0.5, "Q1"), ("P3", "T1/DAT", 0.5, "Q2"))
    assert "organisation_share" in found


def test_the_setting_stands_in_where_a_team_doesn_t_say():
    settings = {"organisation_share.percent": 50}
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=2)], settings=settings)
    assert broken(facts, ("P1", "T1/DAT", 0.5), ("P3", "T1/DAT", 0.5)) == {}
    assert "at most 50 %" in broken(facts, ("P1", "T1/DAT", 0.6), ("P3", "T1/DAT", 0.5))["organisation_share"]


def test_an_empty_team_breaks_nothing():
    assert broken(shared(0.1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_any_share_is_allowed():
    assert not applies(shared(None), "organisation_share")
    assert not applies(shared(1.0), "organisation_share")
