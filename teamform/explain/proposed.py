"""An answer as a proposal, ready to be shown, kept and decided upon."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, datetime

from teamform.explain.case import Case
from teamform.plan.plan import Ints
from teamform.rules import breaches
from teamform.team.proposal import Proposal, TierResult


def proposal_of(case: Case, x: Ints, known: Sequence[TierResult] = ()) -> Proposal:
    """A proposal from the values of a case's program; ``known`` are the goals of which something is proved."""
    from teamform.solve import allocation, versions

    proved = {tier.name: tier for tier in known}
    tiers = []
    for aim, raw in zip(case.program.aims, case.least, strict=True):
        value, least = aim.in_units(aim.raw(x)), aim.in_units(raw)
        tier = proved.get(aim.name)
        bound = max(least, tier.bound) if tier is not None else least
        tiers.append(TierResult(aim.name, aim.title, aim.unit, value, min(bound, value), value <= bound))
    rules = {
        rule.name: {field.name: str(getattr(rule, field.name)) for field in dataclasses.fields(rule)}
        for rule in case.rules
    }
    return Proposal(
        allocation=allocation(case.program, x), tiers=tuple(tiers), broken=tuple(breaches(case.program, case.rules, x)),
        seed=case.plan.seed, input_hash=case.plan.hash, rules=rules, versions=versions(), seconds=0.0,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"), workers=case.patience.workers,
        time_limit=case.patience.whole,
    )  # fmt: skip
