"""Cells and rows: how facts are kept, so that they come back exactly as they were.

A row is kept as the values that are not blank, in the plan's own units (FTE in hundredths, shares
in hundredths of a per cent), dates as ``2026-09-30``. That is exact, and still readable.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
from collections.abc import Mapping
from typing import Any

import pandas as pd

from teamform.errors import InputError
from teamform.plan.columns import Column, Kind, Sheet
from teamform.plan.sheets import SHEETS

Row = dict[str, Any]
"""The values of a row that are not blank, by column."""

_COUNTED = (Kind.FTE, Kind.SHARE, Kind.WHOLE, Kind.MONEY)


def sheet(name: str) -> Sheet:
    """The sheet called ``name``; raises InputError when there is none."""
    if name not in SHEETS:
        raise InputError(f"There is no sheet called “{name}”: use one of {', '.join(SHEETS)}.")
    return SHEETS[name]


def column(sheet_name: str, name: str) -> Column:
    """A column of a sheet; raises InputError when there is none."""
    columns = sheet(sheet_name).by_name
    if name not in columns:
        raise InputError(f"{sheet_name} has no column called “{name}”: use one of {', '.join(columns)}.")
    return columns[name]


def kept(sheet_name: str, name: str, value: Any) -> Any:
    """One cell's value as it is kept (None for a blank); raises InputError when it is of the wrong kind."""
    about = column(sheet_name, name)
    if value is None or (not isinstance(value, str) and pd.isna(value)) or value == "":
        return None
    try:
        return _kept(about.kind, value)
    except (TypeError, ValueError):
        raise InputError(f"{sheet_name}, column {name}: “{value}” is no {about.kind.value}.") from None


def _kept(kind: Kind, value: Any) -> Any:
    if kind.dtype == "str":
        if not isinstance(value, str):
            raise TypeError
        return str(value)
    if kind is Kind.DATE:
        day = value if isinstance(value, dt.date) else dt.datetime.fromisoformat(value)
        return _iso(day)
    if kind is Kind.YES_NO:
        if value not in (True, False):
            raise ValueError
        return bool(value)
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not math.isfinite(float(value)):
        raise TypeError
    if kind in _COUNTED and value != int(float(value)):
        raise ValueError
    return int(float(value)) if kind in _COUNTED else float(value)


def _iso(day: dt.date) -> str:
    """A date as text, with its time only where it has one."""
    if isinstance(day, dt.datetime) and (day.hour or day.minute or day.second):
        return day.isoformat(timespec="seconds")
    return day.strftime("%Y-%m-%d")


def rows_of(name: str, table: pd.DataFrame) -> dict[int, Row]:
    """The rows of a typed table by their row numbers; raises InputError for a column that the sheet doesn't have."""
    known = sheet(name)
    for unknown in [c for c in table.columns if c not in known.by_name]:
        column(name, str(unknown))
    numbers_ = _row_numbers(table)
    rows: dict[int, Row] = {number: {} for number in numbers_}
    typed = known.typed(table)
    for about in known.columns:
        for number, value in zip(numbers_, _values(about.kind, typed[about.name]), strict=True):
            if value is not None:
                rows[number][about.name] = value
    return rows


def _row_numbers(table: pd.DataFrame) -> list[int]:
    """The table's own row numbers; as a spreadsheet counts them where it has none."""
    if table.index.is_unique and pd.api.types.is_integer_dtype(table.index) and (table.index >= 0).all():
        return [int(number) for number in table.index]
    return list(range(2, len(table) + 2))


def _values(kind: Kind, values: pd.Series) -> list[Any]:
    """A typed column as plain values, None where it is blank."""
    if kind.dtype == "str":
        return [text or None for text in values.tolist()]
    if kind is Kind.DATE:
        return [None if pd.isna(day) else _iso(day) for day in values.tolist()]
    return list(values.astype(object).where(values.notna(), None))


def table_of(name: str, rows: Mapping[int, Row]) -> pd.DataFrame:
    """The typed table of a sheet with these rows, in order of their row numbers."""
    known = sheet(name)
    index = pd.Index(sorted(rows), dtype="int64")
    ordered = [rows[number] for number in index]
    columns = {c.name: _series(c.kind, [row.get(c.name) for row in ordered], index) for c in known.columns}
    return pd.DataFrame(columns, index=index)


def _series(kind: Kind, values: list[Any], index: pd.Index) -> pd.Series:
    if kind.dtype == "str":
        return pd.Series([value or "" for value in values], index=index, dtype="str")
    if kind is Kind.DATE:
        days = [pd.NaT if value is None else dt.datetime.fromisoformat(value) for value in values]
        return pd.Series(days, index=index, dtype=kind.dtype)
    return pd.Series([pd.NA if value is None else value for value in values], index=index, dtype=kind.dtype)


def row_name(sheet_name: str, row: Row) -> str:
    """What people call a row: its key, or its first column where the sheet has no key."""
    known = sheet(sheet_name)
    key = known.key or tuple(c.name for c in known.columns if c.required)[:2] or (known.columns[0].name,)
    return " / ".join(str(row.get(name, "")) for name in key)


def words(sheet_name: str, name: str, value: Any) -> str:
    """A kept value as people write it: 0.4, 60%, 30/09/2026, yes; “blank” for none."""
    if value is None:
        return "blank"
    kind = column(sheet_name, name).kind
    if kind is Kind.FTE:
        return f"{value / 100:g}"
    if kind is Kind.SHARE:
        return f"{value / 100:g}%"
    if kind is Kind.DATE:
        return dt.datetime.fromisoformat(value).strftime("%d/%m/%Y")
    if kind is Kind.YES_NO:
        return "yes" if value else "no"
    return f"{value:,}" if kind is Kind.MONEY else str(value)
