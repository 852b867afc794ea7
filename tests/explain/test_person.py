"""A person is told about themselves alone, in six parts, and the same as the planner's own answer says."""

import re

import pytest

from teamform.explain.person import own_words
from teamform.explain.why import why
from tests.explain.asking import case, hoarding_case
from tests.facts import person, plan, seat


def others(of, person_id):
    people = of.plan.people[of.plan.people["person_id"] != person_id]
    return {*people["person_id"], *people["display_name"]} - {""}


@pytest.fixture(scope="module")
def named():
    """People with names, a pair that must not meet, and one seat for three of them."""
    return case(plan(
        people=[person("A1", fte=0.6, display_name="Clover Flint"), person("A2", fte=0.6, display_name="Rowan Tuff"),
                person("A3", fte=0.6, display_name="Moss Copper"), person("A4", "UR", display_name="Iris Opal")],
        demand=[seat("T1", fte=0.6), seat("T2", fte=0.6)],
        pair_rules=[{"person_a": "A1", "person_b": "A2", "rule": "apart"}],
    ))  # fmt: skip


def test_nobody_else_is_named(named):
    for who in named.plan.people["person_id"]:
        text = own_words(named, who, ["T1", "T2"]).sentence
        assert not [name for name in others(named, who) if re.search(rf"\b{re.escape(name)}\b", text)]


def test_all_six_parts_are_there(named):
    told = own_words(named, "A1")
    parts = (told.rationale, told.responsibility, told.data, told.fairness, told.safety, told.impact)
    assert all(any(line.strip() for line in part) for part in parts)
    assert "say no without a reason" in told.sentence
    assert f"seed {named.plan.seed}" in told.sentence


def test_somebody_without_a_place_is_told_why_in_the_words_of_the_rules(named):
    told = own_words(named, "A4", ["T1"])
    assert "No team asks for a discipline that you have" in told.sentence
    assert told.impact == ("Nothing changes for you.",)
    closed = own_words(hoarding_case(), "B4")
    assert "No seat was open to you" in closed.sentence


def test_what_the_person_reads_is_what_the_planner_reads():
    of = hoarding_case()
    for row in of.proposal.allocation.drop_duplicates(["person_id", "demand_id"]).itertuples():
        planner = why(of, row.person_id, row.demand_id)
        told = own_words(of, row.person_id).sentence
        costs = [shift.words for shift in planner.shifts if shift.by]
        assert (planner.answer == "costs") == any(words[1:] in told for words in costs[:1])
