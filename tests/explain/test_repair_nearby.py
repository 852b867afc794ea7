"""In a plan with many candidates a repair looks at those around the change, and claims only what holds of all."""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from benchmarks.families import plan as family
from teamform.errors import TeamformError
from teamform.explain.case import Case
from teamform.explain.patience import Patience
from teamform.explain.repair import repair
from teamform.solve.bound import Relaxation
from tests.checker import verify
from tests.explain.asking import case, solved
from tests.facts import frame, person, plan, seat
from tests.random_plans import random_plan


@pytest.fixture
def many(monkeypatch):
    """Every plan has too many candidates to be relaxed, or searched as a whole."""
    for name in ("teamform.explain.case.WHOLE", "teamform.solve.least.MOST"):
        monkeypatch.setattr(name, 0)
    monkeypatch.setattr(import_module("teamform.explain.repair"), "WHOLE", 0)


def halved(facts, who):
    people = facts.given["People"]
    half = people["available_fte"] // 20 * 10
    return facts.changed(
        People=people.assign(available_fte=people["available_fte"].where(people["person_id"] != who, half))
    )


def more(facts, seat_number):
    demand = facts.given["Demand"]
    return facts.changed(
        Demand=demand.assign(fte_required=demand["fte_required"] + 50 * (np.arange(len(demand)) == seat_number))
    )


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_an_edit_keeps_every_rule_and_what_is_said_to_be_proved_is_the_best_of_all_plans(seed, many):
    facts = random_plan(seed)
    try:
        before = case(facts)
    except TeamformError:
        pytest.skip("no plan keeps these rules")
    draw = np.random.default_rng(seed)
    placed = before.proposal.allocation["person_id"]
    edits = [more(facts, int(draw.integers(len(facts.given["Demand"]))))]
    edits += [halved(facts, draw.choice(placed))] if len(placed) else []
    near = Case.of(facts, before.proposal, Patience(rings=(2, 4, 8)), partly=bool(seed % 2))
    for after in edits:
        try:
            best = solved(after)
        except TeamformError:
            continue
        try:
            found = repair(near, after)
        except TeamformError:
            continue  # looked for among some only
        verify(after, found.proposal)
        for shift, tier in zip(found.shifts[: near.mission_goals], best.tiers, strict=False):
            assert shift.least <= tier.value
            if shift.after > tier.value:
                assert not shift.proved
            if shift.after != tier.value:
                break


def test_only_candidates_around_the_change_and_those_at_work_are_looked_at(many, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "teamform.explain.changed.assemble", lambda *given: asked.append(len(given[2].eligible)) or made(*given)
    )
    from teamform.rules import assemble as made

    before = case(plan(people=[person(f"P{n:02d}") for n in range(60)], demand=[seat(f"T{n}") for n in range(20)]))
    near = Case.of(before.plan, before.proposal, Patience(rings=(10, 20)))
    found = repair(near, halved(before.plan, before.proposal.allocation["person_id"].iloc[0]))
    assert len(asked) == 1 and asked[0] < 400 < len(before.program.candidates)
    assert found.shifts[0].after == 0 and found.shifts[0].proved
    verify(halved(before.plan, before.proposal.allocation["person_id"].iloc[0]), found.proposal)


def test_somebody_at_work_for_a_less_important_team_takes_a_seat_that_was_left(many):

    people = [person(f"P{n}") for n in range(4)] + [person("U", "UR")]
    demand = [seat(f"T{n}") for n in range(4)] + [seat("T4", "UR")]
    teams = [{"team_id": f"T{n}", "priority": 1 + n // 2} for n in range(5)]
    before = case(plan(people=people, demand=demand, teams=teams))
    at_first = before.proposal.allocation.set_index("team_id")["person_id"]["T0"]
    after = before.plan.changed(People=frame("People", [row for row in people if row["person_id"] != at_first]))
    found = repair(Case.of(before.plan, before.proposal, Patience(rings=(4, 8))), after)
    verify(after, found.proposal)
    best = solved(after)
    assert [shift.after for shift in found.shifts[:2]] == [tier.value for tier in best.tiers[:2]]


def test_rows_for_those_at_work_are_all_that_a_repair_needs_to_know_of_the_plan_before():
    facts = plan(people=[person(f"P{n}") for n in range(8)], demand=[seat(f"T{n}") for n in range(6)])
    before = case(facts)
    after = halved(facts, before.proposal.allocation["person_id"].iloc[0])
    whole, partly = (repair(Case.of(facts, before.proposal, partly=some), after) for some in (False, True))
    assert partly.proposal.allocation.equals(whole.proposal.allocation)
    assert [(s.before, s.after, s.proved) for s in partly.shifts] == [
        (s.before, s.after, s.proved) for s in whole.shifts
    ]
    assert partly.shifts[0].proved


def test_what_proved_one_edit_proves_the_same_of_the_next_without_a_relaxation(monkeypatch):
    for module in ("teamform.explain.case", "teamform.explain.repair"):
        monkeypatch.setattr(import_module(module), "WHOLE", 0)
    facts, runs = family("S", 1), []
    old = replace(case(facts), proofs={})
    run = Relaxation.run
    monkeypatch.setattr(Relaxation, "run", lambda *asked, **how: runs.append(1) or run(*asked, **how))
    first, needed = repair(old, more(facts, 0)), len(runs)
    second = repair(old, more(facts, 0))
    assert needed and len(runs) == needed
    missions = slice(old.mission_goals)
    assert [(s.after, s.proved) for s in second.shifts[missions]] == [
        (s.after, s.proved) for s in first.shifts[missions]
    ]
    verify(more(facts, 0), second.proposal)
