"""Repair keeps missions at their best and then disturbs as few as possible."""

from dataclasses import replace
from itertools import pairwise

import pytest

from teamform.errors import ConflictError
from teamform.explain.case import Case
from teamform.explain.patience import Patience
from teamform.explain.repair import repair
from tests.checker import verify
from tests.explain.asking import case, hoarding_case, solved, values
from tests.facts import allocation, frame, person, plan, seat

PEOPLE = [person(name, fte=0.6) for name in "ABCDEF"]
DEMAND = [seat("T1", fte=0.6), seat("T2", fte=0.6), seat("T3", fte=0.6)]


@pytest.fixture(scope="module")
def before():
    return case(plan(people=PEOPLE, demand=DEMAND))


def with_people(facts, people):
    return facts.changed(People=frame("People", people))


def test_unchanged_data_moves_nobody(before):
    found = repair(before, with_people(before.plan, PEOPLE))
    assert found.moves == ()
    assert found.proposal.allocation.equals(before.proposal.allocation)


def test_a_leaver_is_replaced_and_nobody_else_moves(before):
    gone = before.proposal.allocation["person_id"].iloc[0]
    found = repair(before, with_people(before.plan, [row for row in PEOPLE if row["person_id"] != gone]))
    assert found.forced == (gone,)
    assert len(found.others) == 1
    assert found.others[0].before == ()
    assert {move.person_id for move in found.moves} == {gone, found.others[0].person_id}


def test_missions_get_what_solving_again_gives_them():
    before = hoarding_case()
    facts = before.plan
    for gone in sorted(set(before.proposal.allocation["person_id"])):
        people = facts.given["People"]
        after = facts.changed(People=people[people["person_id"] != gone])
        found = repair(before, after)
        by_hand = values(solved(after))
        for shift in found.shifts[:3]:
            assert shift.after == pytest.approx(by_hand[shift.name])
            assert shift.proved


def test_a_decline_empties_the_persons_seats(before):
    gone = before.proposal.allocation["person_id"].iloc[0]
    declined = [{**row, "consent": "declined"} if row["person_id"] == gone else row for row in PEOPLE]
    found = repair(before, with_people(before.plan, declined))
    assert gone not in set(found.proposal.allocation["person_id"])
    (move,) = [move for move in found.moves if move.person_id == gone]
    assert move.before
    assert not move.after


def test_more_demand_is_filled_from_those_who_are_free(before):
    after = before.plan.changed(Demand=frame("Demand", [*DEMAND, seat("T4", fte=0.6)]))
    found = repair(before, after)
    assert [bool(move.before) for move in found.moves] == [False]


def test_everyone_whose_placements_differ_is_listed(before):
    after = before.plan.changed(Demand=frame("Demand", DEMAND[:1]))
    found = repair(before, after)
    old, new = (set(map(tuple, t[["person_id", "demand_id", "fte"]].to_numpy())) for t in
                (before.proposal.allocation, found.proposal.allocation))  # fmt: skip
    assert {move.person_id for move in found.moves} == {row[0] for row in old ^ new}


def test_a_change_that_no_plan_can_keep_is_a_conflict(before):
    pins = [{"person_id": "A", "team_id": "T1", "fte": 0.6}, {"person_id": "A", "team_id": "T2", "fte": 0.6}]
    with pytest.raises(ConflictError, match="pinned"):
        repair(before, before.plan.changed(Pins=frame("Pins", pins)))


def test_a_chain_of_moves_through_teams_far_apart_is_found(monkeypatch):
    monkeypatch.setattr("teamform.explain.case.WHOLE", 0)  # as if the plan were too large to be searched as a whole
    kinds = [f"D{number:02d}" for number in range(12)]
    chain = [person(f"P{main}", main, other_disciplines=f"{other}:3") for other, main in pairwise(kinds)]
    facts = plan(
        people=[person("X", kinds[0]), *chain, person("Y", kinds[-1])],
        demand=[seat(f"T{kind}", kind) for kind in kinds],
    )
    placed = [
        (who, f"T{kind}/{kind}", 1.0) for who, kind in zip(["X", *(f"P{k}" for k in kinds[1:])], kinds, strict=True)
    ]
    proposal = replace(solved(facts), allocation=allocation(facts, *placed))
    after = facts.changed(People=facts.given["People"].query("person_id != 'X'"))
    found = repair(Case.of(facts, proposal, Patience(rings=(1, 2))), after)
    assert found.shifts[0].after == 0
    assert found.shifts[0].proved
    assert len(found.others) == len(kinds)  # everybody steps up, and Y steps in
    verify(after, found.proposal)
