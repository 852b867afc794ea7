"""How good plans get in a set time: per goal value, bound and proof, and what the search cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.apart import Stopwatch, peak_mb
from benchmarks.families import Family
from benchmarks.families import plan as plan_of
from benchmarks.stake import at_stake
from teamform.errors import TeamformError
from teamform.plan.plan import Plan
from teamform.rules import Checked, check, program, rules_of
from teamform.solve import Limits, solve
from teamform.solve.large import Large
from teamform.team.reach import MANY, places
from teamform.workbook import read

STRATEGIES = ("door", "blocks")


def solving(
    family: str | Family, seed: int, periods: int, current: bool, missions: bool, seconds: float, workers: int,
    strategy: str,
) -> dict[str, Any]:  # fmt: skip
    """Solve one plan: through the front door, or block by block whatever its size."""
    return _solved(plan_of(family, seed, periods, current, missions), missions, seconds, workers, strategy)


def solving_workbook(path: str, seconds: float, workers: int) -> dict[str, Any]:
    """Solve the plan of a workbook through the front door."""
    plan = read(Path(path)).need_plan()
    about = {"seed": plan.seed, "periods": len(plan.periods), "strategy": "door"}
    return {**about, **_solved(plan, True, seconds, workers, "door")}


def _solved(plan: Plan, missions: bool, seconds: float, workers: int, strategy: str) -> dict[str, Any]:
    watch, firsts = Stopwatch(), []

    def listen(progress: Any) -> None:
        if progress.best is not None and not firsts:
            firsts.append(round(progress.seconds, 2))

    limits = Limits(seconds, workers)
    try:
        found, checked = (_through_door if strategy == "door" else _in_blocks)(plan, limits, listen)
    except TeamformError as error:
        return {"outcome": f"{type(error).__name__}: {error}", **watch.lap("solve")}
    took = watch.lap("solve")
    written = {} if not missions else {"rules_on": sum(not rule.off and rule.applies(plan) for rule in rules_of(plan))}
    stake = at_stake(checked, whole=places(plan) <= MANY)
    for tier, nobody in zip(found["tiers"], stake.pop("nobody"), strict=True):
        tier["nobody"] = nobody
    return {**found, **written, **took, **stake, "first_plan_s": firsts[0] if firsts else None}


def _through_door(plan: Plan, limits: Limits, listen: Any) -> tuple[dict[str, Any], Checked]:
    proposal = solve(plan, limits, listen)
    answered = {"answered_s": proposal.seconds, "answered_mb": peak_mb()}
    checked = check(plan, proposal.allocation)  # writes all rows anew
    return {
        **answered, "outcome": proposal.status, "allowed": checked.allowed, "tiers": _tiers(proposal.tiers)
    }, checked  # fmt: skip


def _in_blocks(plan: Plan, limits: Limits, listen: Any) -> tuple[dict[str, Any], Checked]:
    rows = program(plan, rules_of(plan))
    x, tiers = Large(rows, limits, listen).run()
    outcome = "proved" if all(tier.proved for tier in tiers) else "good"
    allowed = bool((rows.excess(x) <= 0).all())
    return {"outcome": outcome, "allowed": allowed, "tiers": _tiers(tiers)}, Checked(rows, x, ())


def _tiers(tiers: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": t.name,
            "unit": t.unit,
            "value": round(t.value, 3),
            "bound": round(t.bound, 3),
            "proved": bool(t.proved),
        }
        for t in tiers
    ]
