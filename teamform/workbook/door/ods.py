"""Reading .ods, the workbooks of LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from teamform.workbook.door import limits
from teamform.workbook.door.markup import Attributes, local, parse
from teamform.workbook.door.package import Package
from teamform.workbook.door.refused import Refused
from teamform.workbook.door.sheet import Cells, Found, Sheet, column_letters

FILLED = 2000
"""Most times that one filled cell or row may be repeated."""


def read(package: Package) -> Iterator[Sheet | tuple[int, Found]]:
    """Every sheet, and after it its rows."""
    if b"manifest:encryption-data" in package.open("META-INF/manifest.xml").read(limits.MEBIBYTE):
        raise Refused("It is protected by a password: save a copy without one.")
    reader = _Reader()
    with package.open("content.xml") as source:
        parse(source, "content.xml", reader.start, reader.end, reader.text)
    for sheet in reader.sheets:
        state = "hidden" if sheet.hidden else "visible"
        yield Sheet(sheet.name, state, (), tuple(sheet.hidden_rows), (), tuple(sheet.merged))
        yield from sheet.rows.items()


@dataclass
class _Sheet:
    """A sheet while it is read."""

    name: str
    hidden: bool
    rows: dict[int, Found] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


class _Reader:
    """Collects the filled cells of every sheet."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self._hidden: set[str] = set()
        self._style = ""
        self._row = self._column = self._cells = self._letters = 0
        self._row_hidden = False
        self._again = self._cell_again = 1
        self._found: Found = {}
        self._cell: Attributes = {}
        self._lines: list[str] = []
        self._inside = self._aside = False

    def start(self, name: str, attributes: Attributes) -> None:
        plain = {local(key): value for key, value in attributes.items()}
        match local(name):
            case "style":
                self._style = plain.get("name", "")
            case "table-properties":
                if plain.get("display") == "false":
                    self._hidden.add(self._style)
            case "table":
                self.sheets.append(_Sheet(plain.get("name", ""), plain.get("style-name", "") in self._hidden))
                self._row = 0
                if len(self.sheets) > limits.SHEETS:
                    raise Refused(f"It has more than {limits.SHEETS} sheets: split it into smaller files.")
            case "table-row":
                self._again = _times(plain.get("number-rows-repeated"))
                self._column, self._found = 0, {}
                self._row_hidden = plain.get("visibility", "visible") != "visible"
            case "table-cell" | "covered-table-cell":
                self._cell_again = _times(plain.get("number-columns-repeated"))
                self._cell, self._lines = plain, []
            case "p" if not self._aside:
                self._lines.append("")
                self._inside = True
            case "annotation":
                self._aside = True
            case "s" if self._inside:
                self._lines[-1] += " " * min(_times(plain.get("c")), 100)

    def text(self, data: str) -> None:
        if self._inside:
            self._lines[-1] += data

    def end(self, name: str) -> None:
        match local(name):
            case "p":
                self._inside = False
            case "annotation":
                self._aside = False
            case "table-cell" | "covered-table-cell":
                self._end_cell()
            case "table-row":
                self._end_row()

    def _end_cell(self) -> None:
        cell = _value(self._cell, "\n".join(self._lines))
        again = self._cell_again
        if cell is not None:
            for column in range(self._column + 1, min(self._column + min(again, FILLED), limits.COLUMNS) + 1):
                self._found[column] = cell
            if len(self._found) > limits.IN_A_ROW:
                raise Refused(f"A row has more than {limits.IN_A_ROW:,} filled cells: split it into smaller files.")
            self._note_merged()
        self._column += again

    def _note_merged(self) -> None:
        """Note the area of a cell that reaches over others."""
        wide, high = (_times(self._cell.get(f"number-{way}-spanned")) for way in ("columns", "rows"))
        if (wide > 1 or high > 1) and self.sheets and len(self.sheets[-1].merged) < 10_000:
            first, last = column_letters(self._column + 1), column_letters(self._column + min(wide, limits.COLUMNS))
            self.sheets[-1].merged.append(f"{first}{self._row + 1}:{last}{self._row + high}")

    def _end_row(self) -> None:
        if self._found and self.sheets:
            sheet = self.sheets[-1]
            self._letters += sum(len(cell) for cell in self._found.values() if isinstance(cell, str))
            for row in range(self._row + 1, self._row + min(self._again, FILLED) + 1):
                sheet.rows[row] = dict(self._found)
                self._cells += len(self._found)
                if self._row_hidden:
                    sheet.hidden_rows.append(row)
            if (len(sheet.rows) > limits.ROWS or self._cells > limits.CELLS or self._row > limits.LAST_ROW
                    or self._letters > limits.ALL_TEXT):  # fmt: skip
                raise Refused(f"A sheet has more than {limits.ROWS:,} rows: split it into smaller files.")
        self._row += self._again


def _times(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdigit() and len(text) < 10 else 1


def _value(cell: Attributes, text: str) -> Cells:
    """What a cell shows."""
    kind = cell.get("value-type", "")
    if "formula" in cell and (text.startswith(("#", "Err:")) or cell.get("value-type") == "error"):
        return ("error", text or "#VALUE!")
    if "formula" in cell and not kind:
        return ("formula", cell["formula"][:200])
    match kind:
        case "float" | "percentage" | "currency":
            return _number(cell.get("value", ""), text)
        case "date":
            return ("date", cell.get("date-value", ""))
        case "boolean":
            return cell.get("boolean-value") == "true"
    return (cell.get("string-value") or text)[: limits.TEXT] or None


def _number(value: str, text: str) -> Cells:
    try:
        number = float(value)
    except ValueError:
        return ("broken", value[:60])
    if number != number or number in (float("inf"), float("-inf")):
        return ("broken", value[:60])
    if text.isdigit() and text.startswith("0") and len(text) > 1 and number == int(text):
        return text  # shown with its leading zeros
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
