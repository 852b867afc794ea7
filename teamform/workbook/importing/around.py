"""What stands around the cells of a table: hidden rows and columns, merged cells, rows longer than the headings."""

from __future__ import annotations

from teamform.workbook.door.sheet import column_letters, column_number
from teamform.workbook.grid import PLACE
from teamform.workbook.importing.junk import left_out
from teamform.workbook.importing.log import AMBER, RED, Log
from teamform.workbook.recognising.recognised import Recognised


def look_around(found: Recognised, log: Log) -> None:
    """List what the cells alone don't tell, and give merged cells their value in every row."""
    _too_long(found, log)
    _hidden(found, log)
    _merged(found, log)


def _too_long(found: Recognised, log: Log) -> None:
    """Rows of a text file with more cells than headings: a separator stands inside a value, and all after it is off."""
    table = found.table
    width = table.grid.width(table.head[0]) if table.head and table.grid.widths else 0
    rows = [row for row, cells in table.rows.items() if width and max(cells, default=0) > width]
    left_out(found, log, RED, rows, "", f"It has more cells than the {width} headings: a separator may stand inside a "
             "value, such as 0,6, so that nothing says which cell is what; the row isn't read.",
             "Put such values in quotation marks, or save the file as .xlsx.", "long rows")  # fmt: skip


def _hidden(found: Recognised, log: Log) -> None:
    table = found.table
    rows = sorted(table.grid.hidden_rows & table.rows.keys())
    if rows:
        log.say(AMBER, rows[0], "", f"{len(rows):,} rows", "These rows are hidden, perhaps by a filter; they are read "
                "all the same.", "Delete them if they aren't meant.", by="hidden")  # fmt: skip
    for match in found.matches:
        if match.field and any(a <= match.column <= b for a, b in table.grid.hidden_columns):
            log.say(AMBER, table.head[0], match.heading, "", "The column is hidden; it is read all the same.",
                    "Delete it if it isn't meant.", by="hidden")  # fmt: skip


def _merged(found: Recognised, log: Log) -> None:
    """Cells merged down over several rows hold their value for each of them."""
    table = found.table
    for area in table.grid.merged:
        corners = [(int(row), column_number(letters)) for letters, row in PLACE.findall(area)]
        if len(corners) != 2:
            continue
        (top, column), (bottom, last) = corners
        value = table.rows.get(top, {}).get(column)
        rows = [row for row in table.rows if top < row <= bottom and column not in table.rows[row]]
        if value is None or column != last or not rows:
            continue
        heading = table.headings.get(column, f"(column {column_letters(column)})")
        if log.assumed(top, heading, value, f"{value} in {len(rows) + 1} rows", f"The cells {area} are merged; each of "
                       "their rows gets what stands in the first.", "merged cells"):  # fmt: skip
            for row in rows:
                table.rows[row][column] = value
