"""A rule that shuts people out is named before anyone is allocated."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat

CHUNKS = [{"discipline": "DAT", "min_chunk": 0.6}]
NAIVE = {"smallest_allocation.part_timer_safe": "no"}


@pytest.mark.past
def test_an_eligibility_that_keeps_somebody_off_every_seat_is_named():
    people = [person("P1"), person("P2", clearance="SC")]
    facts = plan(people=people, demand=[seat("T1", clearance="SC"), seat("T2", clearance="DV")])
    assert [r.concerns for r in remarks(facts, "shuts_people_out")] == [("P1",)]
    assert "clearance alone shuts out 1 person: P1" in remarks(facts, "shuts_people_out")[0].text


@pytest.mark.edge
def test_one_seat_that_stays_open_is_enough():
    facts = plan(people=[person("P1")], demand=[seat("T1", clearance="SC"), seat("T2")])
    assert remarks(facts, "shuts_people_out") == []


def test_a_limit_that_no_part_timer_can_keep_is_named_with_their_number():
    people = [person("half", fte=0.5, contract_fte=0.5), person("full")]
    facts = plan(people=people, demand=[seat("T1")], disciplines=CHUNKS, settings=NAIVE)
    (remark,) = remarks(facts, "shuts_people_out")
    assert "smallest allocation alone shuts out 1 person (1 part-time): half" in remark.text
    assert remarks(plan(people=people, demand=[seat("T1")], disciplines=CHUNKS), "shuts_people_out") == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_who_declined_or_is_away():
    facts = plan(people=[person("P1", consent="declined"), person("P2", fte=0)], demand=[seat("T1")])
    assert remarks(facts, "shuts_people_out") == []


def test_people_whose_discipline_nobody_asks_for_are_not_shut_out_by_a_rule():
    assert remarks(plan(people=[person("P1", "POL")], demand=[seat("T1", "DAT")]), "shuts_people_out") == []


def test_of_many_people_a_few_are_named_and_the_rest_counted():
    people = [person(f"P{i}") for i in range(8)]
    (remark,) = remarks(plan(people=people, demand=[seat("T1", clearance="SC")]), "shuts_people_out")
    assert "8 people: P0, P1, P2, P3, P4 and others" in remark.text
    assert len(remark.concerns) == 8
