"""Reading .xlsx and .xlsm: what each cell shows, and where the file keeps silent or lies."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from teamform.workbook.door import limits
from teamform.workbook.door.book import SPLIT, Book, book_of, unescaped
from teamform.workbook.door.formats import DATE, HOURS, PLAIN, day, hours
from teamform.workbook.door.markup import Attributes, local, parse
from teamform.workbook.door.package import Package
from teamform.workbook.door.refused import Refused
from teamform.workbook.door.sheet import MOST_REMARKS, Cells, Found, Remark, Sheet, column_letters, column_number

PLACE = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,10})$")


LEFT_ALONE = (
    ("vbaproject", "macros", "The file holds macros; they are left alone and never run."),
    ("externallinks/", "links", "The file links to other files; the values that it stores itself are read."),
)
"""Parts that are never looked into, and what is said of them."""


def read(package: Package) -> Iterator[Sheet | tuple[int, Found]]:
    """Every sheet, and after it its rows."""
    book = book_of(package)
    if not book.sheets:
        raise Refused("There is no sheet in it.")
    about = tuple(Remark("", kind, words) for mark, kind, words in LEFT_ALONE
                  if any(mark in name for name in package.names))  # fmt: skip
    for at, (name, state, relation) in enumerate(book.sheets):
        kind, part = book.parts.get(relation, ("", ""))
        if kind in ("chartsheet", "dialogsheet", "xlMacrosheet"):
            yield Sheet(name, state, (Remark("", kind, "It is no sheet of cells."),))
        elif part not in package:
            yield Sheet(name, state, (Remark("", "missing", "The sheet's own part is missing from the file."),))
        else:
            yield from _sheet(package, part, name, state, book, () if at else about)


def _sheet(package: Package, part: str, name: str, state: str, book: Book,
           about: tuple[Remark, ...]) -> Iterator[Sheet | tuple[int, Found]]:  # fmt: skip
    reader = _SheetReader(book)
    with package.open(part) as source:
        parse(source, part, reader.start, reader.end, reader.text)
    yield Sheet(name, state, (*about, *reader.remarks), tuple(reader.hidden_rows), tuple(reader.hidden_columns),
                tuple(reader.merged), book.since_1904)  # fmt: skip
    yield from reader.rows.items()


class _SheetReader:
    """Collects the filled cells of one sheet."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: dict[int, Found] = {}
        self.remarks: list[Remark] = []
        self._written = 0
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[str] = []
        self._row = self._column = 0
        self._kind = self._format = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._collect: Callable[[str], None] | None = None
        self._phonetic = 0
        self._has_value = False

    def start(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "c":
                self._start_cell(attributes)
            case "v":
                self._has_value = True
                self._collect = self._value.append
            case "t":
                self._has_value = True
                self._collect = None if self._phonetic else self._value.append
            case "f":
                self._formula = []
                self._collect = self._formula.append
            case "row":
                self._start_row(attributes)
            case "rPh":
                self._phonetic += 1
            case "mergeCell":
                if len(self.merged) < 10_000:
                    self.merged.append(attributes.get("ref", ""))
            case "col":
                if attributes.get("hidden") in ("1", "true"):
                    edges = attributes.get("min", ""), attributes.get("max", "")
                    if all(edge.isdigit() and len(edge) < 6 for edge in edges) and len(self.hidden_columns) < 10_000:
                        self.hidden_columns.append((int(edges[0]), int(edges[1])))

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdigit() and len(number) < 12 else self._row + 1
        if not 0 < self._row <= limits.LAST_ROW:
            raise Refused(f"It has a row numbered {self._row:,}, which no spreadsheet can have: it isn't opened.")
        self._written += 1
        if len(self.rows) > limits.ROWS or self._written > limits.ROWS_WRITTEN:
            raise Refused(f"A sheet has more than {limits.ROWS:,} rows: {SPLIT}")
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        place = PLACE.match(attributes.get("r", ""))
        self._column = column_number(place[1]) if place else self._column + 1
        if place and int(place[2]) != self._row:
            self._row = int(place[2])
            if not 0 < self._row <= limits.LAST_ROW:
                raise Refused(f"It has a row numbered {self._row:,}, which no spreadsheet can have: it isn't opened.")
        if self._column > limits.COLUMNS:
            raise Refused("It has a cell beyond column XFD, which no spreadsheet can have: it isn't opened.")
        self._kind, style = attributes.get("t", "n"), attributes.get("s", "")
        formats = self.book.formats
        self._format = formats[int(style)] if style.isdigit() and int(style) < len(formats) else PLAIN
        self._value.clear()
        self._formula, self._has_value, self._collect = None, False, None

    def text(self, data: str) -> None:
        if self._collect:
            self._collect(data)

    def end(self, name: str) -> None:
        match local(name):
            case "c":
                self._end_cell()
            case "v" | "t" | "f":
                self._collect = None
            case "rPh":
                self._phonetic -= 1

    def _end_cell(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        self.book.count(len(cell) if isinstance(cell, str) else 0)
        row = self.rows.setdefault(self._row, {})
        if self._column in row:
            self._remark("twice", "is stored twice; the last is read.")
        row[self._column] = cell
        if len(row) > limits.IN_A_ROW:
            raise Refused(f"A row has more than {limits.IN_A_ROW:,} filled cells: {SPLIT}")

    def _cell(self) -> Cells:
        """What the cell shows, or what keeps it from showing anything."""
        text = "".join(self._value)
        if self._formula is not None and not text and self._kind != "str":
            return ("formula", "=" + "".join(self._formula)[:200])
        if self._kind == "s":
            return self._shared(text.strip())
        if self._kind in ("inlineStr", "str"):
            return self._cut(unescaped(text))
        return _plain(self._kind, text.strip(), self._format, self.book.since_1904)

    def _remark(self, kind: str, words: str) -> None:
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(Remark(f"{column_letters(self._column)}{self._row}", kind, f"The cell {words}"))

    def _cut(self, text: str) -> str:
        """The text, as long as a cell may be."""
        if len(text) > limits.TEXT:
            self._remark("long", f"holds {len(text):,} letters; only the first {limits.TEXT:,} are read.")
        return text[: limits.TEXT]

    def _shared(self, text: str) -> Cells:
        if text and not (text.isdigit() and len(text) < 10 and int(text) < len(self.book.texts)):
            return ("broken", f"text number {text[:20]}")
        return self._cut(self.book.texts[int(text)]) if text else None


def _plain(kind: str, text: str, shown_as: str, since_1904: bool) -> Cells:
    """A cell that isn't text."""
    if kind == "e":
        return ("error", text or "#VALUE!")
    if not text:
        return None
    if kind == "b":
        return text in ("1", "true")
    return ("date", text) if kind == "d" else _number(text, shown_as, since_1904)


def _number(text: str, shown_as: str, since_1904: bool) -> Cells:
    try:
        number = float(text)
    except ValueError:
        return ("broken", text[:60])
    if not math.isfinite(number):
        return ("broken", text[:60])
    if shown_as == DATE:
        return day(number, since_1904)
    if shown_as == HOURS:
        return hours(number)
    digits = text.lstrip("-")
    exact = int(text) if digits.isdecimal() and len(digits) < 18 else None
    whole = int(number) if exact is None and number.is_integer() and abs(number) < 1e15 else exact
    if whole is None:
        return number
    return str(whole).zfill(len(shown_as)) if shown_as != PLAIN and whole >= 0 else whole
