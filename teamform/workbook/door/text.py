"""Reading text files with separators (.csv, .tsv) in any common encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from statistics import median
from typing import BinaryIO

from teamform.workbook.door import limits
from teamform.workbook.door.refused import Refused
from teamform.workbook.door.sheet import MOST_REMARKS, Found, Remark, Sheet, column_letters

SEPARATORS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
OTHERS = (
    (b"%PDF", "a PDF document: ask for the spreadsheet that it was made from"),
    (b"{\\rtf", "a text document"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file: unpack it first"),
    (b"7z\xbc\xaf", "a packed file: unpack it first"),
    (b"Rar!", "a packed file: unpack it first"),
    (b"SQLite format 3", "a database"),
)
END = "(end of the file)"
DAMAGED = "\ufffd"
DOUBLY = re.compile("\u00c3[\u0080-\u00bf\u2122\u0153\u0178]|\u00e2\u20ac")
"""What letters look like that were coded twice."""
AS_TEXT = re.compile('="([^"]*)"')
"""How some programs keep spreadsheets from reading 001 as a number."""


def read(file: BinaryIO) -> Iterator[Sheet | tuple[int, Found]]:
    """The one table of a text file."""
    data = file.read(limits.FILE_BYTES + 1)
    kind = next((words for mark, words in OTHERS if data.startswith(mark)), "")
    if kind:
        raise Refused(f"It is {kind}.")
    text, encoding = _decoded(data)
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml", "<workbook")):
        raise Refused(
            "It is a web page or XML under another name: open it in a spreadsheet program and save it as .xlsx."
        )
    if start.startswith(("{", "[{")):
        raise Refused("It is JSON, not a table: ask for a spreadsheet.")
    text, separator = _separator(text)
    rows = _Rows(separator)
    rows.read(text)
    if not encoding.startswith("utf"):
        rows.remarks.insert(0, Remark("", "encoding", "The file doesn't say how its letters are coded; read as "
                                      f"{encoding}."))  # fmt: skip
    yield Sheet("", "visible", tuple(rows.remarks), widths=tuple(rows.widths))
    yield from rows.found


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding that it seems to have."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strictly(data, name), name
    sample = data[:4000]
    if sample.count(0) > len(sample) // 4:
        name = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
        return _strictly(data, name), name
    if b"\0" in data:
        raise Refused("It is neither a workbook nor text: save it as .xlsx from a spreadsheet program.")
    text = data.decode("utf-8", errors="replace")
    damaged = text.count(DAMAGED)
    if damaged * 2 <= sum(1 for letter in text if letter > "\x7f"):
        return text, "utf-8"
    old_mac = b"\r" in data and b"\n" not in data
    text = data.decode("mac_roman" if old_mac else "cp1252", errors="replace")
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", text))
    if odd > len(text) // 50:
        raise Refused("It is neither a workbook nor text: save it as .xlsx from a spreadsheet program.")
    return text, "Mac Roman" if old_mac else "Windows-1252"


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise Refused("Its text is damaged: save it again as UTF-8 or .xlsx.") from None


def _separator(text: str) -> tuple[str, str]:
    """What separates the cells: what a first line says, or what cuts the lines into equal rows."""
    said = re.match(r"\ufeff?sep=(.)\r?\n", text, re.IGNORECASE)
    if said:
        return "\n" + text[said.end() :], said[1]  # the row keeps its number
    lines = "\n".join(text.splitlines()[:200])

    def evenness(separator: str) -> tuple[float, float]:
        widths = [len(row) for row in csv.reader(io.StringIO(lines), delimiter=separator) if row]
        usual = median(widths) if widths else 1
        same = sum(width == usual for width in widths) / max(len(widths), 1)
        return (same if usual > 1 else 0.0, usual)

    csv.field_size_limit(2**31 - 1)
    return text, max(SEPARATORS, key=evenness)


class _Rows:
    """Filled cells by row, numbered as a spreadsheet numbers them."""

    def __init__(self, separator: str) -> None:
        self.separator = separator
        self.found: list[tuple[int, Found]] = []
        self.widths: list[tuple[int, int]] = []
        self.remarks: list[Remark] = []
        self._cells = 0

    def read(self, text: str) -> None:
        """Cut the text into rows; refuses one whose last quotation mark is never closed."""
        number, row = 0, [END]
        try:
            for number, row in enumerate(csv.reader(io.StringIO(f"{text}\n{END}", newline=""),
                                                    delimiter=self.separator), 1):  # fmt: skip
                if row != [END]:
                    self._row(number, row)
        except csv.Error as error:
            raise Refused(f"Its rows can't be told apart ({error}): save it as .xlsx.") from None
        if row != [END]:
            raise Refused(f"In row {number} a quotation mark is opened and never closed, so that the rest of the file "
                          "became one cell: put it right, or save the file as .xlsx.")  # fmt: skip

    def _row(self, number: int, row: list[str]) -> None:
        if not any(row):
            return
        found: Found = {column: self._cell(number, column, cell) for column, cell in enumerate(row, 1) if cell}
        self.found.append((number, found))
        self._cells += len(found)
        if not self.widths or (self.widths[-1][1] != len(row) and len(self.widths) < 10_000):
            self.widths.append((number, len(row)))
        if len(self.found) > limits.ROWS or number > limits.LAST_ROW or self._cells > limits.CELLS:
            raise Refused(f"It has more than {limits.ROWS:,} rows: split it into smaller files.")
        if len(found) > limits.IN_A_ROW or max(found) > limits.COLUMNS:
            raise Refused(f"Row {number} has more than {limits.IN_A_ROW:,} filled cells: split it into smaller files.")

    def _cell(self, number: int, column: int, cell: str) -> str:
        """The text of a cell, after a remark on what is odd about it."""
        if "\n" in cell and cell.count(self.separator) >= max(2, self.widths[0][1] - 1 if self.widths else 2):
            self._remark(number, column, "quote", "holds whole rows: a quotation mark may never be closed.")
        if len(cell) > limits.TEXT:
            self._remark(
                number, column, "long", f"holds {len(cell):,} letters; only the first {limits.TEXT:,} are read."
            )
            cell = cell[: limits.TEXT]
        if DAMAGED in cell or DOUBLY.search(cell):
            self._remark(number, column, "letters", "holds damaged letters: the file was saved in a wrong encoding.")
        if cell.startswith('="') and (match := AS_TEXT.fullmatch(cell)):
            self._remark(number, column, "formula for text", f"is written as {cell[:40]}; the text in it is read.")
            cell = match[1]
        return cell

    def _remark(self, number: int, column: int, kind: str, words: str) -> None:
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(Remark(f"{column_letters(column)}{number}", kind, f"The cell {words}"))
