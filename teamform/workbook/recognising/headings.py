"""Finding tables: rows of headings under titles, over two lines, merged, repeated, side by side or stacked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from teamform.workbook.door.sheet import column_number
from teamform.workbook.grid import PLACE, Grid, NoValue
from teamform.workbook.recognising.private import whole
from teamform.workbook.recognising.table import Aside, Table
from teamform.workbook.recognising.words import Vocabulary
from teamform.workbook.spellings import squeezed

WITHIN: Final = 60
"""Filled rows at the top of a sheet in which its first headings are looked for."""
LONGEST: Final = 60
"""A heading has no more letters than this."""


def tables_of(grid: Grid, file: str, words: Vocabulary) -> list[Table]:
    """The tables of a sheet, from top to bottom and from left to right."""
    numbers = sorted(grid.rows)
    known = _Known(grid, words)
    first = _first_head(grid, numbers, known)
    if first is None:
        return []
    found: list[Table] = []
    above = tuple(row for row in numbers if row < first)
    while first is not None:
        table, after = _table(grid, file, words, numbers, known, first)
        if above:
            glimpse = " | ".join(map(str, grid.rows[above[0]].values()))[:80]
            table.asides.append(Aside("above the headings", above, glimpse))
            above = ()
        found += _side_by_side(table, words)
        first = after
    for part, table in enumerate(found):
        table.part = part
    return found


class _Known(dict[int, int]):
    """How many different headings that are known stand in each row, found out when it is asked for."""

    def __init__(self, grid: Grid, words: Vocabulary) -> None:
        super().__init__()
        self._rows, self._every = grid.rows, words.every | whole()

    def __missing__(self, row: int) -> int:
        texts = {squeezed(v) for v in self._rows[row].values() if isinstance(v, str) and len(v) <= LONGEST}
        self[row] = len(texts & self._every)
        return self[row]


def _texts(cells: dict[int, Any]) -> int:
    return sum(isinstance(value, str) and not _numberlike(value) for value in cells.values())


def _numberlike(text: str) -> bool:
    bare = text.strip().rstrip("%").replace(",", "").replace(".", "", 1)
    return bare.lstrip("-").isdigit()


def _is_head(cells: dict[int, Any], known: int) -> bool:
    """Whether a row looks like headings: mostly text, much of it known, no two cells alike."""
    texts = _texts(cells)
    alike = len({str(value) for value in cells.values()}) < len(cells) * 0.7
    mostly = texts >= 0.75 * len(cells) and not any(isinstance(v, datetime | NoValue) for v in cells.values())
    return mostly and not alike and known >= 2 and known >= 0.25 * len(cells)


def _first_head(grid: Grid, numbers: Sequence[int], known: _Known) -> int | None:
    """The first row of headings; where none is known, the first full row of text over numbers."""
    near = numbers[:WITHIN]
    heads = [row for row in near if _is_head(grid.rows[row], known[row])]
    if heads:
        most = max(known[row] for row in heads)
        return next(row for row in heads if known[row] >= max(2, 0.6 * most))
    widest = max((len(grid.rows[row]) for row in near), default=0)
    for at, row in enumerate(near[:-1]):
        cells, below = grid.rows[row], grid.rows[near[at + 1]]
        wide = len(cells) >= max(2, 0.5 * widest) and _texts(cells) >= 0.75 * len(cells)
        if wide and len({str(v) for v in cells.values()}) == len(cells) and (known[row] or _texts(below) < len(below)):
            return row
    return None


def _table(grid: Grid, file: str, words: Vocabulary, numbers: Sequence[int], known: _Known,
           first: int) -> tuple[Table, int | None]:  # fmt: skip
    """The table whose headings begin in row ``first``, and the row in which another one begins."""
    at = numbers.index(first)
    labels = _second_line(grid, numbers, known, at)
    head = (first, labels) if labels else (first,)
    headings = _headings(grid, first, words)
    below = numbers[at + len(head) :]
    rows: dict[int, dict[int, Any]] = {}
    repeated: list[int] = []
    after = None
    for row in below:
        cells = grid.rows[row]
        if _same(cells, headings):
            repeated.append(row)
        elif _is_head(cells, known[row]) and known[row] >= 3 and rows and known[row] >= 0.5 * len(cells):
            after = row
            break
        else:
            rows[row] = dict(cells)
    second = {c: str(v) for c, v in grid.rows[labels].items()} if labels else {}
    headings |= {c: f"{headings[c]} {own}" for c, own in second.items()
                 if c in headings and words.knows(f"{headings[c]} {own}")}  # fmt: skip
    table = Table(grid, file, head, headings, second, rows)
    if labels:
        table.asides.append(Aside("second line of headings", (labels,)))
    if repeated:
        table.asides.append(Aside("headings repeated", tuple(repeated)))
    return table, after


def _second_line(grid: Grid, numbers: Sequence[int], known: _Known, at: int) -> int:
    """The row right below that is a second line of headings, such as labels under keys; 0 if there is none."""
    if at + 1 >= len(numbers):
        return 0
    row = numbers[at + 1]
    cells = grid.rows[row]
    enough = known[row] >= max(2, 0.4 * len(cells))
    return row if enough and _texts(cells) == len(cells) and _is_head(cells, known[row]) else 0


def _headings(grid: Grid, row: int, words: Vocabulary) -> dict[int, str]:
    """The text of each heading; one that stands under a merged heading is put together with it if only so known."""
    cells = grid.rows[row]
    above = _above(grid, row)
    found = {column: str(value).strip() for column, value in cells.items()}
    for column, parent in above.items():
        own = found.get(column, "")
        if not own:
            found[column] = parent
        elif not words.knows(own) and words.knows(f"{parent} {own}"):
            found[column] = f"{parent} {own}"
    return found


def _above(grid: Grid, row: int) -> dict[int, str]:
    """Merged headings in the row above, and those that reach down into this row, by column."""
    found: dict[int, str] = {}
    for area in grid.merged:
        corners = [(int(r), column_number(letters)) for letters, r in PLACE.findall(area)]
        if len(corners) != 2:
            continue
        (top, left), (bottom, right) = corners
        value = grid.rows.get(top, {}).get(left)
        if top < row <= bottom + 1 and isinstance(value, str) and right - left < 200:
            reaches = bottom >= row or (bottom == row - 1 and right > left)
            found |= {column: value.strip() for column in range(left, right + 1) if reaches}
    return found


def _same(cells: dict[int, Any], headings: dict[int, str]) -> bool:
    """Whether a row repeats the headings, as printed pages do."""
    same = sum(str(value).strip() == headings.get(column) for column, value in cells.items())
    return same >= 2 and same >= 0.8 * len(cells)


def _side_by_side(table: Table, words: Vocabulary) -> Iterator[Table]:
    """Tables that stand beside each other, parted by an empty column: their headings come again, or each is whole."""
    columns = sorted({c for cells in table.rows.values() for c in cells} | set(table.headings))
    groups: list[list[int]] = []
    for column in columns:
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    named = [{squeezed(table.headings[c]) for c in group if c in table.headings} for group in groups]
    again = len(groups) > 1 and any(len(a & b & words.every) >= 2 for a, b in pairwise(named))
    alone = len(groups) > 1 and all(words.whole_tables(names) for names in named)
    if not (again or alone):
        yield table
        return
    for group in groups:
        inside = set(group)
        rows = {r: {c: v for c, v in cells.items() if c in inside} for r, cells in table.rows.items()}
        part = Table(table.grid, table.file, table.head, {c: h for c, h in table.headings.items() if c in inside},
                     {c: h for c, h in table.labels.items() if c in inside}, {r: c for r, c in rows.items() if c},
                     list(table.asides))  # fmt: skip
        table.asides.clear()
        if part.headings:
            yield part
