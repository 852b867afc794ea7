"""What single rows rule out before anything is solved."""

import numpy as np
import pytest

from teamform.rules import breaches, program, rules_of
from teamform.team.reach import ruled_out
from tests.facts import person, plan, seat
from tests.random_plans import random_plan
from tests.rich import any_steps


def out(facts):
    """The (person, demand line) that single rows of each rule rule out."""
    made = program(facts)
    names = made.candidates.labels.frame(made.candidates.codes)
    pairs = list(zip(names["person"], names["demand"], strict=True))
    return {rule: {pairs[i] for i in np.flatnonzero(mask)} for rule, mask in ruled_out(made).items() if mask.any()}


def test_a_cap_of_nought_rules_its_people_out():
    caps = [{"organisation": "RPS", "release_cap_fte": 0}]
    people = [person("P1", organisation="RPS"), person("P2", organisation="DHC")]
    facts = plan(people=people, demand=[seat("T1"), seat("T2")], release_caps=caps)
    assert out(facts) == {"release_caps": {("P1", "T1/DAT"), ("P1", "T2/DAT")}}


def test_a_cap_of_one_planning_step_rules_nobody_out():
    caps = [{"organisation": "RPS", "release_cap_fte": 0.1}]
    assert out(plan(people=[person("P1", organisation="RPS")], demand=[seat("T1")], release_caps=caps)) == {}


def test_a_smallest_allocation_above_what_somebody_offers_rules_them_out_unless_it_is_safe():
    chunks = [{"discipline": "DAT", "min_chunk": 0.6}]
    people = [person("half", fte=0.5), person("full")]
    naive = {"smallest_allocation.part_timer_safe": "no"}
    assert out(plan(people=people, demand=[seat("T1")], disciplines=chunks)) == {}
    assert out(plan(people=people, demand=[seat("T1")], disciplines=chunks, settings=naive)) == {
        "smallest_allocation": {("half", "T1/DAT")}
    }


def test_a_pin_of_nought_rules_the_person_out_of_the_team():
    pins = [{"person_id": "P1", "team_id": "T1", "fte": 0}]
    facts = plan(people=[person("P1")], demand=[seat("T1"), seat("T2")], pins=pins)
    assert out(facts) == {"pins": {("P1", "T1/DAT")}}


def test_a_budget_of_nought_rules_everybody_out():
    facts = plan(people=[person("P1")], demand=[seat("T1")], budgets=[{"team_id": "T1", "budget_gbp": 0}])
    assert out(facts) == {"budget": {("P1", "T1/DAT")}}


def test_a_should_rule_rules_nobody_out():
    caps = [{"organisation": "RPS", "release_cap_fte": 0, "hard": False}]
    assert out(plan(people=[person("P1", organisation="RPS")], demand=[seat("T1")], release_caps=caps)) == {}


@pytest.mark.parametrize("seed", range(30))
def test_whoever_is_ruled_out_breaks_that_very_rule_when_placed_all_the_same(seed):
    facts = random_plan(seed)
    made = program(facts)
    for rule, mask in ruled_out(made).items():
        for i in np.flatnonzero(mask)[:5]:
            steps = any_steps(made, seed)
            steps[i] = max(steps[i], 1)
            broken = {breach.rule for breach in breaches(made, rules_of(facts), made.complete(steps)) if breach.must}
            assert rule in broken
