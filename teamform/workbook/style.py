"""How written workbooks look: headings, widths, number formats; and how text is kept from becoming a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

Page = Any
"""A worksheet that is written row by row (openpyxl's own type of it names none of its parts)."""
INPUT, OUTPUT, HELP = "1D70B8", "00703C", "505A5F"
"""Colours of the tabs: what may be changed and loaded again, what is for reading, what explains."""
FTE, DATE, MONEY, TEXT = "0.0#", "dd/mm/yyyy", "£#,##0", "@"
LONGEST: Final = 32_000
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = {colour: PatternFill("solid", start_color=colour) for colour in (INPUT, OUTPUT, HELP)}
_WRAP = Alignment(vertical="top", wrap_text=True)
_TOP = Alignment(vertical="top")
FILLS: Final[Mapping[str, PatternFill]] = {
    "red": PatternFill("solid", start_color="F6D7D2"),
    "amber": PatternFill("solid", start_color="FFF2CC"),
    "green": PatternFill("solid", start_color="CCE2D8"),
}
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Heading:
    """A column of a written sheet: its name, the number format of its cells, and a note on the heading."""

    name: str
    format: str = ""
    note: str = ""


def add_sheet(book: Workbook, title: str, headings: Sequence[Heading], rows: Sequence[Sequence[Any]],
              colour: str, *, fill_by: int | None = None, above: Sequence[str] = ()) -> Page:  # fmt: skip
    """Write a table: frozen headings, a filter, widths that fit.

    ``fill_by`` is the column whose value (red, amber, green) colours the row; ``above`` are lines of
    text over the headings.
    """
    sheet: Page = book.create_sheet(title)
    sheet.sheet_properties.tabColor = colour
    head = len(above) + 1
    widths = [_width(heading, [row[i] for row in rows[:500]]) for i, heading in enumerate(headings)]
    for i, width in enumerate(widths):
        sheet.column_dimensions[get_column_letter(i + 1)].width = width
    last = get_column_letter(max(len(headings), 1))
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{last}{head + max(len(rows), 1)}"
    for i, line in enumerate(above):
        sheet.append([_bold(sheet, line, 14 if i == 0 else 11)])
    sheet.append([_head(sheet, heading, colour) for heading in headings])
    for row in rows:
        fill = str(row[fill_by]) if fill_by is not None else ""
        sheet.append([cell(sheet, value, heading.format, fill) for value, heading in zip(row, headings, strict=True)])
    return sheet


def cell(sheet: Page, value: Any, number_format: str = "", fill: str = "") -> Any:
    """A cell; text is stored as text whatever it begins with, so that it can never become a formula.

    ``fill`` is red, amber or green; any other word leaves the cell plain.
    """
    if value is None or value is pd.NA or value is pd.NaT or value == "":
        if fill not in FILLS:
            return None
        value = None
    if isinstance(value, bool):
        value = "yes" if value else "no"
    made = WriteOnlyCell(sheet)
    look = _Look(number_format, fill=fill)
    if isinstance(value, str):
        text = _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", value))[:LONGEST]
        made.value = text
        made.data_type = "s"
        look = look._replace(wrapped=len(text) > 40, inert=text.startswith(_LIVE))
    else:
        made.value = value
        if not number_format and isinstance(value, datetime | date):
            look = look._replace(number_format=DATE)
    _dress(made, look)
    return made


class _Look(NamedTuple):
    """How a cell looks."""

    number_format: str = ""
    wrapped: bool = False
    inert: bool = False
    fill: str = ""


_STYLES: WeakKeyDictionary[Workbook, dict[_Look, Any]] = WeakKeyDictionary()
"""The style of each look by workbook: openpyxl takes long over making one, and a large plan has a million cells."""


def _dress(made: Any, look: _Look) -> None:
    """Give a cell its look."""
    known = _STYLES.setdefault(made.parent.parent, {})
    if look not in known:
        made.alignment = _WRAP if look.wrapped else _TOP
        if look.inert:
            made.quotePrefix = True
        if look.number_format:
            made.number_format = look.number_format
        if look.fill in FILLS:
            made.fill = FILLS[look.fill]
        known[look] = made._style
    made._style = copy(known[look])


def _head(sheet: Page, heading: Heading, colour: str) -> Any:
    made = cell(sheet, heading.name)
    made.font, made.fill, made.alignment = _HEAD, _HEAD_FILL[colour], _WRAP
    if heading.note:
        made.comment = Comment(heading.note, "teamform", height=140, width=320)
    return made


def _bold(sheet: Page, text: str, size: int) -> Any:
    made = cell(sheet, text)
    if made is not None:
        made.font, made.alignment = Font(bold=size > 11, size=size), _TOP
    return made


def _width(heading: Heading, values: Sequence[Any]) -> float:
    """Wide enough for most of what stands in a column."""
    lengths = sorted(len(str(value)) for value in values if value is not None)
    usual = lengths[int(len(lengths) * 0.95)] if lengths else 0
    return float(min(max(usual, len(heading.name) + 2, 10 if heading.format == DATE else 6) + 2, 60))
