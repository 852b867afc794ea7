"""The machine's page: a run as one JSON document."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from teamform.plan.issues import Issue
from teamform.report.outcome import Outcome
from teamform.report.seats import Seat
from teamform.team.proposal import Proposal


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Everything about a run, in natural units (0.6 FTE), ready for `json.dumps`."""
    plan, proposal = outcome.plan, outcome.proposal
    return {
        "status": str(outcome.status),
        "message": outcome.heading,
        "tiers": _tiers(proposal) if proposal else [],
        "allocation": _allocation(proposal.allocation) if proposal else [],
        "shortfall": [_seat(seat) for seat in outcome.shortfall],
        "broken_should_rules": [asdict(breach) for breach in proposal.broken] if proposal else [],
        "conflict": [asdict(claim) for claim in outcome.conflict],
        "conflict_is_smallest": outcome.smallest if outcome.conflict else None,
        "remarks": [asdict(remark) for remark in outcome.remarks],
        "issues": issues_as_json(outcome.issues),
        "assumptions": [asdict(assumption) for assumption in plan.assumptions] if plan else [],
        "seed": plan.seed if plan else None,
        "input_hash": plan.hash if plan else None,
        "rules": {name: dict(settings) for name, settings in proposal.rules.items()} if proposal else {},
        "versions": dict(proposal.versions) if proposal else _versions(),
        "made_at": proposal.made_at if proposal else None,
        "stopped": proposal.stopped if proposal else False,
        "looked_at": proposal.looked_at if proposal else 0,
        "possible": proposal.possible if proposal else 0,
        "seconds": round(outcome.seconds, 3),
        "time_limit": outcome.time_limit,
        "workers": outcome.workers,
    }


def issues_as_json(issues: Sequence[Issue]) -> list[dict[str, Any]]:
    """Issues, worst first."""
    return [{**asdict(issue), "severity": str(issue.severity)} for issue in worst_first(issues)]


def worst_first(issues: Sequence[Issue]) -> list[Issue]:
    """Issues that can't be used before those to check before those that were repaired; then by place."""
    order = ("red", "amber", "green")
    return sorted(issues, key=lambda issue: (order.index(issue.severity), issue.sheet, issue.row, issue.column))


def write_json(record: dict[str, Any], path: Path) -> None:
    """Write a document so that a crash leaves either the old file or the new one."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        text = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
        aside.write_text(text + "\n", encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _versions() -> dict[str, str]:
    from teamform.solve import versions  # late: whoever only reads results needn't load a solver

    return versions()


def _tiers(proposal: Proposal) -> list[dict[str, Any]]:
    return [
        {**asdict(tier), "value": _figure(tier.value), "bound": _figure(tier.bound), "proved": bool(tier.proved)}
        for tier in proposal.tiers
    ]


def _figure(value: float) -> float | None:
    """A figure without the dust of division; None where nothing is known."""
    return round(float(value), 6) if math.isfinite(value) else None


def _allocation(table: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {"person_id": "person_id", "team_id": "team", "demand_id": "demand_id", "discipline": "discipline",
               "first_step": "first_step", "period": "period", "fte": "fte"}  # fmt: skip
    placed = table.rename(columns=columns)[list(columns.values())]
    rows: list[Any] = placed.assign(fte=placed["fte"].astype(float) / 100).to_dict("records")
    return rows


def _seat(seat: Seat) -> dict[str, Any]:
    return {**asdict(seat), "reason": seat.reason}
