"""Policy, delivery and research are there together."""

import pytest

from tests.asking import applies, broken
from tests.facts import QUARTERS, person, plan, seat

PEOPLE = [person(f"P{code}", code) for code in ("POL", "OPS", "UR")]


def looped(asks=True, settings=None, **more):
    return plan(people=PEOPLE, demand=[seat("T1", code) for code in ("POL", "OPS", "UR")],
                teams=[{"team_id": "T1", "loop": asks}], settings=settings, **more)  # fmt: skip


@pytest.mark.edge
def test_exactly_the_least_of_each_is_enough():
    assert broken(looped(), ("PPOL", "T1/POL", 0.2), ("POPS", "T1/OPS", 0.2), ("PUR", "T1/UR", 0.2)) == {}


@pytest.mark.past
def test_one_step_less_is_a_breach_that_names_team_and_part():
    found = broken(looped(), ("PPOL", "T1/POL", 0.2), ("POPS", "T1/OPS", 0.1), ("PUR", "T1/UR", 0.2))
    assert found == {"feedback_loop": "Team T1 has at least 0.2 FTE of delivery: missed by 0.1 FTE"}


def test_each_period_counts_by_itself():
    facts = looped(periods=QUARTERS)
    found = broken(facts, ("PPOL", "T1/POL", 0.2, "Q1"), ("POPS", "T1/OPS", 0.2), ("PUR", "T1/UR", 0.2))
    assert "of policy in Q2" in found["feedback_loop"]


def test_a_planner_may_ask_for_more():
    facts = looped(settings={"feedback_loop.fte": 30})
    assert "feedback_loop" in broken(facts, ("PPOL", "T1/POL", 0.2), ("POPS", "T1/OPS", 0.3), ("PUR", "T1/UR", 0.3))


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_no_team_asks():
    assert not applies(looped(False), "feedback_loop")
