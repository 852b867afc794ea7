"""Answers: the only place that searches. `solve` is the one door."""

from __future__ import annotations

import dataclasses
import platform
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

import numpy as np
import pandas as pd

import teamform
from teamform.plan.plan import Ints, Plan
from teamform.rules import Rule, breaches, program, rules_of
from teamform.solve.beginning import first_plan
from teamform.solve.closely import searched_closely
from teamform.solve.conflict import smallest_conflict
from teamform.solve.executor import Executor, executor_for
from teamform.solve.limits import Limits, Progress, Stop, Watch, since
from teamform.solve.memory import fits_as_a_whole
from teamform.solve.searching import searched
from teamform.solve.tiers import CannotHold
from teamform.team.program import Program
from teamform.team.proposal import Proposal
from teamform.team.reach import places

__all__ = ["Executor", "Limits", "Progress", "Stop", "Watch", "executor_for", "solve"]


def solve(plan: Plan, limits: Limits | None = None, watch: Watch | None = None, stop: Stop | None = None) -> Proposal:
    """Find the best allocation that can be found, goal by goal, and say what is proved.

    ``watch`` hears of progress, ``stop`` is asked whether to end with the best so far. Ties are broken by the
    plan's setting ``seed``; unless somebody watches, the same limits then give the identical plan. A plan too
    large to be held as a whole is solved over a shortlist, and the proposal says how much was looked at. Raises
    ConflictError, naming a smallest set of rules that can't hold together; NoPlanInTime, when time ran out
    before any plan was found; NotEnoughMemory, with an estimate, before anything large is made; RuleError, for
    settings that make no sense.
    """
    limits = limits or Limits()
    if limits.repeatable is None:
        limits = replace(limits, repeatable=watch is None)
    began, made_at = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
    rules = rules_of(plan)
    whole, watch = fits_as_a_whole(plan, rules), since(began, watch)
    begun = first_plan(plan, rules, limits, watch, stop)
    input_hash = plan.hash  # of half a million people it takes seconds, so it's left neither for first nor for last
    if whole:
        rows, part = program(plan, rules), {}
        rows.vocabulary.end()
        try:
            x, tiers, stopped = searched(rows, limits.after(time.monotonic() - began), watch, stop, begun)
        except CannotHold:
            raise smallest_conflict(plan, rules, limits) from None
    else:
        left = limits.after(time.monotonic() - began)
        rows, (x, tiers, stopped) = searched_closely(plan, rules, left, watch, stop, begun)
        part = {"looked_at": len(rows.candidates), "possible": places(plan)}
    return Proposal(
        allocation=allocation(rows, x),
        tiers=tiers,
        broken=tuple(breaches(rows, rules, x)),
        seed=plan.seed,
        input_hash=input_hash,
        rules={rule.name: _settings(rule) for rule in rules},
        versions=versions(),
        seconds=round(time.monotonic() - began, 3),
        made_at=made_at,
        workers=limits.cores,
        time_limit=limits.seconds,
        stopped=stopped,
        **part,
    )


def allocation(rows: Program, x: Ints) -> pd.DataFrame:
    """The placements behind a program's values: one row a person, seat and period, FTE in hundredths."""
    plan, block = rows.plan, rows.candidates
    placed = np.flatnonzero(x[: len(block)])
    some = block.take(placed)
    table = pd.DataFrame({
        "person_id": some.of_person("person_id"),
        "team_id": some.of_demand("team_id"),
        "demand_id": some.of_demand("demand_id"),
        "discipline": some.of_demand("discipline"),
        "first_step": some.of_demand("first_step"),
        "period": some.of_period("period"),
        "fte": x[placed] * plan.step,
    })  # fmt: skip
    order = np.lexsort((table["person_id"], some.demand, some.period, some.team))
    return table.iloc[order].reset_index(drop=True)


def versions() -> dict[str, str]:
    """The versions of everything that an answer may depend on."""
    used = ("ortools", "numpy", "scipy", "pandas")
    return {"teamform": teamform.__version__, "python": platform.python_version(), **{p: _version(p) for p in used}}


@cache
def _version(package: str) -> str:
    """The version of a package, which is looked up in files once."""
    return version(package)


def _settings(rule: Rule) -> dict[str, str]:
    return {field.name: str(getattr(rule, field.name)) for field in dataclasses.fields(rule)}
