"""Teams that depend on each other share somebody."""

import pytest

from tests.asking import applies, broken
from tests.facts import person, plan, seat


def linked(**link):
    return plan(people=[person("P1"), person("P2")], demand=[seat("T1"), seat("T2")],
                mission_links=[{"from_team": "T1", "to_team": "T2", "kind": "shares data", **link}])  # fmt: skip


@pytest.mark.edge
def test_one_person_on_both_is_enough():
    assert broken(linked(shared_person=True), ("P1", "T1/DAT", 0.1), ("P1", "T2/DAT", 0.1)) == {}


@pytest.mark.past
def test_nobody_on_both_is_a_breach_that_names_the_teams():
    found = broken(linked(shared_person=True), ("P1", "T1/DAT", 0.1), ("P2", "T2/DAT", 0.1))
    assert found == {"linked_teams":
                     "Teams T1 and T2 (shares data) share at least one person: missed by 1 person"}  # fmt: skip


def test_a_named_liaison_will_do_instead():
    assert not applies(linked(shared_person=True, liaison="P1"), "linked_teams")


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_link_asks():
    assert not applies(linked(strength="strong"), "linked_teams")
