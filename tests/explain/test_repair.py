"""Repair keeps missions at their best and then disturbs as few as possible."""

import pytest

from teamform.errors import ConflictError
from teamform.explain.repair import repair
from tests.explain.asking import hoarding, solved, values
from tests.facts import frame, person, plan, seat

PEOPLE = [person(name, fte=0.6) for name in "ABCDEF"]
DEMAND = [seat("T1", fte=0.6), seat("T2", fte=0.6), seat("T3", fte=0.6)]


@pytest.fixture(scope="module")
def before():
    facts = plan(people=PEOPLE, demand=DEMAND)
    return facts, solved(facts)


def with_people(facts, people):
    return facts.changed(People=frame("People", people))


def test_unchanged_data_moves_nobody(before):
    facts, proposal = before
    found = repair(facts, proposal, with_people(facts, PEOPLE))
    assert found.moves == ()
    assert found.proposal.allocation.equals(proposal.allocation)


def test_a_leaver_is_replaced_and_nobody_else_moves(before):
    facts, proposal = before
    gone = proposal.allocation["person_id"].iloc[0]
    found = repair(facts, proposal, with_people(facts, [row for row in PEOPLE if row["person_id"] != gone]))
    assert found.forced == (gone,)
    assert len(found.others) == 1
    assert found.others[0].before == ()
    assert {move.person_id for move in found.moves} == {gone, found.others[0].person_id}


def test_missions_get_what_solving_again_gives_them():
    facts = hoarding()
    proposal = solved(facts)
    for gone in sorted(set(proposal.allocation["person_id"])):
        people = facts.given["People"]
        after = facts.changed(People=people[people["person_id"] != gone])
        found = repair(facts, proposal, after)
        by_hand = values(solved(after))
        for shift in found.shifts[:3]:
            assert shift.after == pytest.approx(by_hand[shift.name])
            assert shift.proved


def test_a_decline_empties_the_persons_seats(before):
    facts, proposal = before
    gone = proposal.allocation["person_id"].iloc[0]
    declined = [{**row, "consent": "declined"} if row["person_id"] == gone else row for row in PEOPLE]
    found = repair(facts, proposal, with_people(facts, declined))
    assert gone not in set(found.proposal.allocation["person_id"])
    (move,) = [move for move in found.moves if move.person_id == gone]
    assert move.before
    assert not move.after


def test_more_demand_is_filled_from_those_who_are_free(before):
    facts, proposal = before
    after = facts.changed(Demand=frame("Demand", [*DEMAND, seat("T4", fte=0.6)]))
    found = repair(facts, proposal, after)
    assert [bool(move.before) for move in found.moves] == [False]


def test_everyone_whose_placements_differ_is_listed(before):
    facts, proposal = before
    after = facts.changed(Demand=frame("Demand", DEMAND[:1]))
    found = repair(facts, proposal, after)
    old, new = (set(map(tuple, t[["person_id", "demand_id", "fte"]].to_numpy())) for t in
                (proposal.allocation, found.proposal.allocation))  # fmt: skip
    assert {move.person_id for move in found.moves} == {row[0] for row in old ^ new}


def test_a_change_that_no_plan_can_keep_is_a_conflict(before):
    facts, proposal = before
    pins = [{"person_id": "A", "team_id": "T1", "fte": 0.6}, {"person_id": "A", "team_id": "T2", "fte": 0.6}]
    with pytest.raises(ConflictError, match="pinned"):
        repair(facts, proposal, facts.changed(Pins=frame("Pins", pins)))
