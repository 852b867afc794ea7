"""Lessons of earlier steps are looked at again."""

import pytest

from tests.asking import applies, remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed


def taught(fte=0.6, rule="UR>=0.6", **more):
    lessons = [{"lesson": "7", "discipline": "UR", "happened": "no usable research", "rule_to_try": rule, **more}]
    return plan(people=[person("P1", "UR")], demand=[seat("T1", "UR", fte)], lessons=lessons)


@pytest.mark.edge
def test_exactly_what_the_lesson_says_is_enough():
    assert remarks(taught(), "lessons") == []
    assert noticed(taught(), "lessons", ("P1", "T1/UR", 0.6)) == []


@pytest.mark.past
def test_a_seat_with_less_shows_the_lesson_by_its_number():
    (remark,) = remarks(taught(0.5), "lessons")
    assert remark.text == "Lesson 7 says UR>=0.6 (no usable research): the seat T1/UR asks for 0.5 FTE."
    assert remark.concerns == ("T1",)


def test_a_person_with_less_shows_it_too():
    (remark,) = noticed(taught(), "lessons", ("P1", "T1/UR", 0.5))
    assert "P1 gives T1/UR 0.5 FTE" in remark.text


def test_without_a_number_its_place_in_the_sheet_stands_in():
    (remark,) = remarks(taught(0.5, lesson=None), "lessons")
    assert remark.text.startswith("Lesson 1 says")


def test_a_lesson_in_words_alone_can_t_be_checked():
    assert remarks(taught(0.1, rule="UR from the start"), "lessons") == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_lessons():
    assert not applies(plan(people=[person("P1")], demand=[seat("T1")]), "lessons")
