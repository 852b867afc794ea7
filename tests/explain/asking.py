"""Small plans with their proposals, solved, as cases; and the same changes made by hand."""

from __future__ import annotations

from functools import cache
from typing import Any

from teamform.explain.case import Case
from teamform.explain.price import Price, prices
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.team.proposal import Proposal
from tests.facts import person, plan, seat

LIMITS = Limits(seconds=20, workers=1)


def solved(plan: Plan) -> Proposal:
    """The plan's proposal."""
    return solve(plan, LIMITS)


def case(plan: Plan) -> Case:
    """The plan with its proposal, ready to be asked."""
    return Case.of(plan, solved(plan))


def values(proposal: Proposal) -> dict[str, float]:
    """The goals by name."""
    return {tier.name: tier.value for tier in proposal.tiers}


def hoarding(**settings: Any) -> Plan:
    """A body that holds most of a scarce discipline and lets little of it go."""
    return plan(
        settings or None,
        people=[
            person("B1", "BEH", 0.8, organisation="RPS"), person("B2", "BEH", 0.6, organisation="RPS"),
            person("B3", "BEH", 0.4, organisation="DHC"), person("B4", "BEH", 0.5, organisation="DHC", level=1),
            person("D1", "DAT", 0.6, organisation="DHC"), person("D2", "DAT", 0.6, organisation="RPS"),
        ],
        demand=[seat("T1", "BEH", 0.8), seat("T2", "BEH", 0.6), seat("T1", "DAT", 0.6)],
        teams=[{"team_id": "T1", "priority": 1}, {"team_id": "T2", "priority": 2}],
        release_caps=[{"organisation": "RPS", "discipline": "BEH", "release_cap_fte": 0.5, "owner": "RPS director",
                       "reason": "Debt campaign"}],
    )  # fmt: skip


@cache
def hoarding_case() -> Case:
    """The hoarding body's plan, solved once."""
    return case(hoarding())


@cache
def hoarding_prices() -> list[Price]:
    """The price of every rule for the hoarding body's plan, worked out once."""
    return list(prices(hoarding_case()))
