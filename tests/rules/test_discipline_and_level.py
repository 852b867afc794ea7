"""Nobody fills a seat without its discipline at the level it asks for."""

import pytest

from tests.asking import broken, turned_away
from tests.facts import person, plan, seat


@pytest.mark.edge
@pytest.mark.past
def test_the_level_asked_for_suffices_and_one_below_does_not():
    people = [person("at", level=3), person("below", level=2), person("above", level=4)]
    facts = plan(people=people, demand=[seat("T1", min_level=3)])
    assert turned_away(facts, "discipline_and_level") == {("below", "T1/DAT")}


def test_a_further_discipline_counts_at_its_own_level():
    people = [person("P1", "POL", other_disciplines="DAT:3"), person("P2", "POL", other_disciplines="DAT:2")]
    facts = plan(people=people, demand=[seat("T1", "DAT", min_level=3)])
    assert turned_away(facts, "discipline_and_level") == {("P2", "T1/DAT")}


def test_who_lacks_the_discipline_is_no_candidate_and_the_check_says_why():
    facts = plan(people=[person("P1", "POL")], demand=[seat("T1", "DAT")])
    sentence = broken(facts, ("P1", "T1/DAT", 1))["discipline_and_level"]
    assert sentence.startswith("P1 doesn't have DAT; the seat DAT on T1 asks for level 2")


def test_the_sentence_names_the_level_that_is_missing():
    facts = plan(people=[person("P1", level=2)], demand=[seat("T1", min_level=4)])
    assert "P1 has DAT at level 2" in broken(facts, ("P1", "T1/DAT", 1))["discipline_and_level"]


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_all_have_the_level():
    assert turned_away(plan(people=[person("P1")], demand=[seat("T1")]), "discipline_and_level") == set()
