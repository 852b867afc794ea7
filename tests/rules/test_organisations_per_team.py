"""A team brings enough organisations together."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person("P1", organisation="CAB"), person("P2", organisation="CAB"), person("P3", organisation="DHC"),
          person("P4", organisation="VCS")]  # fmt: skip


def joint(least, **more):
    return plan(people=PEOPLE, demand=[seat("T1", fte=2), seat("T2", fte=2)],
                teams=[{"team_id": "T1", "min_orgs": least}, {"team_id": "T2"}], **more)  # fmt: skip


@pytest.mark.edge
def test_exactly_as_many_as_asked_is_enough():
    assert broken(joint(2), ("P1", "T1/DAT", 0.1), ("P3", "T1/DAT", 0.1)) == {}


@pytest.mark.past
def test_one_organisation_less_is_a_breach_however_many_people_it_sends():
    found = broken(joint(3), ("P1", "T1/DAT", 0.1), ("P2", "T1/DAT", 0.1), ("P3", "T1/DAT", 0.1))
    assert found == {"organisations_per_team":
                     "Team T1 has people from at least 3 organisations: missed by 1 organisations"}  # fmt: skip


def test_people_on_another_team_don_t_count():
    assert "missed by 1" in broken(joint(2), ("P1", "T1/DAT", 0.1), ("P3", "T2/DAT", 0.1))["organisations_per_team"]


def test_each_period_counts_by_itself():
    found = broken(joint(2, periods=QUARTERS), ("P1", "T1/DAT", 0.1), ("P3", "T1/DAT", 0.1, "Q2"))
    assert "in Q1" in found["organisations_per_team"]


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_asks():
    assert not applies(joint(None), "organisations_per_team")
