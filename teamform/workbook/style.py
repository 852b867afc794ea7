"""How written tables look: headings, widths, number formats, colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.utils import get_column_letter

from teamform.workbook.book import DATE, Book, Look, Page

INPUT, OUTPUT, HELP = "1D70B8", "00703C", "505A5F"
"""Colours of the tabs: what may be changed and loaded again, what is for reading, what explains."""
FTE, MONEY, TEXT = "0.0#", "£#,##0", "@"
FILLS: Final[Mapping[str, str]] = {"red": "F6D7D2", "amber": "FFF2CC", "green": "CCE2D8"}


@dataclass(frozen=True)
class Heading:
    """A column of a written sheet: its name, the number format of its cells, and a note on the heading."""

    name: str
    format: str = ""
    note: str = ""


def add_sheet(book: Book, title: str, headings: Sequence[Heading], rows: Sequence[Sequence[Any]],
              colour: str, *, fill_by: int | None = None, above: Sequence[str] = ()) -> Page:  # fmt: skip
    """Write a table: frozen headings, a filter, widths that fit.

    ``fill_by`` is the column whose value (red, amber, green) colours the row; ``above`` are lines of
    text over the headings.
    """
    head = len(above) + 1
    titles = [
        (i + 1, [line], [Look(bold=i == 0, size=14 if i == 0 else 11, wrapped=False)]) for i, line in enumerate(above)
    ]
    names = (
        head,
        [h.name for h in headings],
        [Look(fill=colour, colour="FFFFFF", bold=True, wrapped=True)] * len(headings),
    )
    looks = {fill: [Look(h.format, fill) for h in headings] for fill in ("", *FILLS.values())}
    below = [
        (head + i, row, looks["" if fill_by is None else FILLS.get(str(row[fill_by]), "")])
        for i, row in enumerate(rows, start=1)
    ]
    page = book.page(title, [*titles, names, *below])
    page.sheet.sheet_properties.tabColor = f"FF{colour}"
    page.sheet.freeze_panes = f"A{head + 1}"
    page.sheet.auto_filter.ref = f"A{head}:{get_column_letter(max(len(headings), 1))}{head + max(len(rows), 1)}"
    for i, heading in enumerate(headings):
        width = _width(heading, [row[i] for row in rows[:500]])
        page.sheet.column_dimensions[get_column_letter(i + 1)].width = width
        if heading.note:
            page.note(head, i + 1, heading.note, height=140)
    return page


def _width(heading: Heading, values: Sequence[Any]) -> int:
    """How many letters a column is wide: enough for most of what stands in it."""
    lengths = sorted(len(str(value)) for value in values if value is not None)
    usual = lengths[int(len(lengths) * 0.95)] if lengths else 0
    return min(max(usual, len(heading.name) + 2, 10 if heading.format == DATE else 6) + 2, 60)
