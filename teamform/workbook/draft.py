"""A sheet while it is read: its typed table, where each row came from, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from teamform.plan.columns import Sheet
from teamform.plan.issues import Issue, Severity

RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN
APART = 4_000_000
"""Rows of different sources are numbered this far apart, which is farther than any sheet has rows."""


@dataclass(frozen=True)
class Source:
    """Where rows came from: a sheet of a file, and its headings for our columns."""

    sheet: str
    file: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, int] = field(default_factory=dict)
    """The row of the spreadsheet by the row of the table, where one row made several."""
    columns: Mapping[int, str] = field(default_factory=dict)
    """The heading of the figure in each row of the table, where columns became rows."""

    def place(self, row: int, column: str) -> tuple[int, str]:
        """Row and heading in the file of a cell of the table."""
        by_row = self.columns.get(row, "") if column in FIGURES else ""
        return self.rows.get(row, row), by_row or self.headings.get(column, column)


FIGURES = ("fte_required", "fte", "level", "interest")
"""The columns that hold the figures of a table in which columns became rows."""


@dataclass(frozen=True)
class Undone:
    """Repairs that a person has undone, by kind or cell by cell: what they changed can't be used as it stands."""

    kinds: frozenset[str] = frozenset()
    cells: frozenset[tuple[str, str, int, str]] = frozenset()
    """File, sheet, row and heading of single cells."""

    def covers(self, by: str, source: Source, row: int, heading: str) -> bool:
        """Whether this repair has been undone."""
        return by in self.kinds or (source.file, source.sheet, row, heading) in self.cells


@dataclass
class Draft:
    """A sheet while it is read."""

    sheet: Sheet
    sources: list[Source]
    table: pd.DataFrame
    """Typed; its index is the row of the spreadsheet, plus ``APART`` for each further source."""
    issues: list[Issue] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)
    """Index of the rows that can't be used."""
    merged: set[int] = field(default_factory=set)
    """Index of the rows that count elsewhere: the same row again, or the same person."""
    unusable: bool = False
    """A column that the sheet can't do without is missing."""

    @property
    def gone(self) -> list[int]:
        """Index of the rows that don't go into the plan."""
        return sorted(self.lost | self.merged)

    @property
    def usable(self) -> pd.DataFrame:
        """The rows that go into the plan."""
        return self.table[~self.table.index.isin(self.gone)]

    def given(self, column: str) -> bool:
        """Whether any source has the column."""
        return any(column in source.headings for source in self.sources)

    def say(self, severity: Severity, row: int, column: str, found: object, why: str, action: str, *,
            became: str = "", by: str = "") -> None:  # fmt: skip
        """List an issue at the place in the file that the row (0: the whole sheet) and the column came from."""
        number, at = divmod(row, APART)
        source = self.sources[number] if number < len(self.sources) else Source(self.sheet.name)
        at, heading = source.place(at, column)
        shown = "" if found is None else str(found)[:200]
        self.issues.append(Issue(severity, source.sheet, at, heading, shown, why, action, source.file, became, by))

    def lose(self, row: int, column: str, found: object, why: str, action: str) -> None:
        """List a red issue; the row is left out of the plan."""
        self.lost.add(row)
        self.say(RED, row, column, found, why, f"{action} The row is left out until then.")

    def place(self, row: int) -> str:
        """A row as people find it."""
        number, at = divmod(row, APART)
        at = self.sources[number].place(at, "")[0]
        file = self.sources[number].file if len({s.file for s in self.sources}) > 1 else ""
        sheet = self.sources[number].sheet if len(self.sources) > 1 else ""
        return " ".join(filter(None, (f"row {at}", f"of {sheet}" if sheet else "", f"in {file}" if file else "")))


def joined(drafts: list[Draft]) -> Draft:
    """The drafts of one sheet from several sources as one."""
    first = drafts[0]
    if len(drafts) == 1:
        return first
    whole = Draft(first.sheet, [s for d in drafts for s in d.sources], first.table)
    tables = []
    for number, draft in enumerate(drafts):
        away = number * APART
        tables.append(draft.table.set_axis(draft.table.index + away))
        whole.lost |= {row + away for row in draft.lost}
        whole.merged |= {row + away for row in draft.merged}
        whole.issues += draft.issues
    whole.unusable = all(draft.unusable for draft in drafts)
    filled = [table for table in tables if len(table)] or tables[:1]
    whole.table = first.sheet.typed(pd.concat(filled))
    return whole
