"""Skills that a team may not go without are there."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(p) for p in ("P1", "P2", "P3")]
SKILLS = [
    {"person_id": "P1", "discipline": "Welsh", "level": 3},
    {"person_id": "P2", "discipline": "Welsh", "level": 2},
]


def asking(**need):
    needs = [{"team_id": "T1", "skill": "Welsh", "hard": True, **need}]
    return plan(people=PEOPLE, demand=[seat("T1"), seat("T2")], person_skills=SKILLS, skill_needs=needs)


@pytest.mark.edge
def test_enough_people_with_the_skill_at_its_level_keep_the_rule():
    assert broken(asking(min_people=2), ("P1", "T1/DAT", 0.1), ("P2", "T1/DAT", 0.1)) == {}


@pytest.mark.past
def test_one_too_few_is_a_breach_that_names_team_and_skill():
    found = broken(asking(min_people=2), ("P1", "T1/DAT", 0.1), ("P3", "T1/DAT", 0.1))
    assert found == {"skill_cover": "Team T1 has at least 2 with Welsh at level 2 or above: missed by 1 person"}


def test_a_level_below_the_one_asked_for_doesn_t_count():
    assert broken(asking(min_level=3), ("P1", "T1/DAT", 0.1)) == {}
    assert "skill_cover" in broken(asking(min_level=3), ("P2", "T1/DAT", 0.1))


def test_other_teams_don_t_count_and_an_empty_team_is_short():
    assert "skill_cover" in broken(asking(), ("P1", "T2/DAT", 0.1))
    assert "skill_cover" in broken(asking())


def test_the_skill_is_needed_only_while_the_team_runs():
    needs = [{"team_id": "T1", "skill": "Welsh", "hard": True}]
    facts = plan(
        people=PEOPLE, demand=[seat("T1", end="Q1")], person_skills=SKILLS, skill_needs=needs, periods=QUARTERS
    )
    assert broken(facts, ("P1", "T1/DAT", 0.1)) == {}


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_skill_is_a_must():
    assert not applies(asking(hard=False), "skill_cover")
    assert broken(asking(hard=False)) == {}
