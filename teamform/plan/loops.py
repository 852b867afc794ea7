"""Loops: whether policy, delivery and research of a first step work together in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.plan.lookup import beside
from teamform.plan.plan import Plan

PARTS = ("policy", "delivery", "research")


@dataclass(frozen=True)
class Loop:
    """The feedback loop of a first step."""

    first_step: str
    team_id: str
    closed: bool
    """Whether all three parts are there together in some period."""
    why: str
    """What keeps it open; blank for a closed one."""
    weeks: int | None
    """How long a turn takes, if the team says."""


def loops(plan: Plan, allocation: pd.DataFrame | None = None, least: int = 20) -> Iterator[Loop]:
    """The loop of each first step that asks for somebody: of its demand, or of what an allocation gives it.

    ``least`` is the FTE (hundredths) from which a part counts as there.
    """
    weeks = plan.teams.set_index("team_id")["cycle_weeks"]
    given = _asked(plan) if allocation is None else allocation
    part = beside(given["discipline"], plan.disciplines, "discipline", "loop_part", "")
    summed = given.assign(part=part).groupby(["first_step", "part", "period"])["fte"].sum()
    there: dict[tuple[str, str], set[str]] = {}
    for step, its_part, period, _ in summed[summed >= least].reset_index().itertuples(index=False):
        there.setdefault((step, its_part), set()).add(period)
    staffed = set(given["first_step"])
    for step, team in plan.first_steps[["first_step", "team_id"]].itertuples(index=False):
        if step in staffed:
            periods = {each: there.get((step, each), set()) for each in PARTS}
            together = set.intersection(*periods.values())
            turn = weeks.get(team)
            yield Loop(step, team, bool(together), "" if together else _why(periods),
                       None if turn is None or pd.isna(turn) else int(turn))  # fmt: skip


def _why(periods: dict[str, set[str]]) -> str:
    """What keeps the parts apart."""
    absent = [part for part, when in periods.items() if not when]
    if absent:
        return f"nobody from {' or '.join(absent)}"
    apart = [(a, b) for a, b in (("policy", "delivery"), ("delivery", "research"), ("policy", "research"))
             if not periods[a] & periods[b]]  # fmt: skip
    if apart:
        return "; ".join(f"{a} hands over to {b}, no overlap" for a, b in apart)
    return "policy, delivery and research are never all there at once"


def _asked(plan: Plan) -> pd.DataFrame:
    """The demand by seat and period, as if it were all met."""
    seat, period = np.nonzero(plan.runs)
    demand = plan.demand.iloc[seat].reset_index(drop=True)
    return pd.DataFrame({
        "first_step": demand["first_step"], "discipline": demand["discipline"],
        "period": plan.periods["period"].to_numpy()[period], "fte": demand["fte_required"],
    })  # fmt: skip
