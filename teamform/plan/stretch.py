"""Stretch seats: places for people who are one level below what a seat asks for, where the mission is bold enough."""

from __future__ import annotations

import numpy as np

from teamform.plan.lists import APPETITES
from teamform.plan.lookup import beside, position
from teamform.plan.once import once
from teamform.plan.plan import Ints, Plan

EXPERT = 4
"""The highest level."""


@once
def places(plan: Plan) -> Ints:
    """How many stretch placements the mission of each team may have at the same time."""
    appetite = beside(plan.teams["mission"], plan.sheets["Missions"], "mission", "risk_appetite", "")
    return np.array([APPETITES.get(each, 0) for each in appetite], np.int64)


@once
def accepted_level(plan: Plan) -> Ints:
    """The lowest level that each seat accepts: one lower on stretch seats of bold missions, never below 1."""
    asked = plan.demand["min_level"].to_numpy(np.int64)
    bold = np.append(places(plan), 0)[position(plan.demand["team_id"], plan.teams["team_id"])] > 0
    opened = (plan.demand["seat_kind"] == "stretch").to_numpy(bool) & bold
    return np.where(opened, np.maximum(asked - 1, 1), asked)
