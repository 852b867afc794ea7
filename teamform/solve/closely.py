"""Solving a plan that is too large to be held as a whole: over a shortlist, saying only what holds of the whole."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from teamform.errors import NoPlanInTime
from teamform.plan.plan import Plan
from teamform.rules import BROKEN, Goal, Rule
from teamform.solve.beginning import Beginning
from teamform.solve.large import NoFirstPlan
from teamform.solve.limits import Limits, Progress, Stop, Watch
from teamform.solve.searching import Found, searched
from teamform.solve.shortlist import Shortlist
from teamform.solve.tiers import CannotHold
from teamform.team.program import Program
from teamform.team.proposal import TierResult
from teamform.team.reach import places

WIDER = (1, 4)
"""How wide the shortlists are that are tried one after the other."""


def searched_closely(
    plan: Plan, rules: Sequence[Rule], limits: Limits, watch: Watch | None, stop: Stop | None,
    begun: Beginning | None = None,
) -> tuple[Program, Found]:  # fmt: skip
    """The program over a shortlist and the best plan that was found there; a wider one where there is none.

    Raises NoPlanInTime where no plan was found: the rules may well hold together among all people.
    """
    began, looked_at = time.monotonic(), 0
    for wide in WIDER:
        rows = Shortlist(plan, rules, wide, placed=begun.placed if begun else None).program
        looked_at = len(rows.candidates)
        left = limits.after(time.monotonic() - began)
        try:
            x, tiers, stopped = searched(rows, left, _without_bounds(watch), stop, begun, in_blocks=wide < WIDER[-1])
        except (CannotHold, NoFirstPlan):
            del rows
            continue
        return rows, (x, tuple(_of_the_whole(rules, rows, tiers)), stopped)
    raise NoPlanInTime(
        f"No plan was found among the {looked_at:,} of {places(plan):,} possible placements that were looked at "
        "closely. That doesn't mean there is none: allow more time, or plan fewer teams at once."
    )


def _without_bounds(watch: Watch | None) -> Watch | None:
    """Who watches hears no bounds: those of a shortlist don't hold for the whole."""
    if watch is None:
        return None

    def told(progress: Progress) -> None:
        watch(replace(progress, bound=None))

    return told


def _of_the_whole(rules: Sequence[Rule], rows: Program, tiers: Sequence[TierResult]) -> Iterator[TierResult]:
    """What is known of each goal whoever was left out."""
    for tier, bound in zip(tiers, least_of_the_whole(rules, rows), strict=True):
        yield replace(tier, bound=bound, proved=tier.value <= bound)


def least_of_the_whole(rules: Sequence[Rule], rows: Program) -> list[float]:
    """What each goal can't fall below whoever was left out: one that says so isn't below nought.

    Those who are looked at wouldn't do as proof: somebody who was never drawn might lower a goal.
    """
    says_so = {rule.name for rule in rules if isinstance(rule, Goal) and rule.from_nought} | {BROKEN[0]}
    known = [aim.name.partition(".")[0] in says_so and aim.lowest(rows.upper) >= 0 for aim in rows.aims]
    return [0.0 if each else float("-inf") for each in known]
