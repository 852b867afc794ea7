"""People who belong together are together, and people who must be apart are apart."""

import pytest

from tests.asking import applies, breaches, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(p) for p in ("P1", "P2", "P3")]
DEMAND = [seat("T1"), seat("T2")]
BOTH_ON_T1 = [("P1", "T1/DAT", 0.2), ("P2", "T1/DAT", 0.2)]
EACH_ON_ONE = [("P1", "T1/DAT", 0.2), ("P2", "T2/DAT", 0.2)]


def paired(rule, **more):
    row = {"person_a": "P1", "person_b": "P2", "rule": rule, **more}
    return plan(people=PEOPLE, demand=DEMAND, pair_rules=[row])


@pytest.mark.edge
def test_people_apart_may_be_on_different_teams_or_on_none():
    assert broken(paired("apart"), *EACH_ON_ONE) == {}
    assert broken(paired("apart"), EACH_ON_ONE[0]) == {}
    assert broken(paired("apart")) == {}


@pytest.mark.past
def test_people_apart_on_one_team_are_a_breach_that_names_them_and_the_team():
    found = broken(paired("apart"), *BOTH_ON_T1)
    assert found == {"pairs": "P1 and P2 are never on a team together: T1: missed by 1 team"}


def test_people_together_are_on_the_same_teams_or_on_none():
    assert broken(paired("together"), *BOTH_ON_T1, ("P3", "T2/DAT", 0.2)) == {}
    assert broken(paired("together")) == {}


def test_people_together_on_different_teams_are_a_breach_for_each_team():
    assert len(breaches(paired("together"), *EACH_ON_ONE)) == 2
    assert broken(paired("together"), EACH_ON_ONE[0]) == {
        "pairs": "P1 and P2 are on the same teams: T1: missed by 1 team"
    }


def test_each_period_counts_by_itself():
    row = {"person_a": "P1", "person_b": "P2", "rule": "apart"}
    facts = plan(people=PEOPLE, demand=DEMAND, pair_rules=[row], periods=QUARTERS)
    assert broken(facts, ("P1", "T1/DAT", 0.2, "Q1"), ("P2", "T1/DAT", 0.2, "Q2")) == {}


def test_a_pair_that_is_not_hard_is_reported_and_forbids_nothing():
    assert [breach.must for breach in breaches(paired("apart", hard=False), *BOTH_ON_T1)] == [False]
    assert [breach.must for breach in breaches(paired("together", hard=False), *EACH_ON_ONE)] == [False, False]


def test_a_pair_with_somebody_who_can_be_on_no_team_keeps_the_other_off_only_if_together():
    people = [*PEOPLE[:1], person("P2", "POL")]
    for rule, wrong in (("apart", False), ("together", True)):
        row = {"person_a": "P1", "person_b": "P2", "rule": rule}
        facts = plan(people=people, demand=DEMAND, pair_rules=[row])
        assert ("pairs" in broken(facts, ("P1", "T1/DAT", 0.2))) == wrong


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_pairs():
    assert not applies(plan(people=PEOPLE, demand=DEMAND), "pairs")
