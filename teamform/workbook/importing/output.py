"""What an import is written to: a clean workbook with its health, and a copy of a file with its flagged cells."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import IO, Any

from teamform.plan.issues import Issue, Severity
from teamform.workbook.book import Book, Look
from teamform.workbook.grid import Grid, NoValue
from teamform.workbook.headers import titles
from teamform.workbook.importing.health import ask
from teamform.workbook.importing.imported import Imported
from teamform.workbook.style import FILLS, OUTPUT, Heading, add_sheet
from teamform.workbook.writer import add_input, save

Target = str | os.PathLike[str] | IO[bytes]
WORST = (Severity.RED, Severity.AMBER, Severity.GREEN)
PLAIN, FLAGGED = Look(), {severity: Look(fill=FILLS[str(severity)]) for severity in WORST}
LONGEST_COMMENT = 1000


def write_clean(target: Target, imported: Imported) -> None:
    """Write what came in as a workbook of our own, with the health of the data as a sheet; it can be loaded again."""
    book = Book()
    add_input(book, imported.tables)
    _health(book, imported.issues)
    if imported.suggestions:
        _table(book, "Suggestions", imported.suggestions)
    if imported.pools:
        _table(book, "Pools", imported.pools)
    save(book, target)


def write_health(target: Target, issues: Sequence[Issue]) -> None:
    """Write the health of the data alone: a line for each issue, with the sentence to send to the data's owner."""
    book = Book()
    _health(book, issues)
    save(book, target)


def _health(book: Book, issues: Sequence[Issue]) -> None:
    names = ("severity", "file", "sheet", "row", "column", "was", "became", "by", "why", "what to do",
             "to send to the owner of the data")  # fmt: skip
    rows = [(str(i.severity), i.file, i.sheet, i.row or None, i.column, i.found, i.became, i.by, i.why, i.action,
             ask(i) if i.severity is not Severity.GREEN else "") for i in issues]  # fmt: skip
    add_sheet(book, "Health", [Heading(name) for name in names], rows, OUTPUT, fill_by=0)


def _table(book: Book, title: str, items: Sequence[Any]) -> None:
    names = [field.name for field in fields(items[0])]
    add_sheet(book, title, [Heading(name) for name in names], list(map(attrgetter(*names), items)), OUTPUT)


def write_flagged(target: Target, imported: Imported, file: str) -> None:
    """Write a copy of a file that was imported, its flagged cells coloured and commented.

    Values stand where they stood; columns that were dropped at the door stay blank.
    """
    book = Book()
    only = len(imported.files) == 1
    grids = imported.grids[file]
    for title, grid in zip(titles(grid.name for grid in grids), grids, strict=True):
        mine = [i for i in imported.issues if i.sheet == grid.name and (only or i.file == file)]
        _copy(book, title, grid, mine)
    save(book, target)


def _copy(book: Book, title: str, grid: Grid, issues: Sequence[Issue]) -> None:
    headings = {str(value).strip(): column for cells in list(grid.rows.values())[:80][::-1]
                for column, value in cells.items() if isinstance(value, str)}  # fmt: skip
    flagged: dict[tuple[int, int], list[Issue]] = {}
    for issue in issues:
        first = min(grid.rows.get(issue.row, {1: None}))
        flagged.setdefault((issue.row, headings.get(issue.column, first)), []).append(issue)
    lines = []
    for row in sorted(grid.rows):
        columns = range(1, min(max(grid.rows[row]), 500) + 1)
        values = [grid.rows[row].get(c) for c in columns]
        shown = [str(value) if isinstance(value, NoValue) else value for value in values]
        lines.append((row, shown, [_look(flagged.get((row, c), ())) for c in columns]))
    sheet = book.page(title, lines)
    for row, shown, _ in lines:
        for column in range(1, len(shown) + 1):
            if (row, column) in flagged:
                sheet.note(row, column, _words(flagged[row, column]), height=120)


def _look(issues: Sequence[Issue]) -> Look:
    """The look of a cell with such issues."""
    return FLAGGED[min((i.severity for i in issues), key=WORST.index)] if issues else PLAIN


def _words(issues: Sequence[Issue]) -> str:
    """The comment on a cell with such issues."""
    words = "\n".join(f"{i.severity}: {i.why} {i.action}{f' Read as {i.became}.' if i.became else ''}" for i in issues)
    return words[:LONGEST_COMMENT]
