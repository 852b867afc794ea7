"""A strong link between teams that nobody looks after is remarked on."""

import pytest

from tests.asking import applies, remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed

APART = [("P1", "T1/DAT", 0.1), ("P2", "T2/DAT", 0.1)]


def linked(strength="strong", **link):
    return plan(people=[person("P1"), person("P2")], demand=[seat("T1"), seat("T2")], mission_links=[
        {"from_team": "T1", "to_team": "T2", "kind": "same households", "strength": strength, **link}])  # fmt: skip


@pytest.mark.edge
def test_a_person_on_both_looks_after_it():
    assert noticed(linked(), "open_link", *APART, ("P2", "T1/DAT", 0.1)) == []


@pytest.mark.past
def test_nobody_on_both_is_remarked_on_with_the_reason_of_the_link():
    (remark,) = noticed(linked(), "open_link", *APART)
    assert remark.text == "T1 and T2 are strongly linked (same households), and nobody is on both."
    assert remark.concerns == ("T1", "T2")


def test_a_liaison_looks_after_it_too():
    assert noticed(linked(liaison="P1"), "open_link", *APART) == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_weak_links_or_before_anyone_is_placed():
    assert not applies(linked("weak"), "open_link")
    assert remarks(linked(), "open_link") == []
