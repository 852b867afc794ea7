"""Teams have the skills they ask for."""

import pytest

from tests.asking import applies, value
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(p) for p in ("P1", "P2", "P3")]
SKILLS = [{"person_id": p, "discipline": "Welsh", "level": level} for p, level in (("P1", 3), ("P2", 2))]


def asking(periods=(), **need):
    needs = [{"team_id": "T1", "skill": "Welsh", **need}]
    return plan(people=PEOPLE, demand=[seat("T1"), seat("T2")], person_skills=SKILLS, skill_needs=needs,
                periods=periods)  # fmt: skip


@pytest.mark.edge
@pytest.mark.past
def test_missing_people_are_counted_down_to_nought():
    both = [("P1", "T1/DAT", 0.1), ("P2", "T1/DAT", 0.1)]
    assert [value(asking(min_people=2), "skill_gaps", *both[:n]) for n in (0, 1, 2)] == [2, 1, 0]


def test_more_people_than_needed_fill_no_other_gap():
    assert value(asking(min_people=1), "skill_gaps", ("P1", "T1/DAT", 0.1), ("P2", "T1/DAT", 0.1)) == 0


def test_only_the_level_asked_for_and_the_team_itself_count():
    assert value(asking(min_level=3), "skill_gaps", ("P2", "T1/DAT", 0.1)) == 1
    assert value(asking(), "skill_gaps", ("P1", "T2/DAT", 0.1)) == 1


def test_a_discipline_is_a_skill_too():
    needs = [{"team_id": "T1", "skill": "DAT", "min_level": 3}]
    facts = plan(people=PEOPLE, demand=[seat("T1")], skill_needs=needs)
    assert value(facts, "skill_gaps", ("P3", "T1/DAT", 0.1)) == 0


def test_the_figure_is_the_average_of_the_periods():
    assert value(asking(QUARTERS), "skill_gaps", ("P1", "T1/DAT", 0.1, "Q1")) == 0.5


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_skill_is_asked_for():
    assert not applies(plan(people=PEOPLE, demand=[seat("T1")]), "skill_gaps")
