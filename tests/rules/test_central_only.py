"""A team of central government alone is remarked on."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed

ORGANISATIONS = [{"organisation": "CAB", "sector": "central"}, {"organisation": "VCS", "sector": "third"}]


def staffed(*demand, others=True):
    people = [person("P1", organisation="CAB")] + [person("P2", organisation="VCS")] * others
    return plan(people=people, demand=[seat("T1"), *demand], organisations=ORGANISATIONS)


@pytest.mark.past
def test_a_proposal_of_insiders_only_names_the_team():
    (remark,) = noticed(staffed(), "central_only", ("P1", "T1/DAT", 0.5))
    assert "central-only team" in remark.text
    assert remark.concerns == ("T1",)


@pytest.mark.edge
def test_the_least_from_outside_is_enough():
    assert noticed(staffed(), "central_only", ("P1", "T1/DAT", 0.9), ("P2", "T1/DAT", 0.1)) == []


def test_a_team_that_nobody_from_outside_could_join_is_named_before_anyone_is_placed():
    assert remarks(staffed(), "central_only") == []
    (remark,) = remarks(staffed(seat("T2", sourcing="inside")), "central_only")
    assert remark.concerns == ("T2",)


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_is_from_outside_at_all():
    assert noticed(staffed(others=False), "central_only", ("P1", "T1/DAT", 0.5)) == []
