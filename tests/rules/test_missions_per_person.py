"""Nobody is spread over too many teams."""

import pytest

from tests.asking import broken
from tests.facts import QUARTERS, person, plan, seat

SEATS = [seat(team, fte=0.2) for team in ("T1", "T2", "T3")]
TWO = [("P1", "T1/DAT", 0.2), ("P1", "T2/DAT", 0.2)]
THREE = [*TWO, ("P1", "T3/DAT", 0.2)]


@pytest.mark.edge
@pytest.mark.past
def test_two_teams_are_allowed_where_nothing_is_said_and_a_third_is_not():
    facts = plan(people=[person("P1")], demand=SEATS)
    assert broken(facts, *TWO) == {}
    assert broken(facts, *THREE) == {"missions_per_person": "P1 is on at most 2 teams: missed by 1 team"}


def test_the_main_discipline_sets_the_number():
    facts = plan(people=[person("P1")], demand=SEATS, disciplines=[{"discipline": "DAT", "max_teams": 3}])
    assert broken(facts, *THREE) == {}


def test_a_person_s_own_smaller_number_goes_first():
    facts = plan(people=[person("P1", max_missions=1)], demand=SEATS)
    assert broken(facts, TWO[0]) == {}
    assert "P1 is on at most 1 team" in broken(facts, *TWO)["missions_per_person"]


def test_a_person_s_own_larger_number_doesn_t_overrule_the_discipline():
    facts = plan(people=[person("P1", max_missions=3)], demand=SEATS)
    assert "missions_per_person" in broken(facts, *THREE)


def test_two_seats_of_one_team_count_once_and_other_periods_don_t_count():
    people = [person("P1", other_disciplines="POL:3", max_missions=1)]
    demand = [seat("T1", "DAT", 0.2), seat("T1", "POL", 0.2), seat("T2", "DAT", 0.2)]
    facts = plan(people=people, demand=demand, periods=QUARTERS)
    both_seats = [("P1", "T1/DAT", 0.2, "Q1"), ("P1", "T1/POL", 0.2, "Q1")]
    assert broken(facts, *both_seats, ("P1", "T2/DAT", 0.2, "Q2")) == {}
    assert "in Q1" in broken(facts, *both_seats, ("P1", "T2/DAT", 0.2, "Q1"))["missions_per_person"]


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_who_works_nowhere():
    assert broken(plan(people=[person("P1", max_missions=1)], demand=SEATS)) == {}
