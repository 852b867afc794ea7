"""A team is led from where its leadership mode says."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]
PEOPLE = [person("P1", organisation="CAB"), person("P2", organisation="VCS"),
          person("P3", organisation="VCS", level=2)]  # fmt: skip


def led(side, settings=None, **more):
    return plan(people=PEOPLE, demand=[seat("T1", fte=3, **more)], organisations=ORGANISATIONS, periods=QUARTERS,
                leadership_modes=[{"leadership_mode": "enabler", "lead_from": side}],
                mode_by_period=[{"team_id": "T1", "period": "Q2", "leadership_mode": "enabler"}],
                teams=[{"team_id": "T1"}], settings=settings,
                mode_disciplines=[{"leadership_mode": "funder", "discipline": "DAT"}])  # fmt: skip


@pytest.mark.edge
def test_a_practitioner_from_that_side_is_enough_whatever_the_grade():
    assert broken(led("outside"), ("P2", "T1/DAT", 0.1, "Q2")) == {}
    assert broken(led("central"), ("P1", "T1/DAT", 0.1, "Q2")) == {}


def test_nobody_from_that_side_is_a_breach_that_names_the_team():
    found = broken(led("outside"), ("P1", "T1/DAT", 1.0, "Q2"))
    assert found == {"lead_from": "Team T1 is led from outside central government, by somebody of level practitioner or"
                                  " above in Q2: missed by 1 person"}  # fmt: skip
    assert "led from inside" in broken(led("central"), ("P2", "T1/DAT", 1.0, "Q2"))["lead_from"]


@pytest.mark.past
def test_one_level_below_can_t_lead_unless_a_planner_says_so():
    assert "lead_from" in broken(led("outside"), ("P3", "T1/DAT", 1.0, "Q2"))
    assert broken(led("outside", settings={"lead_from.level": 2}), ("P3", "T1/DAT", 1.0, "Q2")) == {}


def test_who_only_serves_on_call_doesn_t_lead():
    assert "lead_from" in broken(led("outside", seat_kind="available_to"), ("P2", "T1/DAT", 0.1, "Q2"))


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_either_side_may_lead():
    assert not applies(led("either"), "lead_from")
