"""Stretch seats: places for people who are one level below what a seat asks for, where the mission is bold enough."""

from __future__ import annotations

import numpy as np

from teamform.plan.lists import APPETITES
from teamform.plan.once import once
from teamform.plan.plan import Ints, Plan

EXPERT = 4
"""The highest level."""


@once
def places(plan: Plan) -> Ints:
    """How many stretch placements the mission of each team may have at the same time."""
    appetite = plan.sheets["Missions"].set_index("mission")["risk_appetite"].map(APPETITES)
    return np.asarray(plan.teams["mission"].map(appetite).fillna(0).to_numpy(np.int64))


@once
def accepted_level(plan: Plan) -> Ints:
    """The lowest level that each seat accepts: one lower on stretch seats of bold missions, never below 1."""
    bold = (
        plan.demand["team_id"]
        .map(dict(zip(plan.teams["team_id"], places(plan), strict=True)))
        .fillna(0)
        .to_numpy(np.int64)
    )
    asked = plan.demand["min_level"].to_numpy(np.int64)
    opened = (plan.demand["seat_kind"] == "stretch").to_numpy(bool) & (bold > 0)
    return np.where(opened, np.maximum(asked - 1, 1), asked)
