"""From raw cells to typed tables: every cell through its column's normaliser, every row through the checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from teamform.plan.columns import Column, Sheet
from teamform.plan.issues import Issue
from teamform.plan.sheets import SHEETS
from teamform.workbook import references, rows
from teamform.workbook.draft import AMBER, GREEN, RED, Draft, Source, Undone
from teamform.workbook.headers import column_of
from teamform.workbook.normalise import Habit, habit_of, normalise
from teamform.workbook.numbers import USUAL
from teamform.workbook.unusable import Read, Unusable


class Typed(NamedTuple):
    """Typed tables by sheet, and what is wrong or was changed in them."""

    tables: dict[str, pd.DataFrame]
    issues: tuple[Issue, ...]


def tables(raw: Mapping[str, pd.DataFrame]) -> Typed:
    """Read raw cells into typed tables.

    ``raw`` maps a sheet's name to its cells as they stand: the columns are the headings, the index
    is the row of the spreadsheet. Rows that can't be used are left out and listed red; what was
    changed is listed green; what was assumed, amber.
    """
    return checked({name: named(SHEETS[name], frame) for name, frame in raw.items()})


def checked(drafts: Mapping[str, Draft]) -> Typed:
    """Check rows and references of whole sheets, and leave out what can't be used."""
    for draft in drafts.values():
        rows.check(draft)
    references.check(drafts)
    found = {}
    issues: list[Issue] = []
    for name in (name for name in SHEETS if name in drafts):
        draft = drafts[name]
        rows.count(draft)
        issues += sorted(draft.issues, key=lambda issue: (issue.file, issue.sheet, issue.row))
        if not draft.unusable:
            found[name] = draft.usable
    return Typed(found, tuple(issues))


def named(sheet: Sheet, frame: pd.DataFrame) -> Draft:
    """A sheet whose columns are known by our names and aliases alone."""
    headings = [str(heading) for heading in frame.columns]
    places, strangers = _places(sheet, headings)
    cells = pd.DataFrame({name: frame.iloc[:, at] for name, at in places.items()}, index=frame.index, dtype=object)
    cells = cells[frame.notna().any(axis=1).to_numpy(bool)] if len(frame) else cells
    draft = cells_of(sheet, cells, Source(sheet.name, headings={name: headings[at] for name, at in places.items()}))
    for at, why in strangers:
        draft.say(AMBER, 0, headings[at], "", why, "Rename it if it is one of ours; otherwise nothing is to be done.")
    return draft


def cells_of(sheet: Sheet, cells: pd.DataFrame, source: Source, undone: Undone | None = None,
             usual: Habit = USUAL, later: frozenset[str] = frozenset()) -> Draft:  # fmt: skip
    """Every cell through the normaliser of its column; ``cells`` has our columns, its index is the row.

    ``usual`` says how the file is written as a whole. Columns named in ``later`` aren't missed: they are filled in
    afterwards; what people offer is made of their contract, which then must be readable.
    """
    draft = Draft(sheet, [source], sheet.empty())
    reading = _Reading(draft, undone or Undone(), usual, later)
    for column in sheet.columns:
        if column.required and column.name not in cells and column.name not in later:
            draft.unusable = draft.unusable or bool(len(cells)) or sheet.required
            draft.say(RED, 0, column.name, "", "The column is needed and isn't there.",
                      f"Add a column {column.name}: {column.help}")  # fmt: skip
    values = {name: reading.column(sheet.by_name[name], cells[name]) for name in cells.columns}
    draft.table = sheet.typed(pd.DataFrame(values, index=cells.index, dtype=object))
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


class _Reading:
    """Reads the columns of one source into a draft."""

    def __init__(self, draft: Draft, undone: Undone, usual: Habit, later: frozenset[str]) -> None:
        self.draft, self.undone, self.usual = draft, undone, usual
        self.needed = {"contract_fte"} if "available_fte" in later else set()
        self.source = draft.sources[0]

    def column(self, column: Column, cells: pd.Series) -> list[Any]:
        """The stored values of a column; each different cell is normalised once."""
        values = cells.tolist()
        habit = habit_of(column, values, self.source.headings.get(column.name, ""), self.usual)
        known: dict[tuple[type, Any], Read | Unusable] = {}
        stored: list[Any] = []
        for row, value in zip(cells.index, values, strict=True):
            if value is None or value != value:
                stored.append(None)
                continue
            key = (type(value), value)
            if key not in known:
                known[key] = _tried(column, value, habit)
            stored.append(self._listed(column, int(row), value, known[key]))
        return stored

    def _listed(self, column: Column, row: int, value: Any, read: Read | Unusable) -> Any:
        """The value to store, after listing what was done to it."""
        if isinstance(read, Read) and (read.repair or read.check):
            if self.undone.covers(read.by, self.source, *self.source.place(row, column.name)):
                read = Unusable("The repair was undone, and the cell can't be used as it stands.", "Put it right.")
            else:
                self._said(column, row, value, read)
        if isinstance(read, Unusable):
            self._unusable(column, row, value, read)
            return None
        return read.value

    def _said(self, column: Column, row: int, value: Any, read: Read) -> None:
        became = shown(column, read.value)
        if read.repair:
            self.draft.say(GREEN, row, column.name, value, _sentence(read.repair), "", became=became, by=read.by)
        if read.check:
            self.draft.say(
                AMBER, row, column.name, value, _sentence(read.check), "Check it.", became=became, by=read.by
            )

    def _unusable(self, column: Column, row: int, value: Any, why: Unusable) -> None:
        if column.required or column.guards or column.name in self.needed:
            self.draft.lose(row, column.name, value, why.why, why.action)
            return
        default = f"taken as {shown(column, column.default)}" if column.default is not None else (
            "as if nothing were given")  # fmt: skip
        self.draft.say(AMBER, row, column.name, value, why.why, f"{why.action} Until then: {default}.")


def _tried(column: Column, value: Any, habit: Habit) -> Read | Unusable:
    try:
        return normalise(column, value, habit)
    except Unusable as unusable:
        return unusable


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def shown(column: Column, value: Any) -> str:
    """A stored value as a planner would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.kind.name == "FTE":
        return f"{value / 100:g}"
    if column.kind.name == "SHARE":
        return f"{value / 100:g}%"
    return f"{value:%d/%m/%Y}" if column.kind.name == "DATE" else str(value)
