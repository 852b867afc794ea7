"""The named-missions benchmark: an ordinary plan whose figures are the score counted afresh from the files."""

from __future__ import annotations

import numpy as np

from benchmarks import named
from teamform.rules import program
from teamform.solve import Limits, solve
from teamform.solve.blocks import Blocks
from teamform.solve.bound import Relaxation
from teamform.solve.large import Large
from teamform.solve.shape import Shape
from teamform.solve.weighed import cost_of
from tests.checker import allowed
from tests.plain import Facts, Work


def test_a_hundred_people_reach_the_known_best_score_proved():
    facts = named.plan(100)
    proposal = solve(facts, Limits(20, 1))
    plain = Facts.of(facts)
    assert allowed(plain, Work.of(plain, proposal.allocation))
    assert named.score(100, proposal) == (-24, -3)
    assert [tier.value for tier in proposal.tiers] == [24, 3]
    assert all(tier.proved for tier in proposal.tiers)


def test_whom_the_relaxation_has_at_work_makes_up_the_best_plan_of_five_hundred_at_once():
    rows = program(named.plan(500))
    shape = Shape(rows)
    blocks, relaxation = Blocks.of(shape, None, 1), Relaxation(shape, 1)
    x = blocks.construct()
    relaxation.aim_at(cost_of(shape, [rows.aims[0]], [1.0]))
    relaxed = relaxation.run(np.flatnonzero(x[: shape.count]))
    blocks.choice.look_at(relaxed)
    better = blocks.improve(x, 0, 1.0, target=relaxed.bound + rows.aims[0].constant)
    assert rows.aims[0].in_units(rows.aims[0].raw(better)) == 3 < rows.aims[0].in_units(rows.aims[0].raw(x))
    assert (rows.excess(better) <= 0).all()


def test_the_first_goal_of_a_large_plan_is_bounded_before_all_goals_are_relaxed_at_once_and_then_reached():
    """Prices of all goals may take longer than there is: what comes first is known by then."""
    rows, asked = program(named.plan(100)), []

    class Watched(Large):
        def _relaxed(self, cost, x, part, prove=True, least=-np.inf):
            asked.append((prove, part))
            return super()._relaxed(cost, x, part, prove, least)

    _, tiers = Watched(rows, Limits(2, 1)).run()
    assert [prove for prove, _ in asked[:2]] == [True, False]
    assert max(part for _, part in asked) < 0.5
    assert tiers[0].proved and tiers[0].value == 24
