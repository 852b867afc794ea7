"""Workbooks that are written from nothing: no text in their cells can become anything but text.

XlsxWriter makes the files and all that stands around the cells. The cells are made here: a large import has a
million of them, its own calls take four times as long, and it would take text in ``<r>`` for markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from math import isfinite
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from teamform.errors import TeamformError

DATE: Final = "dd/mm/yyyy"
LONGEST: Final = 32_000
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(r"[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x|^\s|\s$")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Look(NamedTuple):
    """How a cell is to look; without a word on it, long text is wrapped."""

    format: str = ""
    fill: str = ""
    bold: bool = False
    size: int = 11
    colour: str = ""
    wrapped: bool | None = None


Line = tuple[int, Sequence[Any], Sequence[Look]]
"""A row of a sheet: its number, its values from the first column on, and the look of each."""


class Page(Worksheet):  # type: ignore[misc]
    """A sheet; its cells are written when the file is made."""

    book: Book
    lines: Sequence[Line] = ()

    def note(self, row: int, column: int, text: str, height: int) -> None:
        """Hang a comment on a cell."""
        self.write_comment(row - 1, column - 1, possible(text), {"author": "teamform", "width": 320, "height": height})

    def _write_sheet_data(self) -> None:
        """Write the cells, where XlsxWriter would write those that it was given."""
        letters = [xl_col_to_name(i) for i in range(max((len(values) for _, values, _ in self.lines), default=0))]
        self.fh.write("<sheetData>")
        for number, values, looks in self.lines:
            cells = [
                self._cell(f"{letter}{number}", value, look)
                for letter, value, look in zip(letters, values, looks, strict=False)
            ]
            self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')
        self.fh.write("</sheetData>")
        self.lines = ()

    def _cell(self, at: str, value: Any, look: Look) -> str:
        """A cell as it stands in the file; nothing where there is neither a value nor a fill."""
        if isinstance(value, bool | np.bool_):
            value = "yes" if value else "no"
        if isinstance(value, str):
            text = possible(value)
            if text:
                wrapped = len(text) > 40 if look.wrapped is None else look.wrapped
                style = self.book.style(look, wrapped, text.startswith(_LIVE))
                return f'<c r="{at}" s="{style}" t="inlineStr"><is>{_written(text)}</is></c>'
            value = None
        if value is None or value is pd.NA or value is pd.NaT:
            return f'<c r="{at}" s="{self.book.style(look)}"/>' if look.fill else ""
        if isinstance(value, date):
            value, look = _serial(value), look if look.format else look._replace(format=DATE)
        if not isfinite(value):
            return self._cell(at, None, look)
        return f'<c r="{at}" s="{self.book.style(look)}"><v>{str(value).removesuffix(".0")}</v></c>'


class Book(Workbook):  # type: ignore[misc]
    """A workbook to be written."""

    def __init__(self) -> None:
        self._file = BytesIO()
        self._styles: dict[tuple[Look, bool, bool], int] = {}
        super().__init__(self._file, {"use_zip64": True})

    def page(self, title: str, lines: Sequence[Line]) -> Page:
        """Add a sheet; its lines stand in the order of their numbers."""
        made: Page = self.add_worksheet(title, worksheet_class=Page)
        made.book, made.lines = self, lines
        last, widest = max((n for n, *_ in lines), default=1), max((len(values) for _, values, _ in lines), default=1)
        if made._check_dimensions(0, 0) or made._check_dimensions(last - 1, max(widest, 1) - 1):
            raise TeamformError(f"The sheet “{title}” would have {last:,} rows; no workbook holds that many.")
        return made

    def style(self, look: Look, wrapped: bool = False, inert: bool = False) -> int:
        """The number under which a look stands in the file."""
        key = (look, wrapped, inert)
        if key not in self._styles:
            made = {"num_format": look.format or "General", "bold": look.bold, "font_size": look.size,
                    "valign": "top", "text_wrap": wrapped, "quote_prefix": inert}  # fmt: skip
            colours = {"bg_color": look.fill, "font_color": look.colour}
            made |= {name: f"#{colour}" for name, colour in colours.items() if colour}
            self._styles[key] = self.add_format(made)._get_xf_index()
        return self._styles[key]

    def content(self) -> bytes:
        """The workbook as a file; nothing can be added to it after that."""
        with TemporaryDirectory(prefix="teamform.") as self.tmpdir:
            try:
                self.close()
            finally:
                for page in self.worksheets():
                    page._xml_close()
        if any(page.lines for page in self.worksheets()):
            raise RuntimeError("XlsxWriter has made the file without its cells.")
        return self._file.getvalue()


def possible(text: str) -> str:
    """The text without characters that no workbook can hold, and not longer than a cell can be."""
    return (_IMPOSSIBLE.sub("", text) if _SPECIAL.search(text) else text)[:LONGEST]


@lru_cache(maxsize=4096)
def _written(text: str) -> str:
    """Text as it stands in the file, so that every program reads the very same text."""
    if not _SPECIAL.search(text):
        return f"<t>{text}</t>"
    plain = escape(_ESCAPE.sub("_x005F_", text), {"\r": "&#13;"})
    return f'<t xml:space="preserve">{plain}</t>'


def _serial(value: date) -> float:
    """The days that spreadsheets count for a date; they count a 29 February 1900, which never was."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    return days if days >= 61 else days - 1
