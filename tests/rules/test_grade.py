"""Where a seat's authority needs a grade, the person has it."""

import pytest

from tests.asking import applies, broken, turned_away
from tests.facts import person, plan, seat


@pytest.mark.edge
@pytest.mark.past
def test_the_grade_asked_for_or_a_higher_one_suffices():
    people = [person("HEO", grade="HEO"), person("SEO", grade="SEO"), person("G7", grade="G7"), person("partner")]
    facts = plan(people=people, demand=[seat("T1", min_grade="SEO")])
    assert turned_away(facts, "grade") == {("HEO", "T1/DAT"), ("partner", "T1/DAT")}


def test_grades_are_compared_by_the_ranks_of_the_plan():
    grades = [{"grade": "low", "rank": 1, "annual_cost_gbp": 1}, {"grade": "high", "rank": 2, "annual_cost_gbp": 2}]
    people = [person("P1", grade="low"), person("P2", grade="high")]
    facts = plan(people=people, demand=[seat("T1", min_grade="high")], grades=grades)
    assert turned_away(facts, "grade") == {("P1", "T1/DAT")}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_seat_asks_for_a_grade():
    assert not applies(plan(people=[person("P1", grade="G7")], demand=[seat("T1")]), "grade")


def test_the_sentence_names_person_grade_and_seat():
    facts = plan(people=[person("P1", grade="HEO"), person("P2")], demand=[seat("T1", min_grade="SEO")])
    assert broken(facts, ("P1", "T1/DAT", 0.5))["grade"].startswith("P1 has grade HEO; the seat DAT on T1 needs SEO")
    assert broken(facts, ("P2", "T1/DAT", 0.5))["grade"].startswith("P2 has no grade")
