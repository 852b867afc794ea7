"""From raw cells to typed tables: every cell through its column's normaliser, every row through the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from teamform.plan.columns import Column, Sheet
from teamform.plan.issues import Issue, Severity
from teamform.plan.sheets import SHEETS
from teamform.workbook import references, rows
from teamform.workbook.headers import column_of
from teamform.workbook.normalise import habit_of, normalise
from teamform.workbook.unusable import Read, Unusable

RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN


class Typed(NamedTuple):
    """Typed tables by sheet, and what is wrong or was changed in them."""

    tables: dict[str, pd.DataFrame]
    issues: tuple[Issue, ...]


@dataclass
class Draft:
    """A sheet while it is read: its typed table, its issues, and the rows that can't be used."""

    sheet: Sheet
    table: pd.DataFrame
    headings: dict[str, str]
    """The heading in the file of each of our columns."""
    issues: list[Issue] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    """Numbers of rows that can't be used."""
    unusable: bool = False
    """A column that the sheet can't do without is missing."""

    def say(self, severity: Severity, row: int, column: str, found: object, why: str, action: str) -> None:
        """List an issue; ``column`` is our name of it, shown as the file heads it."""
        shown = "" if found is None else str(found)[:200]
        heading = self.headings.get(column, column)
        self.issues.append(Issue(severity, self.sheet.name, row, heading, shown, why, action))

    def lose(self, row: int, column: str, found: object, why: str, action: str) -> None:
        """List a red issue; the row is left out of the plan."""
        self.lost.add(row)
        self.say(RED, row, column, found, why, f"{action} The row is left out until then.")


def tables(raw: Mapping[str, pd.DataFrame]) -> Typed:
    """Read raw cells into typed tables.

    ``raw`` maps a sheet's name to its cells as they stand: the columns are the headings, the index
    is the row of the spreadsheet. Rows that can't be used are left out and listed red; what was
    changed is listed green; what was assumed, amber.
    """
    drafts = {name: _read(SHEETS[name], frame) for name, frame in raw.items()}
    for draft in drafts.values():
        rows.check(draft)
    references.check(drafts)
    found = {}
    issues: list[Issue] = []
    for name in (name for name in SHEETS if name in drafts):
        draft = drafts[name]
        rows.count(draft)
        issues += sorted(draft.issues, key=lambda issue: issue.row)
        if not draft.unusable:
            found[name] = draft.table[~draft.table.index.isin(list(draft.lost))]
    return Typed(found, tuple(issues))


def _read(sheet: Sheet, frame: pd.DataFrame) -> Draft:
    """Every cell of a sheet through the normaliser of its column."""
    headings = [str(heading) for heading in frame.columns]
    places, strangers = _places(sheet, headings)
    filled = frame[frame.notna().any(axis=1).to_numpy(bool)] if len(frame) else frame
    draft = Draft(sheet, sheet.empty(), {name: headings[at] for name, at in places.items()})
    for at, why in strangers:
        draft.say(AMBER, 0, headings[at], "", why, "Rename it if it is one of ours; otherwise nothing is to be done.")
    for column in sheet.columns:
        if column.required and column.name not in places:
            draft.unusable = draft.unusable or bool(len(filled)) or sheet.required
            draft.say(RED, 0, column.name, "", "The column is needed and isn't there.",
                      f"Add a column {column.name}: {column.help}")  # fmt: skip
    values = {name: _column(draft, sheet.by_name[name], filled.iloc[:, at]) for name, at in places.items()}
    draft.table = sheet.typed(pd.DataFrame(values, index=filled.index, dtype=object))
    return draft


def _places(sheet: Sheet, headings: Sequence[str]) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Where each of our columns stands; and the columns that aren't read, with the reason."""
    places: dict[str, int] = {}
    strangers = []
    exact = {column.name for column in sheet.columns if column.name in headings}
    for at, heading in enumerate(headings):
        column = column_of(sheet, heading)
        if column is None:
            strangers.append((at, f"The column isn't one of the {sheet.name} sheet's; it isn't read."))
        elif column.name in places or (column.name in exact and heading != column.name):
            strangers.append((at, f"Another column is already read as {column.name}; this one isn't read."))
        else:
            places[column.name] = at
    return places, strangers


def _column(draft: Draft, column: Column, cells: pd.Series) -> list[Any]:
    """The stored values of a column; each different cell is normalised once."""
    values = cells.tolist()
    habit = habit_of(column, values, draft.headings[column.name])
    known: dict[tuple[type, Any], Read | Unusable] = {}
    stored = []
    for row, value in zip(cells.index, values, strict=True):
        if value is None or value != value:
            read: Read | Unusable = Read(None)
        else:
            key = (type(value), value)
            if key not in known:
                known[key] = _tried(column, value, habit)
            read = known[key]
        stored.append(_listed(draft, column, int(row), value, read))
    return stored


def _tried(column: Column, value: Any, habit: Any) -> Read | Unusable:
    try:
        return normalise(column, value, habit)
    except Unusable as unusable:
        return unusable


def _listed(draft: Draft, column: Column, row: int, value: Any, read: Read | Unusable) -> Any:
    """The value to store, after listing what was done to it."""
    if isinstance(read, Unusable):
        if column.required or column.guards:
            draft.lose(row, column.name, value, read.why, read.action)
        else:
            default = f"{_shown(column)}" if column.default is not None else "as if nothing were given"
            draft.say(AMBER, row, column.name, value, read.why, f"{read.action} Until then: {default}.")
        return None
    if read.repair:
        draft.say(GREEN, row, column.name, value, f"{read.repair[0].upper()}{read.repair[1:]}.", "")
    if read.check:
        draft.say(AMBER, row, column.name, value, f"{read.check[0].upper()}{read.check[1:]}.", "Check it.")
    return read.value


def _shown(column: Column) -> str:
    """A column's default as a planner would write it."""
    value = column.default
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return f"taken as {value / 100:g}" if column.kind.name == "FTE" else f"taken as {value}"
