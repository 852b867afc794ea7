"""A proposal that was kept as JSON, as a proposal again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from teamform.errors import InputError
from teamform.plan.plan import Plan
from teamform.team.proposal import Proposal, TierResult

COLUMNS = ["person_id", "team_id", "demand_id", "discipline", "first_step", "period", "fte"]


def proposal_from(plan: Plan, record: Mapping[str, Any]) -> Proposal:
    """The proposal that a run's JSON document holds; raises InputError where it was made for another plan."""
    if record["input_hash"] != plan.hash:
        raise InputError("The proposal was made for another state of this workbook: solve it again")
    rows = pd.DataFrame(record["allocation"]).rename(columns={"team": "team_id"})
    table = rows.reindex(columns=COLUMNS).assign(fte=(rows["fte"] * 100).round().astype("int64")) if len(rows) else (
        pd.DataFrame({name: pd.Series([], dtype="int64" if name == "fte" else "str") for name in COLUMNS}))  # fmt: skip
    tiers = tuple(
        TierResult(t["name"], t["title"], t["unit"], t["value"], float("-inf") if t["bound"] is None else t["bound"],
                   t["proved"]) for t in record["tiers"]
    )  # fmt: skip
    return Proposal(
        allocation=table, tiers=tiers, broken=(), seed=record["seed"], input_hash=record["input_hash"],
        rules=record["rules"], versions=record["versions"], seconds=record["seconds"], made_at=record["made_at"],
        workers=record["workers"] or 0, time_limit=record["time_limit"] or 0.0, stopped=record["stopped"],
        looked_at=record.get("looked_at", 0), possible=record.get("possible", 0),
    )  # fmt: skip
