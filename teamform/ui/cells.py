"""Cells on the screen: the plan's values as text that people read and type, and back again without guessing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from teamform.plan.columns import Column, Kind, Sheet, sentence_case
from teamform.store.changes import Change, put
from teamform.workbook.normalise import normalise, squeezed
from teamform.workbook.unusable import Unusable


@dataclass(frozen=True)
class Refused:
    """A cell that was not kept: whose, which, what was typed, why, and what to do. The old value stays."""

    row: str
    column: str
    typed: str
    why: str

    def __str__(self) -> str:
        return f"{self.row}, {sentence_case(self.column)}: “{self.typed}” was not kept. {self.why} The old value stays."


def written(sheet: Sheet, rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """The columns that some stored rows fill, and their values as people write them."""
    used = [column for column in sheet.columns if any(column.name in row for row in rows)]
    return [sentence_case(c.name) for c in used], [[text(row.get(c.name), c.kind) for c in used] for row in rows]


def text(value: Any, kind: Kind) -> str:
    """A stored value as people write it; a blank is blank."""
    if value is None or value is pd.NA or value is pd.NaT or value != value or value == "":
        return ""
    if kind is Kind.FTE:
        return f"{value / 100:g}"
    if kind is Kind.SHARE:
        return f"{value / 100:g}%"
    if kind is Kind.DATE:
        return f"{pd.Timestamp(value):%d/%m/%Y}"
    if kind is Kind.YES_NO:
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def shown(table: pd.DataFrame, sheet: Sheet, columns: Sequence[str]) -> pd.DataFrame:
    """A table of a plan as text, with only these columns."""
    return pd.DataFrame(
        {c: [text(v, sheet.by_name[c].kind) for v in table[c]] for c in columns}, index=table.index, dtype="str"
    )


def read(column: Column, typed: Any) -> Any:
    """The stored value of what was typed; raises Unusable with the reason."""
    bare = "" if typed is None else str(typed).strip()
    if not bare:
        if column.required:
            raise Unusable("This can't be left blank.", "Type a value.")
        return None
    value = normalise(column, bare).value
    if column.required and value is None:
        raise Unusable("This can't be left blank.", "Type a value.")
    return value if not isinstance(value, datetime) else pd.Timestamp(value).to_pydatetime()


def changes(sheet: Sheet, row: int, name: str, typed: Mapping[str, Any]) -> tuple[list[Change], list[Refused]]:
    """What typing into the cells of one row changes, and which cells can't be kept."""
    kept, refused = [], []
    for column, value in typed.items():
        about = sheet.by_name[column]
        try:
            kept.append(put(sheet.name, row, column, read(about, value)))
        except Unusable as no:
            refused.append(Refused(name, column, str(value or ""), f"{no.why} {no.action}"))
    return kept, refused


def as_kept(column: Column, typed: str) -> str:
    """What was typed (and can be read) as it is shown from now on."""
    return text(read(column, typed), column.kind)


def names(sheet: Sheet, table: pd.DataFrame) -> list[str]:
    """What people call each row: its key."""
    needed = [c.name for c in sheet.columns if c.required][:2] or [sheet.columns[0].name]
    key = list(sheet.key) if sheet.key and (table[list(sheet.key)] != "").all(axis=None) else needed
    return [" / ".join(filter(None, map(str, row))) for row in table[key].itertuples(index=False, name=None)]


@dataclass(frozen=True)
class Pasted:
    """Rows pasted from a spreadsheet, lined up with a sheet: what they change, add, and what can't be used."""

    changed: tuple[tuple[str, str, str, str], ...]
    """Row, column, was, becomes."""
    added: tuple[dict[str, Any], ...]
    refused: tuple[Refused, ...]
    unknown: tuple[str, ...]
    """Headers that the sheet doesn't know; their columns are left out."""
    changes: tuple[Change, ...]


def pasted(sheet: Sheet, table: pd.DataFrame, block: str) -> Pasted:
    """Line up a block of cells (first row: headers) copied from a spreadsheet with a sheet of the plan."""
    lines = [line.split("\t") for line in block.replace("\r", "").split("\n") if line.strip()]
    if not lines:
        return Pasted((), (), (), (), ())
    known = {squeezed(name): c for c in sheet.columns for name in (c.name, *c.aliases)}
    header = [known.get(squeezed(h)) for h in lines[0]]
    unknown = tuple(h.strip() for h, c in zip(lines[0], header, strict=True) if c is None and h.strip())
    place = {name: i for i, name in enumerate(names(sheet, table))}
    changed, added, refused, kept = [], [], [], []
    for cells in lines[1:]:
        typed = {c.name: v.strip() for c, v in zip(header, cells, strict=False) if c is not None}
        name = " / ".join(filter(None, (typed.get(k, "") for k in sheet.key)))
        if sheet.key and name in place:
            at = place[name]
            some, no = changes(
                sheet, int(table.index[at]), name, {c: v for c, v in typed.items() if c not in sheet.key}
            )
            refused += no
            for one in some:
                was = text(table[one.column].iloc[at], sheet.by_name[one.column].kind)
                becomes = as_kept(sheet.by_name[one.column], typed[one.column])
                if becomes != was:
                    changed.append((name, one.column, was, becomes))
                    kept.append(one)
            continue
        new, no = new_row(sheet, typed, name or "new row")
        refused += no
        if not no:
            added.append(new)
    return Pasted(tuple(changed), tuple(added), tuple(refused), unknown, tuple(kept))


def new_row(sheet: Sheet, typed: Mapping[str, Any], name: str) -> tuple[dict[str, Any], list[Refused]]:
    """The values of a row to be added, and what is missing or can't be used."""
    values, refused = {}, []
    for column in sheet.columns:
        given = typed.get(column.name, "")
        if not given and not column.required:
            continue
        try:
            values[column.name] = read(column, given)
        except Unusable as no:
            refused.append(Refused(name, column.name, str(given), f"{no.why} {no.action}"))
    return {c: v for c, v in values.items() if v is not None}, refused


def options(sheet: Sheet, column: Column, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """What a cell may be chosen from: the fixed list, or the identifiers of the sheet that it refers to."""
    if column.kind is Kind.YES_NO:
        return ["", "yes", "no"]
    if column.choices:
        return ["", *column.choices]
    other, _, name = column.refers.partition(".")
    if other and other != sheet.name and other in tables and 0 < len(tables[other]) <= MOST_OPTIONS:
        return ["", *_unique(tables[other][name])]
    return []


MOST_OPTIONS = 300


def _unique(values: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(v) for v in values if str(v)))
