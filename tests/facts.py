"""Small plans from plain words and natural units: the facts of a test, readable at a glance.

    plan(people=[person("P1", "DAT", 0.6)], demand=[seat("T1", "DAT", 0.6)], seed=3)

Sheets are named as in the workbook, in small letters (``release_caps`` for ReleaseCaps); FTE is in
FTE, shares are in parts of one, dates are written 2026-04-01. Whatever isn't given is a default of
the plan, exactly as for a workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from teamform.plan.columns import Kind
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS

Row = Mapping[str, Any]

SHEET_OF = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower(): name for name in SHEETS}
"""The sheets by their names in small letters."""

QUARTERS = [
    {"period": "Q1", "start": "2026-04-01", "end": "2026-06-30"},
    {"period": "Q2", "start": "2026-07-01", "end": "2026-09-30"},
]
"""Two periods, for plans that need time."""


def person(person_id: str, discipline: str = "DAT", fte: float = 1.0, **more: Any) -> dict[str, Any]:
    """A row of People."""
    return {"person_id": person_id, "primary_discipline": discipline, "available_fte": fte, "level": 3, **more}


def seat(team_id: str, discipline: str = "DAT", fte: float = 1.0, **more: Any) -> dict[str, Any]:
    """A row of Demand."""
    return {"team_id": team_id, "discipline": discipline, "fte_required": fte, **more}


def plan(settings: Mapping[str, Any] | None = None, **sheets: Iterable[Row]) -> Plan:
    """A plan from rows in natural units; ``settings`` maps names such as ``pins.applied`` to values."""
    tables = {SHEET_OF[name]: frame(SHEET_OF[name], rows) for name, rows in sheets.items()}
    if settings:
        rows = [{"setting": name, "value": str(value)} for name, value in settings.items()]
        tables["Settings"] = frame("Settings", rows)
    return Plan.build(tables)


def frame(sheet: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A table of a sheet in stored units, its rows numbered as a spreadsheet would (from 2)."""
    rows = list(rows)
    columns = SHEETS[sheet].by_name
    unknown = {name for row in rows for name in row} - set(columns)
    assert not unknown, f"{sheet} has no column {', '.join(sorted(unknown))}"
    used = [name for name in columns if any(name in row for row in rows)]
    values = {name: [_stored(columns[name].kind, row.get(name)) for row in rows] for name in used}
    index = range(2, len(rows) + 2)
    arrays = {name: pd.array(values[name], dtype=columns[name].kind.dtype) for name in used}
    return SHEETS[sheet].typed(pd.DataFrame(arrays, index=index))


def _stored(kind: Kind, value: Any) -> Any:
    """A value in the unit in which a plan stores it."""
    if value is None:
        return "" if kind.dtype == "str" else None
    match kind:
        case Kind.FTE:
            return round(value * 100)
        case Kind.SHARE:
            return round(value * 10_000)
        case Kind.DATE:
            return pd.Timestamp(value)
        case Kind.YES_NO:
            return value if isinstance(value, bool) else {"yes": True, "no": False}[value]
        case Kind.WHOLE | Kind.MONEY | Kind.NUMBER:
            return value
        case _:
            return str(value)


def allocation(plan: Plan, *placements: Sequence[Any]) -> pd.DataFrame:
    """An allocation by hand: (person, demand line, FTE) or (person, demand line, FTE, period).

    Without a period the placement stands in every period in which the seat runs.
    """
    periods = list(plan.periods["period"])
    demand = plan.demand.set_index("demand_id")
    rows = []
    for person_id, demand_id, fte, *period in placements:
        line = demand.loc[demand_id]
        runs = periods[periods.index(line["start"]) : periods.index(line["end"]) + 1]
        rows += [
            {"person_id": person_id, "team_id": line["team_id"], "demand_id": demand_id,
             "discipline": line["discipline"], "first_step": line["first_step"], "period": each,
             "fte": round(fte * 100)}
            for each in (period or runs)
        ]  # fmt: skip
    columns = ["person_id", "team_id", "demand_id", "discipline", "first_step", "period", "fte"]
    return pd.DataFrame(rows, columns=columns)
