"""Where a seat asks for a place, the person is based there or works remotely."""

import pytest

from tests.asking import applies, broken, turned_away
from tests.facts import person, plan, seat


@pytest.mark.edge
@pytest.mark.past
def test_only_people_based_there_or_remote_may_fill_the_seat():
    people = [
        person("there", location="Leeds"),
        person("elsewhere", location="York", work_pattern="hybrid"),
        person("remote", location="York", work_pattern="remote"),
        person("nowhere"),
    ]
    facts = plan(people=people, demand=[seat("T1", location="Leeds")])
    assert turned_away(facts, "location") == {("elsewhere", "T1/DAT"), ("nowhere", "T1/DAT")}


def test_other_seats_of_the_plan_stay_open():
    facts = plan(people=[person("P1")], demand=[seat("T1", location="Leeds"), seat("T2")])
    assert turned_away(facts, "location") == {("P1", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_asks_for_a_place():
    assert not applies(plan(people=[person("P1", location="York")], demand=[seat("T1")]), "location")


def test_the_sentence_names_both_places():
    facts = plan(people=[person("P1", location="York"), person("P2")], demand=[seat("T1", location="Leeds")])
    assert broken(facts, ("P1", "T1/DAT", 1))["location"].startswith(
        "P1 is based in York; the seat DAT on T1 is in Leeds"
    )
    assert "P2 is based in no named place" in broken(facts, ("P2", "T1/DAT", 1))["location"]
