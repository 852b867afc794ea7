"""How much a file may ask of us before it is refused."""

from __future__ import annotations

MEBIBYTE = 2**20

FILE_BYTES = 50 * MEBIBYTE
"""Largest file that is opened."""
UNPACKED_BYTES = 200 * MEBIBYTE
"""Largest sum of what a zipped workbook unpacks to."""
RATIO = 150
"""Most that a large part may shrink by zipping; honest sheets shrink 5 to 40 times."""
RATIO_FROM = 4 * MEBIBYTE
"""Parts smaller than this may shrink as they like."""
ENTRIES = 5000
"""Most parts in a zipped workbook."""
ROWS = 200_000
"""Most filled rows of a sheet."""
COLUMNS = 16_384
"""Most columns of a sheet: what spreadsheets can number."""
LAST_ROW = 1_048_576
"""Highest row number of a spreadsheet."""
ROWS_WRITTEN = 300_000
"""Most rows of a sheet, filled or not."""
IN_A_ROW = 2000
"""Most filled cells of a row."""
SHEETS = 500
"""Most sheets of a file."""
CELLS = 3_000_000
"""Most filled cells of a file."""
ELEMENTS = 12_000_000
"""Most marks of XML in a part: more take too long to read."""
TEXT = 32_767
"""Longest text of a cell: what spreadsheets can hold."""
TEXTS = 1_000_000
"""Most different texts of a workbook."""
ALL_TEXT = 64 * MEBIBYTE
"""Most characters of all texts of a file."""
MEMORY = 480 * MEBIBYTE
"""Address space of the child process."""
SECONDS = 4.0
"""Time to open a small file."""
SECONDS_PER_MEBIBYTE = 0.35
"""Further time for each mebibyte that the file unpacks to."""
