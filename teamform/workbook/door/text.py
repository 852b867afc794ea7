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
from teamform.workbook.door.sheet import Found, Remark, Sheet

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
MANY_LINES = 200
"""A cell with more lines than this means that a quotation mark was never closed."""


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
    remarks = [] if encoding.startswith(("utf", "ascii")) else [
        Remark("", "encoding", f"The file doesn't say how its letters are coded; read as {encoding}.")]  # fmt: skip
    rows, ragged = _rows(text, separator)
    yield Sheet("", "visible", (*remarks, *ragged))
    yield from rows


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
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    odd = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", text))
    if odd > len(text) // 50:
        raise Refused("It is neither a workbook nor text: save it as .xlsx from a spreadsheet program.")
    return text, "Windows-1252"


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


def _rows(text: str, separator: str) -> tuple[list[tuple[int, Found]], list[Remark]]:
    """Filled cells by row, numbered as a spreadsheet numbers them."""
    rows: list[tuple[int, Found]] = []
    remarks = []
    cells = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            found: Found = {i: cell for i, cell in enumerate(row[: limits.COLUMNS], 1) if cell}
            if not found:
                continue
            rows.append((number, found))
            cells += len(found)
            if any(isinstance(c, str) and c.count("\n") > MANY_LINES for c in found.values()):
                remarks.append(Remark(f"row {number}", "quote", "A quotation mark is never closed, so that many lines "
                                      "became one cell."))  # fmt: skip
            if len(rows) > limits.ROWS or cells > limits.CELLS:
                raise Refused(f"It has more than {limits.ROWS:,} rows: split it into smaller files.")
    except csv.Error as error:
        raise Refused(f"Its rows can't be told apart ({error}): save it as .xlsx.") from None
    return [(n, {c: v[: limits.TEXT] if isinstance(v, str) else v for c, v in f.items()}) for n, f in rows], remarks
