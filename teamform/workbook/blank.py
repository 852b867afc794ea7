"""The empty workbook: every sheet and column, explained, with drop-down lists and an example row."""

from __future__ import annotations

import os
from typing import IO, Any

import pandas as pd

from teamform.plan.columns import Column, Kind, Sheet
from teamform.plan.issues import Severity
from teamform.plan.sheets import SHEETS
from teamform.workbook.book import Book
from teamform.workbook.choices import LIST_ROWS, LISTS, add_choices, place
from teamform.workbook.style import HELP, INPUT, Heading, add_sheet
from teamform.workbook.typed import tables
from teamform.workbook.writer import FORMATS, note, save, shown

WELCOME = (
    "How to fill this in",
    "People and Demand are needed; every other sheet may stay as it is or be deleted. Replace the example rows.",
)


def template(target: str | os.PathLike[str] | IO[bytes]) -> None:
    """Write the empty workbook."""
    book = Book()
    _guide(book)
    examples = _examples()
    places = _places()
    for sheet in SHEETS.values():
        _sheet(book, sheet, examples.get(sheet.name), places)
    _lists(book)
    save(book, target)


def _sheet(book: Book, sheet: Sheet, example: pd.DataFrame | None, places: dict[str, str]) -> None:
    headings = [Heading(c.name, FORMATS.get(c.kind, ""), note(c)) for c in sheet.columns]
    rows = [] if example is None else list(zip(*(shown(example[c.name], c) for c in sheet.columns), strict=True))
    written = add_sheet(book, sheet.name, headings, rows, INPUT)
    add_choices(written, sheet.columns, LIST_ROWS, places)


def _examples() -> dict[str, pd.DataFrame]:
    """An example row of each sheet, where it makes sense beside those of the others."""
    raw = {
        sheet.name: pd.DataFrame([{c.name: _raw(c) for c in sheet.columns}], index=[2], dtype=object)
        for sheet in SHEETS.values()
    }
    while True:
        typed = tables(raw)
        wrong = {issue.sheet for issue in typed.issues if issue.severity is Severity.RED}
        if not wrong:
            return typed.tables
        raw = {name: frame for name, frame in raw.items() if name not in wrong}


def _raw(column: Column) -> Any:
    return column.example if column.example != "" else None


def _places() -> dict[str, str]:
    """Where the values stand that columns refer to, and the fixed words that are too long for a cell's own list."""
    found = {}
    for sheet in SHEETS.values():
        for i, column in enumerate(sheet.columns):
            found[f"{sheet.name}.{column.name}"] = place(sheet.name, i + 1)
    return found


def _guide(book: Book) -> None:
    """Every column explained."""
    names = ("sheet", "column", "what it is", "what it holds", "must be filled", "a blank stands for", "example")
    rows = []
    for sheet in SHEETS.values():
        rows.append((sheet.name, "", sheet.help, "", sheet.required, sheet.absent, ""))
        rows += [(sheet.name, c.name, c.help, _holds(c), c.required, _blank(c), str(c.example)) for c in sheet.columns]
    add_sheet(book, "Guide", [Heading(name) for name in names], rows, HELP, above=WELCOME)


def _holds(column: Column) -> str:
    parts = [f"one of: {', '.join(column.choices)}" if column.choices else column.kind.value]
    if column.lowest is not None and column.highest is not None:
        parts.append(f"from {column.lowest:g} to {column.highest:g}")
    if column.refers:
        parts.append(f"as in {column.refers}")
    return "; ".join(parts)


def _blank(column: Column) -> str:
    if column.required or column.default is None:
        return ""
    if isinstance(column.default, bool):
        return "yes" if column.default else "no"
    scale = {Kind.FTE: 100, Kind.SHARE: 10_000}.get(column.kind)
    return f"{column.default / scale:g}" if scale else str(column.default)


def _lists(book: Book) -> None:
    """The fixed words, a column for each list."""
    lists = {f"{s.name}.{c.name}": c.choices for s in SHEETS.values() for c in s.columns if c.choices}
    rows = [
        tuple(words[i] if i < len(words) else None for words in lists.values())
        for i in range(max(map(len, lists.values())))
    ]
    add_sheet(book, LISTS, [Heading(name) for name in lists], rows, HELP)
