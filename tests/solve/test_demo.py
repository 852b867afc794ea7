"""The demo's figures, as an independent model has proved them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.team.proposal import Proposal
from teamform.workbook import read
from tests.checker import verify

BASE = Path("/work/shared/data/demo_base.xlsx")
DEMO = Path(__file__).parents[2] / "data" / "demo.xlsx"
LIMITS = Limits(seconds=200, workers=2)


@cache
def base() -> Plan:
    """The demo as one period."""
    if not BASE.exists():
        pytest.skip(f"{BASE} isn't here")
    plan = read(BASE).plan
    assert plan is not None
    return plan


def first_tiers(plan: Plan, how_many: int) -> Proposal:
    """A proposal of which only the first goals were worked on."""
    reached = [0]
    return solve(plan, LIMITS, watch=lambda p: reached.__setitem__(0, p.tier), stop=lambda: reached[0] > how_many)


def test_unmet_demand_of_the_base_plan_is_proved():
    proposal = first_tiers(base(), 3)
    verify(base(), proposal)
    found = {tier.name: (tier.value, tier.proved) for tier in proposal.tiers[:3]}
    assert found == {
        "unmet_demand.P1": (pytest.approx(0.7), True),
        "unmet_demand.P2": (pytest.approx(2.6), True),
        "unmet_demand.P3": (0, True),
    }


def test_the_naive_smallest_allocation_costs_two_tenths_of_priority_one():
    naive = base().with_settings(smallest_allocation__part_timer_safe="no")
    proposal = first_tiers(naive, 1)
    verify(naive, proposal)
    first = proposal.tiers[0]
    assert (first.name, first.value, first.proved) == ("unmet_demand.P1", pytest.approx(0.9), True)


def test_the_full_demo_with_all_its_sheets_has_a_proposal_that_passes():
    plan = read(DEMO).plan
    assert plan is not None
    proposal = solve(plan, Limits(8, 2))
    verify(plan, proposal)
    assert len(proposal.allocation) > 100
