"""What a recognised table makes: cells of our sheets, with the headings that they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from teamform.plan.sheets import SHEETS
from teamform.workbook.draft import Source
from teamform.workbook.grid import NoValue
from teamform.workbook.importing.log import AMBER, Log
from teamform.workbook.normalise import NO_VALUE
from teamform.workbook.numbers import WEEK_HOURS
from teamform.workbook.recognising.recognised import Recognised
from teamform.workbook.recognising.words import SOURCE_FIELDS

Column = dict[int, Any]
"""The cells of a field by row."""


@dataclass(frozen=True)
class Suggestion:
    """A discipline that a person's job title, skills or profession suggest; somebody has to confirm it."""

    person_id: str
    discipline: str
    because: str
    file: str
    row: int


@dataclass
class Made:
    """Cells of one sheet of ours, made from one table."""

    sheet: str
    cells: pd.DataFrame
    source: Source
    week_hours: float = WEEK_HOURS
    later: frozenset[str] = frozenset()
    """Columns that are filled in after the cells are typed."""
    assignments: Mapping[int, str] = field(default_factory=dict)
    """The assignment that each row of people is, where the file says so."""


@dataclass
class Making:
    """A table while its cells are made."""

    found: Recognised
    log: Log
    guesses: bool
    """Whether guesses are taken."""
    columns: dict[str, Column] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    """The row of the file for rows that were made."""
    stem: str = ""
    """What begins the identifiers of people that have none of their own."""

    def __post_init__(self) -> None:
        for match in self.found.matches:
            if match.field and (self.guesses or not match.guess):
                self.columns[match.field] = {
                    row: cells.get(match.column) for row, cells in self.found.table.rows.items()
                }
                self.headings[match.field] = match.heading

    def rows(self, field: str) -> Column:
        """The filled cells of a field by row, without those that hold no value, such as errors."""
        there = self.found.table.rows
        return {row: value for row, value in self.columns.get(field, {}).items()
                if value is not None and row in there and not isinstance(value, NoValue)}  # fmt: skip

    def list_unusable(self) -> None:
        """List the cells without a value in columns of which ours are made; those in our own are listed when typed."""
        for name in sorted(self.columns.keys() & set(SOURCE_FIELDS)):
            for row, value in self.columns[name].items():
                if isinstance(value, NoValue):
                    why, action = NO_VALUE[value.kind]
                    self.log.say(AMBER, row, self.headings[name], value, f"{why} It is read as blank.", action)

    def put(self, field: str, row: int, value: Any, like: str = "") -> None:
        """Set a cell; a new column gets the heading of the column that it is made of."""
        self.columns.setdefault(field, {})[row] = value
        if field not in self.headings:
            self.headings[field] = self.headings.get(like, field)

    def made(self, sheet: str, **more: Any) -> Made:
        """The cells of the sheet's own columns."""
        rows = list(self.found.table.rows)
        own = [name for name in SHEETS[sheet].by_name if name in self.columns]
        data = {name: [self.columns[name].get(row) for row in rows] for name in own}
        cells = pd.DataFrame(data, index=pd.Index(rows, dtype="int64"), columns=own, dtype=object)
        headings = {name: self.headings[name] for name in own}
        return Made(sheet, cells, Source(self.log.sheet, self.log.file, headings, self.places), **more)
