"""A table that is recognised: which sheet of ours it is, what its columns are, and what was dropped at the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from teamform.plan.sheets import SHEETS
from teamform.workbook.recognising.matching import EXACT, TOLD, Match, matches, profile_of
from teamform.workbook.recognising.private import heading_is_private, values_are_private
from teamform.workbook.recognising.table import Table
from teamform.workbook.recognising.words import Vocabulary, enough
from teamform.workbook.spellings import squeezed

NOT_READ: Final = ""


@dataclass(frozen=True)
class Dropped:
    """A column that was dropped at the door, and why; nothing of its values is kept."""

    file: str
    sheet: str
    heading: str
    why: str


@dataclass
class Recognised:
    """A table and what it is taken for."""

    table: Table
    sheet: str
    """The name of the sheet of ours; blank if it isn't one."""
    matches: list[Match] = field(default_factory=list)
    profile: str = ""
    dropped: list[Dropped] = field(default_factory=list)
    why: str = ""
    """Why it isn't read, if it isn't."""
    guess: bool = False
    """Whether what it is taken for must be confirmed."""
    wide: str = ""
    """“wide” for a table in which columns become rows."""
    told: bool = False
    """Whether a mapping says what it is."""
    first_rows: int = 0
    """How many rows it had before any were set aside."""

    def column(self, name: str, guesses: bool = True) -> Match | None:
        """The match of a field."""
        found = (m for m in self.matches if m.field == name and (guesses or not m.guess))
        return next(found, None)

    def values(self, name: str) -> dict[int, Any]:
        """The cells of a field by row; empty if there is no such column."""
        match = self.column(name)
        return {} if match is None else {row: cells.get(match.column) for row, cells in self.table.rows.items()}


def drop_private(table: Table, vocabulary: Vocabulary) -> list[Dropped]:
    """Forget every column that must not be kept, before anything else looks at the table."""
    dropped = []
    columns = set(table.headings) | {column for cells in table.rows.values() for column in cells}
    for column in sorted(columns):
        heading = table.headings.get(column, "")
        names = [name for name in (heading, table.labels.get(column, "")) if name]
        known = any(vocabulary.knows(name) for name in names)
        why = "its heading" if any(heading_is_private(name, known) for name in names) else ""
        if not why:
            kind = values_are_private([v for v in table.values(column) if v is not None], known)
            why = f"its values, which look like {kind}" if kind else ""
        if why:
            table.drop_column(column)
            dropped.append(Dropped(table.file, table.sheet, heading or "(no heading)", f"dropped for {why}"))
    return dropped


def recognised(table: Table, vocabulary: Vocabulary, told: Mapping[str, Any] | None = None,
               dropped: Sequence[Dropped] = ()) -> Recognised:  # fmt: skip
    """What a table is: as told by a mapping, by its title, or by its headings; ``dropped`` went at the door."""
    profile, meanings = profile_of(table)
    told = told or {}
    columns: Mapping[str, str | None] = told.get("columns", {})
    found = Recognised(table, NOT_READ, profile=profile, dropped=list(dropped))
    if "table" in told:
        found.sheet = told["table"] or NOT_READ
        found.wide = "wide" if told.get("wide") else ""
        found.why = "" if found.sheet else "as told"
    elif profile:
        found.sheet = "People"
    else:
        found.sheet = _sheet(table, vocabulary)
    if found.sheet:
        found.matches = matches(table, found.sheet, vocabulary, columns, meanings if found.sheet == "People" else {})
    return found


def _sheet(table: Table, vocabulary: Vocabulary) -> str:
    """The sheet that a table is by its title and headings; blank if by none."""
    by_title = vocabulary.titles.get(squeezed(table.sheet), "")
    fields = {name: _fields(table, vocabulary, name) for name in SHEETS}
    fitting = [name for name in SHEETS if enough(name, fields[name])]
    named = by_title != "" and squeezed(table.sheet) == squeezed(by_title)
    most = max((len(fields[name]) for name in fitting), default=-1)
    if by_title in fitting or (named and len(fields[by_title]) > most):
        return by_title
    return max(fitting, key=lambda name: (len(fields[name]), name == "People"), default=NOT_READ)


def _fields(table: Table, vocabulary: Vocabulary, sheet: str) -> set[str]:
    names = {*table.headings.values(), *table.labels.values()}
    return {found for name in names if (found := vocabulary.field(sheet, name))}


def settled(found: Recognised) -> bool:
    """Whether every column that is read is known for sure."""
    return not found.guess and all(m.how in (EXACT, TOLD) for m in found.matches if m.field)
