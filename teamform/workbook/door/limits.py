"""How much a file may ask of us before it is refused."""

from __future__ import annotations

MEBIBYTE = 2**20

FILE_BYTES = 50 * MEBIBYTE
"""Largest file that is opened."""
UNPACKED_BYTES = 400 * MEBIBYTE
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
CELLS = 8_000_000
"""Most filled cells of a file."""
TEXT = 32_767
"""Longest text of a cell: what spreadsheets can hold."""
SHARED_TEXT = 64 * MEBIBYTE
"""Most characters of all shared texts."""
MEMORY = 480 * MEBIBYTE
"""Address space of the child process."""
SECONDS = 4.0
"""Time to open a small file."""
SECONDS_PER_MEBIBYTE = 0.35
"""Further time for each mebibyte that the file unpacks to."""
