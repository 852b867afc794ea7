"""A team has enough people from outside central government."""

import pytest

from tests.asking import applies, broken
from tests.facts import person, plan, seat

PEOPLE = [person("in", organisation="CAB"), person("out", organisation="VCS")]
ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]


def shared(share, **more):
    teams = [{"team_id": "T1", "min_outside_share": share}]
    return plan(people=PEOPLE, organisations=ORGANISATIONS, demand=[seat("T1", fte=2)], teams=teams, **more)


@pytest.mark.edge
def test_exactly_the_share_is_enough():
    assert broken(shared(0.25), ("in", "T1/DAT", 0.9), ("out", "T1/DAT", 0.3)) == {}


@pytest.mark.past
def test_one_planning_step_less_is_a_breach_that_names_the_team():
    found = broken(shared(0.25), ("in", "T1/DAT", 0.9), ("out", "T1/DAT", 0.2))
    assert set(found) == {"outside_share"}
    assert found["outside_share"].startswith("Team T1 has at least 25 % of its FTE from outside central government")


def test_the_setting_stands_in_where_a_team_doesn_t_say():
    facts = shared(None, settings={"outside_share.percent": 50})
    assert broken(facts, ("in", "T1/DAT", 0.5), ("out", "T1/DAT", 0.5)) == {}
    assert "outside_share" in broken(facts, ("in", "T1/DAT", 0.6), ("out", "T1/DAT", 0.5))


def test_a_team_s_own_nought_overrules_the_setting():
    facts = shared(0, settings={"outside_share.percent": 50})
    assert broken(facts, ("in", "T1/DAT", 0.6)) == {}


def test_an_empty_team_breaks_nothing():
    assert broken(shared(1.0)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_share_is_asked_for():
    assert not applies(shared(None), "outside_share")
