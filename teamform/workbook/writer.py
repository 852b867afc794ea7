"""Writing a workbook: the input as it was understood, and the proposal; it can be loaded again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import pandas as pd

from teamform.plan.columns import Column, Kind
from teamform.plan.filling import is_blank
from teamform.plan.issues import Issue
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.team.proposal import Proposal
from teamform.workbook import pages
from teamform.workbook.book import DATE, Book
from teamform.workbook.choices import add_choices
from teamform.workbook.style import FTE, INPUT, MONEY, TEXT, Heading, add_sheet

FORMATS: Mapping[Kind, str] = {
    Kind.ID: TEXT, Kind.FTE: FTE, Kind.SHARE: "0.##%", Kind.DATE: DATE, Kind.MONEY: MONEY,
}  # fmt: skip


def write(
    target: str | os.PathLike[str] | IO[bytes],
    plan: Plan,
    proposal: Proposal | None = None,
    issues: Sequence[Issue] = (),
    remarks: Sequence[object] = (),
    reasons: Mapping[tuple[str, str], str] | None = None,
    more: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Write a plan, and a proposal if there is one, as a workbook that can be loaded again.

    ``remarks`` are sentences about the plan; ``reasons`` says, by demand_id and period, why a seat
    isn't filled; ``more`` are tables of reasons by the names of their sheets.
    A file is written aside and put in its place only when it is complete.
    """
    book = Book()
    if proposal is not None:
        pages.add_proposal(book, plan, proposal, reasons or {})
    pages.add_tables(book, more or {})
    add_input(book, plan.given)
    pages.add_notes(book, plan, issues, remarks)
    save(book, target)


def add_input(book: Book, tables: Mapping[str, pd.DataFrame]) -> None:
    """The sheets of the plan, in our own names, units and order of columns; rows in their own order."""
    for name, sheet in SHEETS.items():
        table = tables.get(name)
        if table is None or table.empty:
            continue
        table = sheet.typed(table)
        columns = [c for c in sheet.columns if c.required or not is_blank(table[c.name]).all()]
        headings = [Heading(c.name, FORMATS.get(c.kind, ""), note(c)) for c in columns]
        values = [shown(table[c.name], c) for c in columns]
        written = add_sheet(book, name, headings, list(zip(*values, strict=True)), INPUT)
        add_choices(written, columns, max(len(table) + 1, 2))


def shown(values: pd.Series, column: Column) -> list[Any]:
    """Stored values in the units that people write."""
    blank = is_blank(values)
    plain = values.astype(object).where(~blank, None).tolist()
    scale = {Kind.FTE: 100, Kind.SHARE: 10_000}.get(column.kind)
    if scale:
        return [None if value is None else value / scale for value in plain]
    if column.kind is Kind.DATE:
        return [None if value is None else pd.Timestamp(value).to_pydatetime() for value in plain]
    return plain


def note(column: Column) -> str:
    """What a column is for: shown beside its heading."""
    parts = [column.help, f"{column.kind.value[0].upper()}{column.kind.value[1:]}."]
    if column.choices:
        parts.append(f"One of: {', '.join(column.choices)}.")
    if column.lowest is not None and column.highest is not None:
        parts.append(f"From {column.lowest:g} to {column.highest:g}.")
    if column.refers:
        parts.append(f"As in {column.refers.replace('.', ', column ')}.")
    parts.append("Must be filled." if column.required else "May be blank.")
    if column.unused:
        parts.append("Kept; no rule looks at it yet.")
    return "\n".join(parts)


def save(book: Book, target: str | os.PathLike[str] | IO[bytes]) -> None:
    """Save aside, then put in place in one step: nobody ever finds half a file."""
    content = book.content()
    if not isinstance(target, str | os.PathLike):
        target.write(content)
        return
    path = Path(target)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o644 if not path.exists() else path.stat().st_mode & 0o777)
        Path(aside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(aside).unlink()
        raise
