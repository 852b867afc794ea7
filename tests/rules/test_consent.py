"""Who has declined is not proposed."""

import pytest

from tests.asking import broken, turned_away
from tests.facts import person, plan, seat


@pytest.mark.edge
def test_only_who_has_declined_is_left_out():
    people = [person(said, consent=said) for said in ("not_asked", "asked", "agreed", "declined")]
    assert turned_away(plan(people=people, demand=[seat("T1")]), "consent") == {("declined", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_nobody_was_asked():
    assert turned_away(plan(people=[person("P1")], demand=[seat("T1")]), "consent") == set()


@pytest.mark.past
def test_placing_someone_who_declined_is_a_breach_that_names_them():
    facts = plan(people=[person("P1", consent="declined")], demand=[seat("T1")])
    assert broken(facts, ("P1", "T1/DAT", 1))["consent"].startswith("P1 has declined")
