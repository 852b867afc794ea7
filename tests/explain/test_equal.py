"""Equal plans reach the same and differ in who is short."""

import pytest

from teamform.explain.equal import equal_plans
from teamform.rules import check
from tests.explain.asking import case
from tests.facts import person, plan, seat


@pytest.fixture(scope="module")
def shared():
    """Three teams need 0.4 each of a discipline of which there is 0.6, in pieces of 0.2."""
    return case(plan(
        people=[person(name, fte=0.2) for name in "ABC"], demand=[seat(team, fte=0.4) for team in ("T1", "T2", "T3")],
        settings={"largest_shortage.applied": "off"},
    ))  # fmt: skip


def test_every_plan_has_the_same_value_in_every_goal(shared):
    found = equal_plans(shared)
    assert len({tuple(tier.value for tier in each.proposal.tiers) for each in found}) == 1
    assert all(len(each.same) == len(each.proposal.tiers) for each in found)


def test_they_differ_in_who_is_short_and_the_one_in_hand_comes_first(shared):
    found = equal_plans(shared)
    assert 2 <= len(found) <= 5
    assert len({tuple(sorted(each.short.items())) for each in found}) == len(found)
    assert found[0].moves == ()
    assert all(sum(each.short.values()) == pytest.approx(0.6) for each in found)


def test_every_plan_keeps_every_rule(shared):
    for each in equal_plans(shared):
        assert check(shared.plan, each.proposal.allocation).allowed


def test_where_nobody_is_short_there_is_only_the_plan_in_hand():
    enough = case(plan(people=[person("A")], demand=[seat("T1")]))
    (only,) = equal_plans(enough)
    assert only.sentence == "Short of FTE: nobody."
