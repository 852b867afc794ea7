"""A step in which policy hands over to delivery, and nobody looks back, is remarked on."""

import pytest

from tests.asking import applies, remarks
from tests.facts import QUARTERS, person, plan, seat
from tests.proposing import noticed


def step(*seats, steps=({"first_step": "A", "team_id": "T1"},)):
    demand = [seat("T1", code, first_step="A", **when) for code, when in seats]
    return plan(people=[person(f"P{code}", code) for code, _ in seats], demand=demand, first_steps=steps,
                periods=QUARTERS)  # fmt: skip


TOGETHER = (("POL", {}), ("DEL", {"end": "Q1"}), ("UR", {"end": "Q1"}))


@pytest.mark.edge
def test_one_period_together_closes_the_loop():
    assert remarks(step(*TOGETHER), "open_loop") == []


@pytest.mark.past
def test_a_hand_over_without_overlap_is_named():
    (remark,) = remarks(step(("POL", {"end": "Q1"}), ("OPS", {"start": "Q2"}), ("UR", {})), "open_loop")
    assert remark.text == "Open loop in A: policy hands over to delivery, no overlap."
    assert remark.concerns == ("A",)


def test_a_part_that_is_missing_altogether_is_named():
    (remark,) = remarks(step(("POL", {}), ("DEL", {})), "open_loop")
    assert "nobody from research" in remark.text


def test_of_a_proposal_what_people_give_counts_not_what_is_asked():
    facts = step(*TOGETHER)
    enough = [("PPOL", "T1/POL", 0.2), ("PDEL", "T1/DEL", 0.2), ("PUR", "T1/UR", 0.2)]
    assert noticed(facts, "open_loop", *enough) == []
    (remark,) = noticed(facts, "open_loop", *enough[:2], ("PUR", "T1/UR", 0.1))
    assert "nobody from research" in remark.text


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_without_steps():
    assert not applies(step(*TOGETHER, steps=()), "open_loop")
