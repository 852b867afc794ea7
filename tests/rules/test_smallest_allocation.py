"""Nobody is split into slivers, and no part-timer is shut out."""

import pytest

from tests.asking import broken
from tests.facts import person, plan, seat

PEOPLE = [person("P1"), person("half", fte=0.5)]
CHUNKS = [{"discipline": "DAT", "min_chunk": 0.6}]


@pytest.mark.edge
@pytest.mark.past
def test_a_person_gives_a_seat_its_discipline_s_smallest_fte_or_more():
    facts = plan(people=PEOPLE, demand=[seat("T1")], disciplines=CHUNKS)
    assert broken(facts, ("P1", "T1/DAT", 0.6)) == {}
    sentence = broken(facts, ("P1", "T1/DAT", 0.5))["smallest_allocation"]
    assert sentence.startswith("P1 gives the seat DAT on T1 at least 0.6 FTE")
    assert sentence.endswith("missed by 0.1 FTE")


def test_a_part_timer_may_give_all_that_they_have_and_no_less():
    facts = plan(people=PEOPLE, demand=[seat("T1")], disciplines=CHUNKS)
    assert broken(facts, ("half", "T1/DAT", 0.5)) == {}
    assert "missed by 0.1 FTE" in broken(facts, ("half", "T1/DAT", 0.4))["smallest_allocation"]


def test_a_small_seat_may_be_filled_whole():
    facts = plan(people=PEOPLE, demand=[seat("T1", fte=0.3)], disciplines=CHUNKS)
    assert broken(facts, ("P1", "T1/DAT", 0.3)) == {}
    assert "missed by 0.1 FTE" in broken(facts, ("P1", "T1/DAT", 0.2))["smallest_allocation"]


def test_the_naive_rule_shuts_a_part_timer_out():
    settings = {"smallest_allocation.part_timer_safe": "no"}
    facts = plan(people=PEOPLE, demand=[seat("T1")], disciplines=CHUNKS, settings=settings)
    assert "missed by 0.1 FTE" in broken(facts, ("half", "T1/DAT", 0.5))["smallest_allocation"]


def test_a_seat_s_own_figure_goes_before_that_of_its_discipline():
    facts = plan(people=PEOPLE, demand=[seat("T1", min_chunk=0.2), seat("T2", min_chunk=0)], disciplines=CHUNKS)
    assert broken(facts, ("P1", "T1/DAT", 0.2), ("half", "T2/DAT", 0.1)) == {}
    assert "smallest_allocation" in broken(facts, ("P1", "T1/DAT", 0.1))


def test_the_setting_stands_in_where_nobody_says():
    facts = plan(people=PEOPLE, demand=[seat("T1")], settings={"smallest_allocation.fte": 40})
    assert broken(facts, ("P1", "T1/DAT", 0.4)) == {}
    assert "smallest_allocation" in broken(facts, ("P1", "T1/DAT", 0.3))


def test_a_figure_between_two_planning_steps_asks_for_the_next_step():
    facts = plan(people=PEOPLE, demand=[seat("T1", min_chunk=0.25)])
    assert "smallest_allocation" in broken(facts, ("P1", "T1/DAT", 0.2))
    assert broken(facts, ("P1", "T1/DAT", 0.3)) == {}


def test_without_a_figure_one_planning_step_is_enough():
    assert broken(plan(people=PEOPLE, demand=[seat("T1")]), ("P1", "T1/DAT", 0.1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_who_gives_nothing():
    assert broken(plan(people=PEOPLE, demand=[seat("T1")], disciplines=CHUNKS)) == {}
