"""From grids to raw tables: which sheet is which, where its headings are, and what isn't read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from teamform.plan.columns import Sheet
from teamform.plan.issues import Issue, Severity
from teamform.workbook.door.sheet import column_letters, column_number
from teamform.workbook.grid import PLACE, Grid
from teamform.workbook.headers import column_of, is_output, sheet_of

AMBER, RED, GREEN = Severity.AMBER, Severity.RED, Severity.GREEN
QUIET = ("macros", "links")
"""Remarks about what a file may well hold."""
HEADINGS_WITHIN = 40
"""Rows at the top of a sheet in which its headings are looked for."""


@dataclass
class Framed:
    """Raw tables by the sheet of ours, and what there is to say about how they were found."""

    raw: dict[str, pd.DataFrame] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def say(self, severity: Severity, sheet: str, row: int, found: str, why: str, action: str) -> None:
        """List an issue about a sheet."""
        self.issues.append(Issue(severity, sheet, row, "", found, why, action))


def frames(grids: Sequence[Grid]) -> Framed:
    """The raw table of each sheet that is one of ours; the others are listed as not read."""
    framed = Framed()
    for grid in grids:
        sheet = sheet_of(grid.name)
        for place, kind, words in grid.remarks:
            if kind in ("missing", "chartsheet", "dialogsheet", "xlMacrosheet"):
                framed.say(RED if kind == "missing" else AMBER, grid.name, 0, place, f"{words} It isn't read.",
                           "Save the workbook again from a spreadsheet program.")  # fmt: skip
            elif kind not in QUIET:
                row = int(cell[2]) if (cell := PLACE.fullmatch(place)) else 0
                framed.say(AMBER, grid.name, row, place, words, "Check it.")
        if sheet is None:
            continue
        if sheet.name in framed.raw:
            framed.say(RED, grid.name, 0, "", f"Another sheet is already read as {sheet.name}; this one isn't read.",
                       "Bring both into one sheet.")  # fmt: skip
        elif grid.rows:
            framed.raw[sheet.name] = _frame(grid, sheet, framed)
    _list_unread(grids, framed)
    return framed


def _frame(grid: Grid, sheet: Sheet, framed: Framed) -> pd.DataFrame:
    """The cells below the row of headings."""
    head = _row_of_headings(grid, sheet)
    above = [row for row in sorted(grid.rows) if row < head]
    if above:
        framed.say(GREEN, grid.name, above[0], _glimpse(grid, above[0]),
                   f"The headings are in row {head}; what stands above them isn't read.", "")  # fmt: skip
    if grid.hidden:
        framed.say(AMBER, grid.name, 0, "", "The sheet is hidden; it is read all the same.",
                   "Delete it if it isn't meant.")  # fmt: skip
    rows = {row: cells for row, cells in grid.rows.items() if row > head}
    hidden = sorted(grid.hidden_rows & rows.keys())
    if hidden:
        framed.say(AMBER, grid.name, hidden[0], f"{len(hidden)} rows",
                   "These rows are hidden; they are read all the same.",
                   "Delete them if they aren't meant.")  # fmt: skip
    _list_merged(grid, rows, head, framed)
    columns = sorted({column for cells in (*rows.values(), grid.rows[head]) for column in cells})
    headings = [str(grid.rows[head].get(column, f"(column {column_letters(column)})")) for column in columns]
    table = [[cells.get(column) for column in columns] for cells in rows.values()]
    frame = pd.DataFrame(table, index=pd.Index(list(rows), dtype="int64"), columns=range(len(columns)), dtype=object)
    frame.columns = pd.Index(headings, dtype=object)
    return frame.sort_index()


def _row_of_headings(grid: Grid, sheet: Sheet) -> int:
    """The row near the top with the most headings of ours; the first filled row if none has any."""
    near = sorted(grid.rows)[:HEADINGS_WITHIN]
    return max(near, key=lambda row: (_recognised(grid, row, sheet), -row))


def _recognised(grid: Grid, row: int, sheet: Sheet) -> int:
    return len({c.name for text in grid.rows[row].values()
                if isinstance(text, str) and (c := column_of(sheet, text))})  # fmt: skip


def _glimpse(grid: Grid, row: int) -> str:
    return " | ".join(str(value) for value in grid.rows[row].values())[:80]


def _list_merged(grid: Grid, rows: dict[int, dict[int, object]], head: int, framed: Framed) -> None:
    """Merged cells hold one value: the others would look blank."""
    for area in grid.merged:
        corners = [(int(row), column_number(letters)) for letters, row in PLACE.findall(area)]
        if len(corners) == 2 and corners[1][0] > head and any(corners[0][0] <= row <= corners[1][0] for row in rows):
            framed.say(AMBER, grid.name, corners[0][0], area,
                       "These cells are merged: only the first holds the value, the others are read as blank.",
                       "Split them and fill each one.")  # fmt: skip


def _list_unread(grids: Sequence[Grid], framed: Framed) -> None:
    """Say which filled sheets aren't read; those that are written for reading only need no word."""
    teams = {
        str(value)
        for frame in (framed.raw.get("Teams"), framed.raw.get("Demand"))
        if frame is not None
        for at, heading in enumerate(frame.columns)
        if (column := column_of_team(heading)) and column == "team_id"
        for value in frame.iloc[:, at]
    }
    for grid in grids:
        if sheet_of(grid.name) is None and grid.rows and not is_output(grid.name, teams):
            framed.say(AMBER, grid.name, 0, f"{len(grid.rows)} rows", "It isn't one of our sheets; it isn't read.",
                       "Rename it if it is one of ours, or let `teamform import` read the file, which knows the lists "
                       "of other systems; otherwise nothing is to be done.")  # fmt: skip


def column_of_team(heading: object) -> str:
    """The name of the Teams column that a heading means, or nothing."""
    sheet = sheet_of("Teams")
    column = column_of(sheet, str(heading)) if sheet else None
    return column.name if column else ""
