"""Reading .xls, the workbooks of Excel 97 to 2003."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, BinaryIO

from teamform.workbook.door import limits
from teamform.workbook.door.formats import DATE, HOURS, PLAIN, day, hours, shown
from teamform.workbook.door.refused import Refused
from teamform.workbook.door.sheet import Cells, Found, Sheet

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(file: BinaryIO) -> Iterator[Sheet | tuple[int, Found]]:
    """Every sheet, and after it its rows."""
    import xlrd

    data = file.read(limits.FILE_BYTES + 1)
    if ENCRYPTED in data:
        raise Refused("It is protected by a password: save a copy without one.")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True)
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower()
        unlike = "It is no workbook that can be read: save it as .xlsx from a spreadsheet program."
        raise Refused("It is protected by a password: save a copy without one." if locked else unlike) from None
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        if sheet.nrows > limits.ROWS:
            raise Refused(f"A sheet has more than {limits.ROWS:,} rows: split it into smaller files.")
        state = ("visible", "hidden", "veryHidden")[min(sheet.visibility, 2)]
        yield Sheet(sheet.name, state, (), *_around(sheet), book.datemode == 1)
        for row in range(sheet.nrows):
            yield from _row(book, sheet, row)
        book.unload_sheet(number)


def _row(book: Any, sheet: Any, row: int) -> Iterator[tuple[int, Found]]:
    """The filled cells of a row.

    A formula that was never calculated holds an empty text; one that is alone in its row is taken as calculated.
    """
    cells = {c + 1: _cell(book, cell) for c, cell in enumerate(sheet.row(row)) if cell.ctype not in (0, 6)}
    empty = {column for column, cell in cells.items() if cell == ""}
    full = {column: cell for column, cell in cells.items() if column not in empty}
    if full:
        yield row + 1, full | dict.fromkeys(sorted(empty), ("formula", "a formula"))


def _around(sheet: Any) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Hidden rows and columns, and merged areas."""
    from xlrd.formula import rangename2d

    rows = tuple(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = tuple((column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden)
    return rows, columns, tuple(rangename2d(*area).replace("$", "") for area in sheet.merged_cells[:10_000])


def _cell(book: Any, cell: Any) -> Cells:
    from xlrd.biffh import error_text_from_code

    match cell.ctype:
        case 1:
            return str(cell.value)[: limits.TEXT]
        case 4:
            return bool(cell.value)
        case 5:
            return ("error", error_text_from_code.get(cell.value, "#VALUE!"))
    return _number(book, cell)


def _number(book: Any, cell: Any) -> Cells:
    number = float(cell.value)
    if not math.isfinite(number):
        return ("broken", str(number))
    form = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
    looks = shown(form.format_key, form.format_str) if form else PLAIN
    if looks == DATE:
        return day(number, book.datemode == 1)
    if looks == HOURS:
        return hours(number)
    if not number.is_integer() or abs(number) >= 1e15:
        return number
    return str(int(number)).zfill(len(looks)) if looks != PLAIN and number >= 0 else int(number)
