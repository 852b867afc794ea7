"""Central government holds back where a leadership mode says so."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]
PEOPLE = [person("P1", organisation="CAB"), person("P2", organisation="CAB"), person("P3", organisation="VCS")]


def led(**cap):
    modes = [{"leadership_mode": "standing_back", **cap}]
    in_force = [{"team_id": "T1", "period": "Q2", "leadership_mode": "standing_back"}]
    return plan(people=PEOPLE, demand=[seat("T1", fte=3)], teams=[{"team_id": "T1"}], organisations=ORGANISATIONS,
                periods=QUARTERS, leadership_modes=modes, mode_by_period=in_force,
                mode_disciplines=[{"leadership_mode": "funder", "discipline": "DAT"}])  # fmt: skip


@pytest.mark.edge
@pytest.mark.past
def test_exactly_the_fte_is_allowed_and_one_step_more_is_a_breach():
    facts = led(max_central_fte=1.0)
    assert broken(facts, ("P1", "T1/DAT", 0.6, "Q2"), ("P2", "T1/DAT", 0.4, "Q2")) == {}
    found = broken(facts, ("P1", "T1/DAT", 0.6, "Q2"), ("P2", "T1/DAT", 0.5, "Q2"))
    assert found == {"central_cap": "Central government supplies at most 1.0 FTE of team T1 in Q2: missed by 0.1 FTE"}


def test_exactly_the_share_is_allowed_and_one_step_more_is_a_breach():
    facts = led(max_central_share=0.75)
    assert broken(facts, ("P1", "T1/DAT", 0.6, "Q2"), ("P3", "T1/DAT", 0.2, "Q2")) == {}
    found = broken(facts, ("P1", "T1/DAT", 0.7, "Q2"), ("P3", "T1/DAT", 0.2, "Q2"))
    assert "at most 75 % of the FTE of team T1 in Q2" in found["central_cap"]


def test_a_period_without_the_mode_is_free():
    assert broken(led(max_central_fte=1.0), ("P1", "T1/DAT", 1.0, "Q1"), ("P2", "T1/DAT", 1.0, "Q1")) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_a_cap_in_force():
    assert not applies(led(), "central_cap")
    assert not applies(led(max_central_fte=1.0).with_settings(leadership_modes="off"), "central_cap")
