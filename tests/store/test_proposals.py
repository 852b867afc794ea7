"""Proposals come back whole, and what people made of them by hand is kept beside them."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from teamform.plan.plan import Plan
from teamform.rules import check
from teamform.solve import Limits, solve
from teamform.store import NotAllowed, NotFound, Origin, Role, Store, Who, put
from teamform.team.proposal import Breach, Proposal, Status, TierResult


@pytest.fixture
def solved(tables: dict[str, pd.DataFrame]) -> Proposal:
    return solve(Plan.build(tables), Limits(seconds=20, workers=1))


def test_a_proposal_comes_back_as_it_was(store: Store, plan: str, solved: Proposal, ann: Who) -> None:
    odd = dataclasses.replace(
        solved,
        tiers=(*solved.tiers, TierResult("cost", "Cost", "£", 12.5, float("-inf"), False)),
        broken=(Breach("pins", "P3 is pinned", 0.1, "FTE", False, {"person": "P3"}),),
        looked_at=2_000,
        possible=30_000,
    )
    kept = store.proposal(store.save_proposal(plan, 1, odd, ann, note="First try"))
    for field in dataclasses.fields(Proposal):
        was, now = getattr(odd, field.name), getattr(kept.proposal, field.name)
        if field.name == "allocation":
            pd.testing.assert_frame_equal(now, was)
        else:
            assert now == was, field.name
    assert (kept.origin, kept.parent, kept.note, kept.status) == (Origin.SOLVED, None, "First try", Status.GOOD)


def test_proposals_are_listed_newest_first_without_their_allocations(
    store: Store, plan: str, solved: Proposal, ann: Who
) -> None:
    first, second = (store.save_proposal(plan, 1, solved, ann) for _ in range(2))
    listed = store.proposals(plan)
    assert [each.id for each in listed] == [second, first]
    assert listed[0].tiers == solved.tiers and not hasattr(listed[0], "proposal")


def test_an_allocation_edited_by_hand_is_a_proposal_with_its_parent(
    store: Store, plan: str, solved: Proposal, ann: Who, bob: Who
) -> None:
    parent = store.save_proposal(plan, 1, solved, ann)
    allocation = solved.allocation[solved.allocation["person_id"] != "007"]
    facts = Plan.build(store.tables(plan))
    broken = check(facts, allocation).breaches
    ids = {store.save_allocation(parent, allocation, bob, solved.tiers, broken, proposal_id="b1") for _ in range(2)}
    assert ids == {"b1"}
    kept = store.proposal("b1")
    assert (kept.origin, kept.parent, kept.who, kept.version) == (Origin.EDITED, parent, "Bob", 1)
    assert "007" not in set(kept.proposal.allocation["person_id"]) and kept.broken == broken
    assert kept.proposal.input_hash == solved.input_hash
    assert len(store.proposal(parent).proposal.allocation) == len(solved.allocation), "the parent stays as it was"


def test_an_allocation_checked_against_a_newer_plan_carries_that_plans_fingerprint(
    store: Store, plan: str, solved: Proposal, ann: Who
) -> None:
    parent = store.save_proposal(plan, 1, solved, ann)
    store.edit(plan, [put("People", 2, "available_fte", 80)], ann, 1)
    edited = store.save_allocation(parent, solved.allocation, ann, solved.tiers, (), version=2)
    assert store.proposal(edited).proposal.input_hash == Plan.build(store.tables(plan, 2)).hash != solved.input_hash


def test_only_planners_save_proposals(store: Store, plan: str, solved: Proposal, ann: Who) -> None:
    parent = store.save_proposal(plan, 1, solved, ann)
    for role in Role:
        if role is not Role.PLANNER:
            who = Who("Sam", role, ("*",))
            with pytest.raises(NotAllowed, match="may not save a proposal; the planner may"):
                store.save_proposal(plan, 1, solved, who)
            with pytest.raises(NotAllowed):
                store.save_allocation(parent, solved.allocation, who, solved.tiers, ())
    assert len(store.proposals(plan)) == 1


def test_what_does_not_exist_is_said_in_words(store: Store, plan: str, solved: Proposal, ann: Who) -> None:
    with pytest.raises(NotFound, match="no proposal nowhere"):
        store.proposal("nowhere")
    with pytest.raises(NotFound, match="no version 2"):
        store.save_proposal(plan, 2, solved, ann)
