"""The independent checker: every must-rule once more, in plain loops.

It shares no code with teamform's rules or vocabulary. `verify` says in plain words why a proposal
isn't allowed, or where the figures it reports aren't so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pandas as pd

from teamform.plan.plan import Plan
from teamform.team.proposal import Proposal
from tests import check_disciplines, check_learning, check_limits, check_teams
from tests.check_limits import Findings
from tests.check_people import WHO_MAY
from tests.plain import Facts, Work
from tests.scores import scores

CHECKS = (check_limits, check_teams, check_disciplines, check_learning)
TOGETHER: dict[str, Callable[[Facts, Work], Findings]] = {
    rule.__name__: rule for checks in CHECKS for rule in checks.LIMITS
}


class Fault(NamedTuple):
    """A rule that an allocation breaks: which, what is wrong, by how much (in the rule's unit)."""

    rule: str
    text: str
    amount: float
    must: bool


def faults(facts: Facts, work: Work) -> Iterator[Fault]:
    """Everything that is wrong with an allocation, must-rules and should-rules alike."""
    for p in work.placements:
        if p.fte < 0 or p.fte % facts.step:
            yield Fault("planning_step", f"{p} is no whole number of planning steps", abs(p.fte), True)
        if (p.demand, p.period) not in facts.runs:
            yield Fault("runs", f"{p.demand} doesn't run in {p.period}", p.fte / 100, True)
        for rule, may in WHO_MAY.items():
            if facts.applied(rule) != "off" and not may(facts, p):
                yield Fault(rule, f"{p.person} may not be placed on {p.demand} in {p.period}", p.fte / 100, True)
    for rule, findings in TOGETHER.items():
        applied = facts.applied(rule)
        if applied == "off":
            continue
        for text, amount, must in findings(facts, work):
            if amount > 0:
                yield Fault(rule, text, amount, must and applied == "must")


def allowed(facts: Facts, work: Work) -> bool:
    """Whether an allocation keeps every must-rule."""
    return not any(fault.must for fault in faults(facts, work))


def verify(plan: Plan, proposal: Proposal) -> None:
    """Raise AssertionError, with plain reasons, unless the proposal is allowed and its figures are right."""
    facts = Facts.of(plan)
    work = Work.of(facts, proposal.allocation)
    wrong = [*_columns(facts, proposal.allocation), *(f.text for f in faults(facts, work) if f.must)]
    should = [fault for fault in faults(facts, work) if not fault.must]
    wrong += _missed(should, proposal) + _figures(scores(facts, work, should), proposal)
    assert not wrong, "\n".join(wrong)


def _columns(facts: Facts, allocation: pd.DataFrame) -> Iterator[str]:
    """Rows that contradict the demand line they speak of, stand twice, or give nothing."""
    key = ["person_id", "demand_id", "period"]
    for row in allocation[allocation.duplicated(key)].itertuples():
        yield f"{row.person_id} stands twice on {row.demand_id} in {row.period}"
    for row in allocation.itertuples():
        line = facts.demand[row.demand_id]
        if row.fte <= 0:
            yield f"{row.person_id} gives {row.demand_id} nothing, and yet is listed"
        for column in ("team_id", "discipline", "first_step"):
            if getattr(row, column) != line[column]:
                yield f"{row.demand_id} belongs to {line[column]}, not to {getattr(row, column)}"


def _missed(should: list[Fault], proposal: Proposal) -> list[str]:
    """Should-rules that are broken and not reported, or reported and not broken."""
    found, told = Counter(), Counter()
    for fault in should:
        found[fault.rule] += fault.amount
    for breach in proposal.broken:
        told[breach.rule] += breach.amount
    return [
        f"should-rule {rule} is missed by {found[rule]:g}, reported as {told[rule]:g}"
        for rule in {*found, *told}
        if abs(found[rule] - told[rule]) > 1e-6
    ]


def _figures(scored: dict[str, float], proposal: Proposal) -> list[str]:
    """Tiers whose value isn't so, or is better than its own bound."""
    wrong, told = [], {tier.name: tier for tier in proposal.tiers}
    for name, tier in told.items():
        if name in scored and abs(scored[name] - tier.value) > 1e-6:
            wrong.append(f"{name} is {scored[name]:g}, reported as {tier.value:g}")
        if tier.value < tier.bound - 1e-6:
            wrong.append(f"{name} is {tier.value:g}, better than its bound {tier.bound:g}")
        if tier.proved and abs(tier.value - tier.bound) > 1e-6:
            wrong.append(f"{name} is called proved with value {tier.value:g} and bound {tier.bound:g}")
    wrong += [f"{name} isn't reported" for name in ("unmet_demand.P1", "unmet_demand.P2", "unmet_demand.P3")
              if name not in told]  # fmt: skip
    return wrong
