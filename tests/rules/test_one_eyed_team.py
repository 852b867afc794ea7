"""A team sees with two eyes: numbers and stories."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed


def team(*codes, **more):
    return plan(
        people=[person(f"P{code}", code) for code in codes], demand=[seat("T1", code) for code in codes], **more
    )


@pytest.mark.edge
def test_numbers_and_stories_together_are_enough():
    assert remarks(team("DAT", "UR"), "one_eyed_team") == []


@pytest.mark.past
def test_a_missing_eye_is_named_with_who_could_bring_it():
    (remark,) = remarks(team("DAT", "POL"), "one_eyed_team")
    assert remark.text == "One-eyed team T1: nobody brings stories."
    (remark,) = remarks(team("UR"), "one_eyed_team")
    assert remark.text == "One-eyed team T1: nobody brings numbers."


def test_of_a_proposal_who_is_there_counts():
    (remark,) = noticed(team("DAT", "UR"), "one_eyed_team", ("PDAT", "T1/DAT", 0.5))
    assert remark.text == "One-eyed team T1: nobody brings stories."
    assert noticed(team("DAT", "UR"), "one_eyed_team", ("PDAT", "T1/DAT", 0.1), ("PUR", "T1/UR", 0.1)) == []


def test_what_a_discipline_brings_may_be_said_otherwise():
    known = [{"discipline": "DAT"}, {"discipline": "ENG", "brings": "stories"}]
    assert remarks(team("DAT", "ENG", disciplines=known), "one_eyed_team") == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_a_team_on_which_nobody_is():
    assert noticed(team("DAT", "UR"), "one_eyed_team") == []
