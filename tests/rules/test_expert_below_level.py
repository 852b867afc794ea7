"""Experts are used as experts."""

import pytest

from tests.asking import remarks
from tests.facts import person, plan, seat
from tests.proposing import noticed


def expert(level=4, **more):
    return plan(people=[person("P1", "BEH", level=level, other_disciplines="POL:2")],
                demand=[seat("T1", "BEH"), seat("T1", "POL")], **more)  # fmt: skip


@pytest.mark.edge
def test_half_of_the_time_elsewhere_is_allowed():
    assert noticed(expert(), "expert_below_level", ("P1", "T1/BEH", 0.4), ("P1", "T1/POL", 0.4)) == []


@pytest.mark.past
def test_more_than_half_is_remarked_on_and_names_the_expert():
    (remark,) = noticed(expert(), "expert_below_level", ("P1", "T1/BEH", 0.4), ("P1", "T1/POL", 0.5))
    assert remark.text == "P1, expert in BEH, spends 56 % of the allocated time in other disciplines."
    assert remark.concerns == ("P1",)


def test_a_planner_may_allow_more():
    facts = expert(settings={"expert_below_level.percent": 60})
    assert noticed(facts, "expert_below_level", ("P1", "T1/BEH", 0.4), ("P1", "T1/POL", 0.5)) == []


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_of_practitioners_or_before_anyone_is_placed():
    assert noticed(expert(3), "expert_below_level", ("P1", "T1/POL", 0.5)) == []
    assert remarks(expert(), "expert_below_level") == []
