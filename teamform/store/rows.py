"""Rows of plans in the database: reading them, changing them, and rolling them back to an earlier version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from teamform.store import cells
from teamform.store.cells import Row
from teamform.store.changes import UNNUMBERED, Change, Place, applied
from teamform.store.tables import event, row, sheet

Rows = dict[Place, Row]

_FEW = 400
"""Up to so many rows are fetched one by one; above, whole sheets are cheaper."""


def read(connection: Connection, plan_id: str, places: Collection[Place] | None = None) -> Rows:
    """The rows of a plan as they are now: all of them, or those of ``places`` that exist."""
    found = select(row.c.sheet, row.c.number, row.c.cells).where(row.c.plan_id == plan_id)
    if places is None:
        return {(r.sheet, r.number): r.cells for r in connection.execute(found)}
    wanted = set(places)
    every: Rows = {}
    for name in {name for name, _ in wanted}:
        numbers = [number for sheet_, number in wanted if sheet_ == name]
        of_sheet = found.where(row.c.sheet == name)
        few = of_sheet.where(row.c.number.in_(numbers)) if len(numbers) <= _FEW else of_sheet
        every |= {(name, r.number): r.cells for r in connection.execute(few) if (name, r.number) in wanted}
    return every


def write(connection: Connection, plan_id: str, old: Rows, changes: Sequence[Change]) -> None:
    """Apply changes to rows whose ``old`` state is known."""
    new: dict[Place, Row | None] = {}
    for change in changes:
        new[change.place] = applied(new.get(change.place, old.get(change.place)), change)
    inserts = [(p, r) for p, r in new.items() if r is not None and p not in old]
    updates = [(p, r) for p, r in new.items() if r is not None and p in old]
    deletes = [p for p, r in new.items() if r is None and p in old]
    here = (row.c.plan_id == plan_id) & (row.c.sheet == bindparam("s")) & (row.c.number == bindparam("n"))
    if inserts:
        connection.execute(
            insert(row), [{"plan_id": plan_id, "sheet": s, "number": n, "cells": r} for (s, n), r in inserts]
        )
    if updates:
        connection.execute(update(row).where(here).values(cells=bindparam("r")),
                           [{"s": s, "n": n, "r": r} for (s, n), r in updates])  # fmt: skip
    if deletes:
        connection.execute(delete(row).where(here), [{"s": s, "n": n} for s, n in deletes])


def number(connection: Connection, plan_id: str, changes: Iterable[Change]) -> list[Change]:
    """Give rows that are to be added their numbers and names."""
    known = select(sheet.c.name, sheet.c.next_row).where(sheet.c.plan_id == plan_id)
    following: dict[str, int] = {each.name: each.next_row for each in connection.execute(known)}
    before, numbered = dict(following), []
    for change in changes:
        if change.row == UNNUMBERED:
            at = following.setdefault(change.sheet, 2)
            following[change.sheet] = at + 1
            numbered.append(replace(change, row=at, name=cells.row_name(change.sheet, change.now)))
        else:
            numbered.append(change)
    for name, at in following.items():
        if name not in before:
            connection.execute(insert(sheet).values(plan_id=plan_id, name=name, next_row=at))
        elif before[name] != at:
            here = (sheet.c.plan_id == plan_id) & (sheet.c.name == name)
            connection.execute(update(sheet).where(here).values(next_row=at))
    return numbered


def later(
    connection: Connection, plan_id: str, version: int, until: int | None = None
) -> list[tuple[int, list[Change]]]:
    """The changes made after a version, newest first, with the version that each led to."""
    found = select(event.c.version, event.c.changes).where(event.c.plan_id == plan_id, event.c.version > version)
    found = found.where(event.c.version <= until) if until is not None else found
    events = connection.execute(found.order_by(event.c.version.desc()))
    return [(e.version, [Change(**change) for change in e.changes]) for e in events]


def rolled_back(rows: Rows, events: Iterable[tuple[int, list[Change]]], version: int) -> Rows:
    """The rows as they were at an earlier version, given all ``events`` since then, newest first."""
    old = dict(rows)
    for made, changes in events:
        if made <= version:
            break
        for change in reversed(changes):
            before = applied(old.get(change.place), change.inverse)
            if before is None:
                old.pop(change.place, None)
            else:
                old[change.place] = before
    return old


def as_json(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Changes as they are kept in an event."""
    return [asdict(change) for change in changes]
