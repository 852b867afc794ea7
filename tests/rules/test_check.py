"""The check of a whole allocation, also of one that a person edited by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from teamform.rules import _check, check, program
from teamform.team.candidates import everyone_with_the_discipline
from teamform.team.labels import Labels
from tests.asking import breaches, broken
from tests.checker import TOGETHER, WHO_MAY, faults
from tests.facts import QUARTERS, allocation, person, plan, seat
from tests.plain import Facts, Work
from tests.random_plans import random_plan
from tests.rich import any_steps, rich_plan

FACTS = plan(people=[person("P1", fte=0.6), person("P2", "POL")], demand=[seat("T1", fte=0.8)], periods=QUARTERS)


def edited(*rows):
    return pd.DataFrame(rows, columns=["person_id", "demand_id", "period", "fte"])


def test_an_allocation_that_keeps_every_rule_is_allowed():
    assert check(FACTS, allocation(FACTS, ("P1", "T1/DAT", 0.6))).allowed


def test_a_figure_between_planning_steps_is_a_breach_that_says_who_and_where():
    (breach,) = check(FACTS, edited(("P1", "T1/DAT", "Q1", 25))).breaches
    assert (breach.rule, breach.amount, breach.must) == ("planning_step", 0.05, True)
    assert breach.sentence == "P1 gives the seat DAT on T1 whole planning steps of 0.1 FTE, not 0.25"
    assert breach.labels == {"person": "P1", "demand": "T1/DAT", "period": "Q1"}


def test_two_rows_of_one_placement_are_added_up():
    checked = check(FACTS, edited(("P1", "T1/DAT", "Q1", 25), ("P1", "T1/DAT", "Q1", 15)))
    assert checked.allowed
    assert checked.x[: len(checked.program.candidates)].sum() == 4


def test_more_than_somebody_has_is_told_once_and_by_the_rule_that_says_so():
    assert set(broken(FACTS, ("P1", "T1/DAT", 0.7, "Q1"))) == {"availability"}
    assert set(broken(FACTS, ("P1", "T1/DAT", 0.9, "Q1"))) == {"availability", "no_more_than_asked"}


@pytest.mark.parametrize("rule", ["availability", "no_more_than_asked"])
@pytest.mark.parametrize("applied", ["should", "off"])
def test_more_than_a_person_or_a_seat_has_stays_a_breach_when_the_rule_is_softened_or_off(rule, applied):
    facts = plan(people=[person("P1", fte=0.6)], demand=[seat("T1", fte=0.6)], settings={f"{rule}.applied": applied})
    hard = [breach for breach in breaches(facts, ("P1", "T1/DAT", 0.8)) if breach.must]
    assert hard and all(breach.amount == 0.2 for breach in hard)


def test_less_than_nothing_is_a_breach():
    found = broken(FACTS, ("P1", "T1/DAT", -0.2, "Q1"))
    assert found["planning_step"] == "P1 gives the seat DAT on T1 from 0 to 0.6 FTE in Q1: missed by 0.2 FTE"


def test_people_seats_and_periods_that_the_plan_doesn_t_know_are_breaches():
    for row in (("P9", "T1/DAT", "Q1", 20), ("P1", "T9/DAT", "Q1", 20), ("P1", "T1/DAT", "Q9", 20)):
        (breach,) = check(FACTS, edited(row)).breaches
        assert breach.must
        assert "?" in breach.labels.values()
        assert breach.sentence.endswith("can't be placed on T1/DAT") or "?" in breach.sentence


def test_a_seat_that_doesn_t_run_in_the_period_can_t_be_filled():
    facts = plan(people=[person("P1")], demand=[seat("T1", start="Q2")], periods=QUARTERS)
    checked = check(facts, edited(("P1", "T1/DAT", "Q1", 20)))
    assert not checked.allowed


def test_each_reason_of_somebody_who_may_not_be_placed_is_told():
    facts = plan(people=[person("P1", level=1, consent="declined")], demand=[seat("T1", clearance="SC")])
    assert set(broken(facts, ("P1", "T1/DAT", 0.5))) == {"clearance", "consent", "discipline_and_level"}


def test_must_rules_are_told_before_should_rules():
    facts = rich_plan({"availability.applied": "should"})
    found = check(facts, allocation(facts, ("P1", "T1/DAT", 1.2), ("P2", "T2/DAT", 0.2))).breaches
    order = [breach.must for breach in found]
    assert order == sorted(order, reverse=True) and len(set(order)) == 2


@pytest.mark.parametrize("seed", range(60))
def test_the_rows_and_the_independent_checker_agree_on_what_is_wrong_with_any_allocation(seed):
    facts = rich_plan() if seed % 4 == 0 else random_plan(seed)
    made = program(facts)
    steps = any_steps(made, seed)
    names = made.candidates.labels.frame(made.candidates.codes)
    table = names.rename(columns={"person": "person_id", "demand": "demand_id"}).assign(fte=steps * facts.step)
    told, found = {}, {}
    known = {*WHO_MAY, *TOGETHER, "planning_step"}
    for breach in check(facts, table[table["fte"] > 0], made).breaches:
        if breach.rule in known:
            told.setdefault((breach.rule, breach.must), []).append(round(breach.amount, 6))
    plain = Facts.of(facts)
    for fault in faults(plain, Work.of(plain, table)):
        found.setdefault((fault.rule, fault.must), []).append(round(fault.amount, 6))
    assert {key: sorted(amounts) for key, amounts in told.items()} == {key: sorted(a) for key, a in found.items()}


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_in_a_plan_too_large_to_be_held_the_same_breaches_are_found_among_those_placed(seed, monkeypatch):
    facts = random_plan(seed)
    draw = np.random.default_rng(seed)
    block = everyone_with_the_discipline(facts, Labels.of(facts))
    some = block.take(draw.random(len(block)) < 0.4)
    names = {"person_id": some.of_person("person_id"), "demand_id": some.of_demand("demand_id")}
    placed = pd.DataFrame({**names, "period": some.of_period("period"), "fte": 10 * draw.integers(1, 12, len(some))})
    placed["person_id"] = draw.permutation(placed["person_id"])
    whole = check(facts, placed).breaches
    monkeypatch.setattr(_check, "MANY", -1)
    part = check(facts, placed).breaches
    assert sorted(map(str, part)) == sorted(map(str, whole))
