"""Cells are rid of what is never kept, wherever it stands: numbers of people, addresses, notes about health."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from teamform.workbook.door.sheet import column_letters
from teamform.workbook.grid import Grid
from teamform.workbook.recognising.private import taken_out
from teamform.workbook.recognising.table import Table
from teamform.workbook.recognising.words import Vocabulary
from teamform.workbook.spellings import squeezed, words

NOTES: Final = ("notes_for_allocation", "employment_type", "active_status", "work_pattern", "full_part_time")
"""Fields of people in which something private may be said in words."""


def cleanse(grid: Grid, tables: Sequence[Table], vocabulary: Vocabulary) -> None:
    """Take out of every cell of a sheet, but for headings, what is never kept; a remark of the sheet says where."""
    heads = {row for table in tables for row in table.head}
    taken: list[tuple[str, str, str]] = []
    for row, cells in grid.rows.items():
        if row in heads:
            continue
        for column, value in cells.items():
            if not isinstance(value, str):
                continue
            table = next((t for t in tables if row in t.rows and column in t.rows[row]), None)
            heading = table.headings.get(column, "") if table is not None else ""
            found = _address_of_one(value, heading, vocabulary) or taken_out(
                value, _is_note(value, heading, vocabulary)
            )
            if found is None:
                continue
            cells[column] = found[0]
            if table is not None:
                table.rows[row][column] = found[0]
            taken.append((f"{column_letters(column)}{row}", "private", found[1]))
    for table in tables:
        table.asides = [replace(a, glimpse=(taken_out(a.glimpse, True) or (a.glimpse,))[0]) for a in table.asides]
    grid.remarks = (*grid.remarks, *taken)


def _address_of_one(text: str, heading: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Where an e-mail address identifies a person, the name before its @ does so too."""
    if "@" not in text or vocabulary.field("People", heading) not in ("person_id", "line_manager_id"):
        return None
    name, _, host = text.strip().partition("@")
    return (name, "An e-mail address stood here; only the name before its @ is kept.") if name and "." in host else None


def _is_note(text: str, heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell is free text: under a heading that isn't known, in a column of notes, or around the tables."""
    if vocabulary.field("People", heading) in NOTES:
        return True
    told = vocabulary.knows(heading) or squeezed(heading) in of_systems()
    return not told and text.count(" ") >= 2


@cache
def of_systems() -> frozenset[str]:
    """Headings, squeezed, that are known from exports of systems, but for those of notes."""
    every = {squeezed(name) for about in words("profiles").values() for name in about["columns"]}
    return frozenset(every - {"notes"})
