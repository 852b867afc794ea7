"""The smallest plans equal brute force, goal by goal; what brute force finds impossible is a conflict."""

import pytest

from teamform.errors import ConflictError
from teamform.solve import Limits, solve
from tests.brute_force import best, count, options
from tests.checker import verify
from tests.plain import Facts
from tests.random_plans import random_plan

FEWEST, MOST = 8, 1500
"""How many allocations a plan must have to be worth trying, and to be tried in good time."""


def small_plans(first, last):
    for seed in range(first, last):
        facts = random_plan(seed, people=4, teams=2, periods=2, step=0.5 if seed % 2 else 0.25)
        if FEWEST <= count(options(Facts.of(facts))) <= MOST:
            yield facts


@pytest.mark.parametrize("first", range(1000, 1160, 10))
def test_every_goal_is_as_good_as_trying_everything(first):
    tried = 0
    for facts in small_plans(first, first + 10):
        tried += 1
        expected = best(Facts.of(facts))
        try:
            proposal = solve(facts, Limits(seconds=20, workers=1))
        except ConflictError:
            assert expected is None
            continue
        verify(facts, proposal)
        assert expected is not None
        assert {tier.name: round(tier.value, 6) for tier in proposal.tiers} == {
            tier.name: expected[tier.name] for tier in proposal.tiers
        }
    assert tried, "none of these plans was small enough to be tried"
