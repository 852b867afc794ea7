"""Proposals by hand, for what is said about a proposal rather than about a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from teamform.plan.plan import Plan
from teamform.rules import Remark, program
from teamform.team.proposal import Proposal
from tests.asking import rule_of
from tests.facts import allocation


def proposed(plan: Plan, *placements: Sequence[Any]) -> Proposal:
    """A proposal of just these placements: (person, demand line, FTE) or (person, demand line, FTE, period)."""
    return Proposal(allocation(plan, *placements), (), (), plan.seed, plan.hash, {}, {}, 0.0, "", 1, 0.0)


def noticed(plan: Plan, lint: str, *placements: Sequence[Any]) -> list[Remark]:
    """What a lint says about a proposal made by hand."""
    return list(rule_of(plan, lint).remarks(plan, program(plan), proposed(plan, *placements)))
