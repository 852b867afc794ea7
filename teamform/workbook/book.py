"""Workbooks that are written from nothing: no text in their cells can become anything but text.

openpyxl makes the files and all that stands around the cells. The cells are put in here: a large import has a
million of them, and openpyxl takes seven times as long to make one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from math import isfinite
from tempfile import TemporaryFile
from typing import IO, Any, Final, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from teamform.errors import TeamformError
from teamform.workbook.door.limits import COLUMNS, LAST_ROW

DATE: Final = "dd/mm/yyyy"
LONGEST: Final = 32_000
_LIVE = ("=", "+", "-", "@", "\t", "\r")
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(r"[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x|^\s|\s$")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CELLS = re.compile(rb"<sheetData ?/>|<sheetData>.*</sheetData>", re.DOTALL)
"""Where the cells stand in the file of a sheet."""


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


@dataclass(frozen=True)
class Page:
    """A sheet: openpyxl's, for what stands around the cells, and the lines of cells."""

    sheet: Worksheet
    lines: Sequence[Line]

    def note(self, row: int, column: int, text: str, height: int) -> None:
        """Hang a comment on a cell."""
        words = _ESCAPE.sub("_x005F_", possible(text))
        self.sheet.cell(row, column).comment = Comment(words, "teamform", height=height, width=320)


class Book:
    """A workbook to be written."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._pages: list[Page] = []
        self._styles: dict[tuple[Look, bool, bool], int] = {}

    def page(self, title: str, lines: Sequence[Line]) -> Page:
        """Add a sheet; its lines stand in the order of their numbers."""
        last, widest = max((n for n, *_ in lines), default=1), max((len(values) for _, values, _ in lines), default=1)
        if last > LAST_ROW or widest > COLUMNS:
            raise TeamformError(f"The sheet “{title}” would have {last:,} rows and {widest:,} columns; "
                                "no workbook holds that many.")  # fmt: skip
        made = Page(self._book.create_sheet(title), lines)
        for corner in ((1, 1), (last, max(widest, 1))):  # the file says how large a sheet is
            made.sheet.cell(*corner)
        self._pages.append(made)
        return made

    def style(self, look: Look, wrapped: bool = False, inert: bool = False) -> int:
        """The number under which a look stands in the file."""
        key = (look, wrapped, inert)
        if key not in self._styles:
            made = Cell(self._pages[0].sheet, 1, 1)
            made.alignment = Alignment(vertical="top", wrap_text=wrapped)
            made.quotePrefix = inert
            if look.bold or look.colour or look.size != Look().size:
                made.font = Font(bold=look.bold, size=look.size, color=f"FF{look.colour or '000000'}")
            if look.format:
                made.number_format = look.format
            if look.fill:
                made.fill = PatternFill("solid", start_color=f"FF{look.fill}")
            self._styles[key] = made.style_id
        return self._styles[key]

    def content(self) -> bytes:
        """The workbook as a file."""
        with ExitStack() as open_files:
            cells = [open_files.enter_context(TemporaryFile()) for _ in self._pages]
            for page, file in zip(self._pages, cells, strict=True):  # first, since the file names all styles at its end
                file.writelines(self._rows(page))
                file.seek(0)
            bare, whole = BytesIO(), BytesIO()
            self._book.save(bare)
            of = {page.sheet.path.lstrip("/"): file for page, file in zip(self._pages, cells, strict=True)}
            with ZipFile(bare) as parts, ZipFile(whole, "w", ZIP_DEFLATED) as made:
                for name in parts.namelist():
                    with made.open(name, "w", force_zip64=True) as part:
                        _fill(part, parts.read(name), of.pop(name, None))
            if of:
                raise RuntimeError("openpyxl has made the file without its cells.")
        return whole.getvalue()

    def _rows(self, page: Page) -> Iterator[bytes]:
        """The rows of a sheet as they stand in the file."""
        letters = [
            get_column_letter(i + 1) for i in range(max((len(values) for _, values, _ in page.lines), default=0))
        ]
        yield b"<sheetData>"
        for number, values, looks in page.lines:
            cells = [
                self._cell(f"{letter}{number}", value, look)
                for letter, value, look in zip(letters, values, looks, strict=False)
            ]
            yield f'<row r="{number}">{"".join(cells)}</row>'.encode()
        yield b"</sheetData>"

    def _cell(self, at: str, value: Any, look: Look) -> str:
        """A cell as it stands in the file; nothing where there is neither a value nor a fill."""
        if isinstance(value, bool | np.bool_):
            value = "yes" if value else "no"
        if isinstance(value, str):
            text = possible(value)
            if text:
                wrapped = len(text) > 40 if look.wrapped is None else look.wrapped
                style = self.style(look, wrapped, text.startswith(_LIVE))
                return f'<c r="{at}" s="{style}" t="inlineStr"><is>{_written(text)}</is></c>'
            value = None
        if value is None or value is pd.NA or value is pd.NaT:
            return f'<c r="{at}" s="{self.style(look)}"/>' if look.fill else ""
        if isinstance(value, date):
            value, look = _serial(value), look if look.format else look._replace(format=DATE)
        if not isfinite(value):
            return self._cell(at, None, look)
        return f'<c r="{at}" s="{self.style(look)}"><v>{str(value).removesuffix(".0")}</v></c>'


def _fill(part: IO[bytes], content: bytes, cells: IO[bytes] | None) -> None:
    """Write a part of the file; with the cells in their place where it is a sheet."""
    if cells is None:
        part.write(content)
        return
    around = _CELLS.split(content)
    if len(around) != 2:
        raise RuntimeError("openpyxl has made the file without its cells.")
    part.write(around[0])
    shutil.copyfileobj(cells, part, 1 << 20)
    part.write(around[1])


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
