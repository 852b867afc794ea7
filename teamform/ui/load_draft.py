"""An import that isn't a plan yet: the files' cells, what a person settled about them, and what they come to.

It is kept in the store's folder, without the columns that were dropped at the door, so that neither
F5 nor a killed server loses what somebody has put right.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from teamform.plan.issues import Issue, Severity
from teamform.workbook import Imported, Reading, Undone
from teamform.workbook.door.sheet import column_number
from teamform.workbook.grid import Grid, NoValue
from teamform.workbook.importing.imported import TableRead
from teamform.workbook.recognising.recognised import Dropped

PLACE = ("fingerprint", "file", "sheet")
BY_HAND = "put right by hand"
LARGE = 5_000
"""Rows above which a draft is put together in a process of its own."""
DAYS_KEPT = 7
"""Days after which a draft that nobody used is thrown away."""
IDENT = re.compile(r"[0-9a-f]{12}")


@dataclass
class Choices:
    """What a person settled about the files of a draft."""

    tables: list[dict[str, Any]] = field(default_factory=list)
    """What tables and columns are taken for, as a mapping says it."""
    answers: dict[str, Any] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    """Kinds of repair that were undone."""
    cells: list[list[Any]] = field(default_factory=list)
    """Single repairs that were undone: file, sheet, row, heading."""
    values: list[list[Any]] = field(default_factory=list)
    """Cells put right by hand: file, sheet, row, heading, column, was, now."""
    places: list[list[str]] = field(default_factory=list)
    """Every table: fingerprint of its headings, file, sheet; what is settled about one holds for no other."""
    remembered: list[list[str]] = field(default_factory=list)
    """Columns whose meaning is known from an earlier import: file, sheet, heading."""

    def table(self, read: TableRead) -> dict[str, Any]:
        """What is settled about a table; made if nothing is yet."""
        place = [read.fingerprint, read.file, read.sheet]
        found = next((t for t in self.tables if [t[name] for name in PLACE] == place), None)
        if found is None:
            found = _unsettled(place)
            self.tables.append(found)
        return found

    @property
    def mapping(self) -> dict[str, Any]:
        """Everything that is settled, with an entry for every table."""
        settled = [[t[name] for name in PLACE] for t in self.tables]
        rest = [_unsettled(place) for place in self.places if place not in settled]
        return {"tables": [*self.tables, *rest], "answers": self.answers}


def _unsettled(place: Sequence[str]) -> dict[str, Any]:
    return {**dict(zip(PLACE, place, strict=True)), "columns": {}, "answers": {}}


@dataclass
class Draft:
    """The cells of files that were read, and what was settled about them."""

    id: str
    files: tuple[str, ...]
    refused: dict[str, str]
    dropped: tuple[Dropped, ...]
    grids: dict[str, tuple[Grid, ...]] = field(repr=False)
    choices: Choices = field(default_factory=Choices)

    @property
    def rows(self) -> int:
        """How many filled rows the files have."""
        return sum(len(grid.rows) for grids in self.grids.values() for grid in grids)

    @property
    def large(self) -> bool:
        """Whether putting it together takes longer than a click may."""
        return self.rows > LARGE

    def imported(self) -> Imported:
        """What the files come to, with everything that was settled."""
        bare = Imported(self.files, self.refused, Reading("", None), dropped=self.dropped, grids=_corrected(self))
        done, chosen = Undone(frozenset(self.choices.kinds), frozenset(map(tuple, self.choices.cells))), self.choices
        found = bare.again(chosen.mapping, False, done)
        only = len(self.files) == 1
        lines = [
            Issue(Severity.GREEN, sheet, row, heading, str(was), "Put right by hand on the page Load.", "",
                  "" if only else file, str(now) or "(blank)", BY_HAND)
            for file, sheet, row, heading, _, was, now in chosen.values
        ]  # fmt: skip
        return replace(found, reading=replace(found.reading, issues=(*found.issues, *lines)))

    # --- keeping it

    def write(self, folder: Path) -> None:
        """Keep the cells; what is settled is kept by `save`."""
        cells = {name: [_grid_as_json(grid) for grid in grids] for name, grids in self.grids.items()}
        document = {"files": self.files, "refused": self.refused, "dropped": [asdict(d) for d in self.dropped]}
        put_json(folder / f"{self.id}.cells.json", document | {"grids": cells})
        self.save(folder)

    def save(self, folder: Path) -> None:
        """Keep what is settled."""
        about = {"files": list(self.files), "rows": self.rows, "at": datetime.now().isoformat(timespec="minutes")}
        put_json(folder / f"{self.id}.choices.json", asdict(self.choices) | {"about": about})


def load(folder: Path, ident: str) -> Draft | None:
    """The draft of that id, if it is still kept."""
    if not IDENT.fullmatch(ident):
        return None
    try:
        cells = json.loads((folder / f"{ident}.cells.json").read_text(encoding="utf-8"))
        settled = json.loads((folder / f"{ident}.choices.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    grids = {name: tuple(map(_grid_from_json, some)) for name, some in cells["grids"].items()}
    known = {f.name for f in fields(Choices)}
    choices = Choices(**{name: value for name, value in settled.items() if name in known})
    dropped = tuple(Dropped(**d) for d in cells["dropped"])
    return Draft(ident, tuple(cells["files"]), cells["refused"], dropped, grids, choices)


def kept(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """The drafts that are kept, the newest first: id, and which files they are of; old ones are thrown away."""
    found = []
    for path in sorted(folder.glob("*.choices.json"), key=lambda p: -p.stat().st_mtime):
        ident = path.name.partition(".")[0]
        if time.time() - path.stat().st_mtime > DAYS_KEPT * 86_400:
            forget(folder, ident)
            continue
        try:
            found.append((ident, json.loads(path.read_text(encoding="utf-8"))["about"]))
        except (OSError, ValueError, KeyError):
            continue
    return found


def forget(folder: Path, ident: str) -> None:
    """Throw a draft away."""
    for part in ("cells", "choices"):
        (folder / f"{ident}.{part}.json").unlink(missing_ok=True)


def put_json(path: Path, document: Any) -> None:
    """Keep a document: written aside, then put in place in one step, so that nobody ever finds half a file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".aside")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    Path(aside).replace(path)


def read_only(items: dict[Any, Any]) -> Mapping[Any, Any]:
    """A mapping that can't be changed, as plans hold; it is sent from one process to another by this name."""
    return MappingProxyType(items)


# --- cells


def column_of(found: Imported, draft: Draft, issue: Issue) -> int:
    """The number of the column of a file in which an issue stands; 0 if it stands in no single cell."""
    file = issue.file or draft.files[0]
    if not issue.row or not issue.column:
        return 0
    for table in found.read:
        if (table.file, table.sheet) == (file, issue.sheet):
            letters = next((c.letter for c in table.columns if c.heading == issue.column), "")
            if letters:
                return column_number(letters)
    return 0


def cell(draft: Draft, file: str, sheet: str, row: int, column: int) -> Any:
    """What stands in a cell of a file, with what was put right; None for nothing."""
    for put in reversed(draft.choices.values):
        if (put[0], put[1], put[2], put[4]) == (file, sheet, row, column):
            return put[6] or None
    grids = draft.grids.get(file, ())
    return next((g.rows.get(row, {}).get(column) for g in grids if g.name == sheet), None)


def rows_with(draft: Draft, file: str, sheet: str, column: int, value: Any) -> list[int]:
    """The rows of a sheet that have the same value in a column."""
    put = {p[2]: p[6] for p in draft.choices.values if (p[0], p[1], p[4]) == (file, sheet, column)}
    grids = [grid for grid in draft.grids.get(file, ()) if grid.name == sheet]
    return [row for grid in grids for row, cells in grid.rows.items() if value == put.get(row, cells.get(column))]


def put_right(choices: Choices, places: Iterable[tuple[Any, ...]], was: Any, now: str) -> None:
    """Note that cells (file, sheet, row, heading, column) were put right; of several times, the first value counts."""
    before = {tuple(p[:5]): p[5] for p in choices.values}
    given = dict.fromkeys(places, "" if was is None else str(was))
    choices.values = [p for p in choices.values if tuple(p[:5]) not in given]
    choices.values += [[*place, before.get(place, first), now] for place, first in given.items()]


def _corrected(draft: Draft) -> dict[str, tuple[Grid, ...]]:
    """The cells with what was put right by hand; sheets without any stay the same objects."""
    by_sheet: dict[tuple[str, str], list[list[Any]]] = {}
    for put in draft.choices.values:
        by_sheet.setdefault((put[0], put[1]), []).append(put)
    return {
        name: tuple(_with(grid, by_sheet[name, grid.name]) if (name, grid.name) in by_sheet else grid for grid in some)
        for name, some in draft.grids.items()
    }


def _with(grid: Grid, puts: Iterable[Sequence[Any]]) -> Grid:
    rows = dict(grid.rows)
    for _, _, row, _, column, _, now in puts:
        cells = {c: v for c, v in rows.get(row, {}).items() if c != column} | ({column: now} if now else {})
        rows[row] = dict(sorted(cells.items()))
    return replace(grid, rows=rows)


def _grid_as_json(grid: Grid) -> dict[str, Any]:
    rows = [[number, [[c, _as_json(v)] for c, v in cells.items()]] for number, cells in grid.rows.items()]
    return {
        "name": grid.name, "state": grid.state, "remarks": grid.remarks, "hidden_rows": sorted(grid.hidden_rows),
        "hidden_columns": grid.hidden_columns, "merged": grid.merged, "since_1904": grid.since_1904,
        "widths": grid.widths, "rows": rows,
    }  # fmt: skip


def _grid_from_json(found: Mapping[str, Any]) -> Grid:
    about = [found[name] for name in ("name", "state")]
    grid = Grid.named(*about, [tuple(r) for r in found["remarks"]], found["hidden_rows"],
                      tuple(map(tuple, found["hidden_columns"])), tuple(found["merged"]), found["since_1904"],
                      tuple(map(tuple, found["widths"])))  # fmt: skip
    grid.rows = {number: {c: _from_json(v) for c, v in cells} for number, cells in found["rows"]}
    return grid


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"date": value.isoformat()}
    if isinstance(value, NoValue):
        return {"none": [value.kind, value.text]}
    return value


def _from_json(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["date"]) if "date" in value else NoValue(*value["none"])
