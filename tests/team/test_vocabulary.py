"""Each word of the vocabulary amounts to what one would work out by hand."""

from __future__ import annotations

import pytest

from teamform.rules import check
from tests.facts import QUARTERS, allocation, person, plan, seat

PEOPLE = [person("P1", other_disciplines="POL:2", grade="G7"), person("P2", "POL", 0.6), person("P3", fte=0.5)]
GRADES = [{"grade": "G7", "rank": 5, "annual_cost_gbp": 80_000}]
FACTS = plan(
    people=PEOPLE,
    demand=[seat("T1", "DAT", 1, fte_desired=1.2), seat("T1", "POL", 0.6), seat("T2", "DAT", 0.5, start="Q2")],
    teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2, "max_one_org_share": 0.5}],
    periods=QUARTERS,
    grades=GRADES,
    skill_needs=[{"team_id": "T1", "skill": "POL", "min_people": 2}],
    current_allocation=[{"person_id": "P1", "team_id": "T1", "discipline": "DAT", "fte": 0.5},
                        {"person_id": "P3", "team_id": "T2", "discipline": "DAT", "fte": 0.2}],
)  # fmt: skip
PLACED = allocation(
    FACTS,
    ("P1", "T1/DAT", 0.6, "Q1"),
    ("P1", "T1/POL", 0.2, "Q1"),
    ("P2", "T1/POL", 0.4, "Q1"),
    ("P1", "T1/DAT", 0.5, "Q2"),
    ("P3", "T2/DAT", 0.5, "Q2"),
)


@pytest.fixture(scope="module")
def word():
    """The values of a word by the names of its labels, noughts left out."""
    checked = check(FACTS, PLACED)
    words = checked.program.vocabulary

    def values(name):
        table = getattr(words, name)
        rows = words.labels.frame(table.codes).itertuples(index=False, name=None)
        return {row: int(value) for row, value in zip(rows, table.value(checked.x), strict=True) if value}

    return values


def test_fte_is_what_a_person_gives_a_seat_in_hundredths(word):
    assert word("fte") == {
        ("P1", "T1/DAT", "Q1"): 60, ("P1", "T1/POL", "Q1"): 20, ("P2", "T1/POL", "Q1"): 40,
        ("P1", "T1/DAT", "Q2"): 50, ("P3", "T2/DAT", "Q2"): 50,
    }  # fmt: skip


def test_works_on_and_joins_are_one_wherever_there_is_some_fte(word):
    assert word("works") == dict.fromkeys(word("fte"), 1)
    assert word("on") == dict.fromkeys(
        [("P1", "T1", "Q1"), ("P2", "T1", "Q1"), ("P1", "T1", "Q2"), ("P3", "T2", "Q2")], 1
    )
    assert word("joins") == dict.fromkeys([("P1", "T1"), ("P2", "T1"), ("P3", "T2")], 1)


def test_size_is_the_fte_of_the_whole_team_while_it_runs(word):
    assert word("size") == {("T1", "Q1"): 120, ("T1", "Q2"): 50, ("T2", "Q2"): 50}


def test_required_and_desired_are_known_while_the_seat_runs(word):
    always = {("T1/DAT", "Q1"): 100, ("T1/DAT", "Q2"): 100, ("T1/POL", "Q1"): 60, ("T1/POL", "Q2"): 60}
    assert word("required") == {**always, ("T2/DAT", "Q2"): 50}
    assert word("desired") == {**always, ("T1/DAT", "Q1"): 120, ("T1/DAT", "Q2"): 120, ("T2/DAT", "Q2"): 50}


def test_unmet_is_what_a_seat_lacks_of_its_required_fte(word):
    assert word("unmet") == {("T1/DAT", "Q1"): 40, ("T1/DAT", "Q2"): 50, ("T1/POL", "Q2"): 60}


def test_below_desired_is_what_a_seat_lacks_of_more_than_required(word):
    assert word("below_desired") == {("T1/DAT", "Q1"): 60, ("T1/DAT", "Q2"): 70}


def test_worst_shortage_is_the_largest_unmet_share_of_a_team_rounded_up(word):
    assert word("worst_shortage") == {("P1",): 469}  # 150 of 320 hundredths


def test_skilled_and_gaps_count_people_on_the_team(word):
    assert word("skilled") == {("T1/POL", "T1", "Q1"): 2, ("T1/POL", "T1", "Q2"): 1}
    assert word("gaps") == {("T1/POL", "T1", "Q2"): 1}


def test_moved_compares_the_first_period_of_a_team_with_today(word):
    assert word("current") == {("P1", "T1"): 50, ("P3", "T2"): 20}
    assert word("moved") == {("P1", "T1"): 30, ("P2", "T1"): 40, ("P3", "T2"): 30}


def test_cost_is_fte_times_a_grade_s_average_for_the_length_of_the_period(word):
    step = round(80_000 / 10 * 91 / 365.25)
    assert word("cost")["P1", "T1/DAT", "Q1"] == 6 * step
    assert word("cost")["P2", "T1/POL", "Q1"] == 4 * step  # without a grade: the average, here the only one


def test_a_word_that_no_rule_uses_is_not_made():
    bare = check(plan(people=PEOPLE[:1], demand=[seat("T1")]), PLACED[:0])
    words = {word.name for word in bare.program.vocabulary.words}
    assert "moved" not in words and "size" not in words and "below_desired" not in words


def test_a_person_with_one_seat_on_a_team_needs_no_variable_of_their_own_for_being_on_it():
    single = plan(people=PEOPLE[2:], demand=[seat("T1", "DAT", 1)])
    words = check(single, PLACED[:0]).program.vocabulary
    assert (words.on.col == words.works.col).all()
    assert (words.joins.col == words.works.col).all()


def test_who_can_give_one_planning_step_at_most_needs_no_variable_of_their_own_for_working():
    facts = plan(people=[person("P1"), person("P2", fte=0.1)], demand=[seat("T1", "DAT", 1)], periods=QUARTERS[:1])
    checked = check(facts, allocation(facts, ("P1", "T1/DAT", 0.5, "Q1"), ("P2", "T1/DAT", 0.1, "Q1")))
    works, fte = checked.program.vocabulary.works, checked.program.vocabulary.fte
    assert (works.col == fte.col).tolist() == [False, True]
    assert works.value(checked.x).tolist() == [1, 1]
    assert checked.allowed


def test_who_isn_t_on_a_team_today_needs_no_variable_of_their_own_for_joining_it():
    words = check(FACTS, PLACED[:0]).program.vocabulary
    (moved,) = [word for word in words.words if word.name == "moved"]
    assert len(moved.upper) == len(words.current) == 2  # of the five who could be on a team in its first period
    assert len(words.moved) == 5


def test_what_is_missing_is_counted_in_the_steps_in_which_it_can_change():
    facts = plan(people=[person("P1")], demand=[seat("T1", fte=0.6), seat("T2", fte=0.45)])
    checked = check(facts, allocation(facts, ("P1", "T1/DAT", 0.2)))
    words = checked.program.vocabulary
    (unmet,) = [word for word in words.words if word.name == "unmet"]
    assert unmet.upper.tolist() == [6, 9]  # tenths, and twentieths where a seat asks for 0.45
    assert words.unmet.value(checked.x).tolist() == [40, 45]
