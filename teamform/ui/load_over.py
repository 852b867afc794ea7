"""Taking files over into a plan: what would be new, change or go, before anything does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from teamform.plan.sheets import SHEETS
from teamform.store import cells
from teamform.store.cells import Row, row_name, rows_of, table_of
from teamform.workbook import Imported

ADD, WHOLE = "add", "whole"
WAYS = {
    ADD: "Add and update: what the files say is taken, what they leave blank stays",
    WHOLE: "Put these sheets in place of the plan's: the files are complete",
}


@dataclass(frozen=True)
class SheetDifference:
    """What becomes of one sheet of the plan."""

    sheet: str
    before: int
    after: int
    new: tuple[str, ...] = ()
    """What the added rows are called."""
    gone: tuple[str, ...] = ()
    changed: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)
    """By row: column, was, becomes."""

    @property
    def same(self) -> bool:
        """Whether nothing becomes of it."""
        return not (self.new or self.gone or self.changed)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The sheets as they would be, and how each differs from the plan in hand."""

    tables: dict[str, pd.DataFrame]
    differences: dict[str, SheetDifference]
    missing: tuple[str, ...]
    """People of the plan who aren't in the files, although their organisations are."""
    twins: Mapping[str, str]
    """People of the files who have the name and organisation of somebody in the plan under another number."""

    @property
    def changes(self) -> int:
        """How many rows are new, changed or gone."""
        return sum(len(d.new) + len(d.gone) + len(d.changed) for d in self.differences.values())


def is_own(found: Imported) -> bool:
    """Whether the files are workbooks of our own, which say everything, rather than exports."""
    return bool(found.read) and all(
        table.sheet == table.table and all(c.heading == c.field for c in table.columns) for table in found.read
    )


def outcome(plan: Mapping[str, pd.DataFrame], found: Imported, way: str, they_left: bool, alike: bool) -> Outcome:
    """What taking the files over would come to.

    ``they_left`` takes out people whom the files should have but don't; ``alike`` takes people of the
    same name and organisation under another number as the same, and keeps the plan's number.
    """
    new = {name: _numbered(rows_of(name, table)) for name, table in found.tables.items() if len(table)}
    old = {name: rows_of(name, plan[name]) for name in SHEETS if name in plan}
    twins = _twins(old.get("People", {}), new.get("People", []))
    if alike and twins:
        new = {name: [_renamed(name, row, twins) for row in given] for name, given in new.items()}
    missing = _missing(old.get("People", {}), new.get("People", []))
    rows: dict[str, list[Row]] = {}
    for name, given in new.items():
        rows[name] = given if way == WHOLE else _added(name, old.get(name, {}), given, _assumed(found))
    if they_left and way == ADD:
        _take_out(rows, old, set(missing))
    tables = {name: table_of(name, dict(enumerate(some, 2))) for name, some in rows.items()}
    differences = {name: _difference(name, old.get(name, {}), some) for name, some in rows.items()}
    return Outcome(tables, differences, missing, twins)


def with_discipline(plan: pd.DataFrame, files: pd.DataFrame) -> frozenset[str]:
    """People of the files of whom the plan says already what they mainly bring, under the same number or name."""
    known = plan[plan["primary_discipline"] != ""]
    columns = ["person_id", "display_name", "organisation"]
    mine, theirs = (table[columns].to_dict("records") for table in (known, files))
    return frozenset(known["person_id"]) & frozenset(files["person_id"]) | frozenset(
        _twins(dict(enumerate(mine)), theirs)
    )


def _twins(old: Mapping[int, Row], given: list[Row]) -> dict[str, str]:
    """People of the files by number, with the number under which the plan has somebody of that name and organisation.

    Only where there is one of that name on either side, and neither number is on the other side.
    """
    numbers = {row["person_id"] for row in old.values()}, {row["person_id"] for row in given}
    mine, theirs = _by_name(old.values(), numbers[1]), _by_name(given, numbers[0])
    return {number: mine[who] for who, number in theirs.items() if number and mine.get(who)}


def _by_name(rows: Iterable[Row], elsewhere: set[str]) -> dict[tuple[str, str], str]:
    """Numbers by name and organisation; blank where several have the same."""
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        name, number = str(row.get("display_name", "")).casefold(), row["person_id"]
        if name and name != number.casefold():
            who = (name, str(row.get("organisation", "")).casefold())
            found[who] = "" if who in found or number in elsewhere else number
    return found


def _renamed(name: str, row: Row, numbers: Mapping[str, str]) -> Row:
    """A row with other numbers of people."""
    columns = [c.name for c in SHEETS[name].columns if c.refers == "People.person_id"]
    columns += ["person_id"] if name == "People" else []
    return row | {c: numbers[row[c]] for c in columns if row.get(c) in numbers}


def _numbered(rows: Mapping[int, Row]) -> list[Row]:
    return [rows[number] for number in sorted(rows)]


def _assumed(found: Imported) -> frozenset[str]:
    """Columns of People that no file gives and nobody answered: what is there already goes before them."""
    open_share = any(q.name == "available_share" and not q.answered for q in found.assumptions)
    return frozenset({"available_fte"} if open_share else set())


def _key(name: str, row: Row) -> tuple[Any, ...] | None:
    key = tuple(row.get(column) for column in SHEETS[name].key)
    return key if key and all(value is not None for value in key[:1]) else None


def _added(name: str, old: Mapping[int, Row], given: list[Row], assumed: frozenset[str]) -> list[Row]:
    """The plan's rows with what the files fill; a sheet whose rows have no names is put in place of the plan's."""
    if any(_key(name, row) is None for row in given):
        return given
    result = {_key(name, row) or ("row", number): row for number, row in sorted(old.items())}
    for row in given:
        key = _key(name, row)
        known = result.get(key)
        if known is None:
            result[key] = row
        else:
            result[key] = known | {c: v for c, v in row.items() if not (name == "People" and c in assumed)}
    return list(result.values())


def _missing(old: Mapping[int, Row], given: list[Row]) -> tuple[str, ...]:
    here = {row["person_id"] for row in given}
    whose = {row.get("organisation") for row in given}
    return tuple(r["person_id"] for r in old.values() if r["person_id"] not in here and r.get("organisation") in whose)


def _take_out(rows: dict[str, list[Row]], old: Mapping[str, Mapping[int, Row]], gone: set[str]) -> None:
    """Take people out of every sheet that names them."""
    for name, sheet in SHEETS.items():
        columns = [c.name for c in sheet.columns if c.refers == "People.person_id" and c.required]
        columns += ["person_id"] if name == "People" else []
        now = rows.get(name) or _numbered(old.get(name, {}))
        kept = [row for row in now if not any(row.get(column) in gone for column in columns)]
        if len(kept) < len(now):
            rows[name] = kept


def _difference(name: str, old: Mapping[int, Row], new: list[Row]) -> SheetDifference:
    before = {_key(name, row) or tuple(sorted(map(str, row.items()))): row for row in old.values()}
    after = {_key(name, row) or tuple(sorted(map(str, row.items()))): row for row in new}
    changed = {}
    for key in after.keys() & before.keys():
        was, now = before[key], after[key]
        if was != now:
            columns = [c.name for c in SHEETS[name].columns if was.get(c.name) != now.get(c.name)]
            changed[row_name(name, now)] = tuple(
                (c, cells.words(name, c, was.get(c)), cells.words(name, c, now.get(c))) for c in columns
            )
    return SheetDifference(
        name,
        len(old),
        len(new),
        tuple(row_name(name, row) for key, row in after.items() if key not in before),
        tuple(row_name(name, row) for key, row in before.items() if key not in after),
        dict(sorted(changed.items())),
    )
