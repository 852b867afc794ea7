"""Shortlists: a plan too large to be held as a whole is searched among some, and only what holds of all is said."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.families import plan as plan_of
from teamform.errors import ConflictError, NoPlanInTime
from teamform.rules import program, rules_of
from teamform.rules.cost import Cost
from teamform.solve import Limits, memory, shortlist, solve
from teamform.solve.shortlist import Shortlist
from teamform.team.program import Aim
from teamform.team.reach import places
from teamform.team.table import Numbers
from tests.checker import verify
from tests.facts import person, plan, seat
from tests.random_plans import random_plan

LIMITS = Limits(seconds=20, workers=1)


@pytest.fixture
def few(monkeypatch):
    """Every plan is too large, and few are on a shortlist."""
    monkeypatch.setattr(memory, "MANY", -1)
    for name, value in {"DRAWN": 3, "KEPT": 2, "FOR_FTE": 0, "HELPING": 1, "SEATS": 4}.items():
        monkeypatch.setattr(shortlist, name, value)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_a_plan_that_can_be_kept_is_never_called_a_conflict_and_what_is_claimed_holds_of_the_whole(seed, few):
    facts = random_plan(seed)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(memory, "MANY", 10**9)
        try:
            whole = solve(facts, LIMITS)
        except ConflictError:
            whole = None
    if whole is None:
        with pytest.raises(NoPlanInTime, match=r"looked at closely. That doesn't mean there is none"):
            solve(facts, LIMITS)
        return
    found = solve(facts, LIMITS)
    verify(facts, found)
    for best, tier in zip(whole.tiers, found.tiers, strict=True):
        assert best.proved and tier.bound <= best.value
        assert tier.proved == (tier.value <= tier.bound)


def test_how_many_were_looked_at_closely_is_said(few):
    facts = plan_of("S", 1)
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert 0 < proposal.looked_at < len(program(facts).candidates)
    assert proposal.possible == places(facts)
    assert f"{proposal.looked_at:,} of {places(facts):,} possible placements" in proposal.partly
    assert not any(tier.proved for tier in proposal.tiers if tier.value > 0)


def test_of_a_plan_that_is_held_as_a_whole_nothing_of_the_kind_is_said():
    facts = plan(people=[person("P1")], demand=[seat("T1")])
    assert solve(facts, LIMITS).partly == ""


def test_the_same_people_are_on_the_shortlist_whatever_order_the_sheet_has(few):
    facts = plan_of("S", 1)
    turned = facts.changed(People=facts.given["People"].iloc[::-1])
    one, other = (Shortlist(each, rules_of(each)).program.candidates for each in (facts, turned))
    assert one.of_person("person_id").tolist() == other.of_person("person_id").tolist()
    assert len(one) < len(program(facts).candidates)


def test_no_bound_is_told_that_only_holds_among_some(few):
    told = []
    solve(plan_of("S", 1), LIMITS, told.append)
    assert told and all(progress.bound is None for progress in told)


def on_shortlist(facts):
    block = Shortlist(facts, rules_of(facts)).program.candidates
    return set(zip(block.of_person("person_id"), block.of_demand("team_id"), strict=True))


def test_whom_a_sheet_names_with_a_team_and_who_belongs_to_them_is_on_the_shortlist(few):
    people = [person(f"P{i:03d}") for i in range(100)]
    facts = plan(
        people=people, demand=[seat("T1"), seat("T2")],
        pins=[{"person_id": "P010", "team_id": "T1"}],
        current_allocation=[{"person_id": "P020", "team_id": "T2", "discipline": "DAT", "fte": 0.5}],
        match_scores=[{"person_id": "P030", "team_id": "T1", "score": 0.5}],
        pair_rules=[{"person_a": "P011", "person_b": "P010", "rule": "together"},
                    {"person_a": "P011", "person_b": "P012", "rule": "together"}],
    )  # fmt: skip
    found = on_shortlist(facts)
    assert {("P010", "T1"), ("P020", "T2"), ("P030", "T1"), ("P011", "T1"), ("P012", "T1")} <= found
    assert len(found) < 40
    verify(facts, solve(facts, LIMITS))


def test_the_few_who_have_what_a_must_rule_asks_for_are_on_the_shortlist(few):
    people = [person(f"P{i:03d}", grade="G6" if i == 77 else "HEO") for i in range(200)]
    facts = plan(people=people, demand=[seat("T1", fte=2.0)], teams=[{"team_id": "T1", "lead_min_grade": "G7"}])
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert "P077" in set(proposal.allocation["person_id"])


def test_seats_after_one_discipline_draw_different_people_and_everybody_is_in_where_it_is_scarce(few):
    people = [person(f"P{i:03d}") for i in range(30)]
    facts = plan(people=people, demand=[seat(f"T{t}") for t in range(30)])
    found = on_shortlist(facts)
    assert {who for who, _ in found} == {row["person_id"] for row in people}
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert proposal.tiers[0].value == 0 and proposal.tiers[0].proved


def test_an_eligibility_that_few_pass_is_searched_for_among_everybody(few):
    people = [person(f"P{i:03d}", clearance="DV" if i in (3, 150) else "none") for i in range(300)]
    facts = plan(people=people, demand=[seat("T1", fte=2.0, clearance="DV")])
    proposal = solve(facts, LIMITS)
    verify(facts, proposal)
    assert set(proposal.allocation["person_id"]) == {"P003", "P150"}


def test_a_plan_of_several_periods_keeps_a_person_for_all_periods_of_a_seat(few):
    facts = plan_of("S", 1, periods=3, current=True)
    block = Shortlist(facts, rules_of(facts)).program.candidates
    kept = set(zip(block.person.tolist(), block.demand.tolist(), strict=True))
    every = program(facts).candidates
    periods = np.array([pair in kept for pair in zip(every.person.tolist(), every.demand.tolist(), strict=True)])
    assert periods.sum() == len(block)


def test_nothing_is_claimed_of_a_goal_that_only_somebody_who_was_never_drawn_makes_smaller(few, monkeypatch):
    def aims(self, plan, team):
        bonus = plan.people["person_id"].isin({"P050"}).to_numpy(np.int64)
        yield Aim.of("bonus", "Cost less what people bring", "£", 1, -team.fte * Numbers.of("person", values=bonus))

    facts = plan(people=[person(f"P{i:03d}") for i in range(100)], demand=[seat("T1")])
    monkeypatch.setattr(Cost, "aims", aims)
    monkeypatch.setattr(Cost, "from_nought", False)
    monkeypatch.setattr(Cost, "name", "bonus")
    assert ("P050", "T1") not in on_shortlist(facts)
    last = solve(facts, LIMITS).tiers[-1]
    assert last.name == "bonus" and last.value == 0
    assert last.bound == float("-inf") and not last.proved


def test_nothing_is_claimed_of_a_goal_that_somebody_makes_smaller(few, monkeypatch):
    def aims(self, plan, team):
        yield Aim.of("cost", "Cost less what people bring", "£", 1, -team.cost)

    monkeypatch.setattr(Cost, "aims", aims)
    last = solve(plan(people=[person("P1")], demand=[seat("T1")]), LIMITS).tiers[-1]
    assert last.name == "cost" and last.bound == float("-inf") and not last.proved
    assert last.words == "good; by how much it may be improved is not known"
