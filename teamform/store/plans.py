"""Plans and scenarios: making, copying, naming and reading them, and choosing the live one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Row, insert, literal, select, update

from teamform.plan.sheets import SHEETS
from teamform.store import cells, rows
from teamform.store import tables as t
from teamform.store.database import Database, NotFound
from teamform.store.roles import May, Who


@dataclass(frozen=True)
class PlanInfo:
    """What a list of plans shows of one."""

    id: str
    name: str
    version: int
    """Grows by one with every edit."""
    root: str
    """The plan from which this and its other scenarios were copied; its own id for that plan itself."""
    parent: str | None
    """The plan that this one was copied from."""
    parent_version: int | None
    live: bool
    """Whether this is the approved one among its scenarios."""
    made_by: str
    made_at: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A plan's tables as they are at one version."""

    plan_id: str
    version: int
    tables: dict[str, pd.DataFrame]


class Plans(Database):
    """The part of the store that holds plans."""

    def create_plan(self, name: str, tables: Mapping[str, pd.DataFrame], who: Who) -> str:
        """Keep a new plan, given its typed tables by sheet; returns its id."""
        who.must(May.PLAN)
        given = {sheet: cells.rows_of(sheet, table) for sheet, table in tables.items()}
        new = new_id()
        with self.write("plans") as connection:
            _insert_plan(connection, new, name, who, root=new)
            for sheet, its_rows in given.items():
                following = max(its_rows, default=1) + 1
                connection.execute(insert(t.sheet).values(plan_id=new, name=sheet, next_row=following))
            every = [
                {"plan_id": new, "sheet": s, "number": n, "cells": r} for s, rs in given.items() for n, r in rs.items()
            ]
            if every:
                connection.execute(insert(t.row), every)
            counts = ", ".join(f"{len(r)} rows of {s}" for s, r in given.items() if r)
            record(connection, new, 1, "made", who, f"Made with {counts or 'nothing in it'}")
        return new

    def copy_plan(self, plan_id: str, name: str, who: Who, version: int | None = None) -> str:
        """Copy a plan, as it is or as it was, into a scenario that can be changed apart from it; returns its id."""
        who.must(May.PLAN)
        new = new_id()
        with self.write(f"plan {plan_id}") as connection:
            old = info(connection, plan_id)
            at = old.version if version is None else checked(old, version)
            _insert_plan(connection, new, name, who, root=old.root, parent=plan_id, parent_version=at)
            numbers = select(literal(new), t.sheet.c.name, t.sheet.c.next_row).where(t.sheet.c.plan_id == plan_id)
            connection.execute(insert(t.sheet).from_select(["plan_id", "name", "next_row"], numbers))
            if at == old.version:
                same = select(literal(new), t.row.c.sheet, t.row.c.number, t.row.c.cells)
                connection.execute(insert(t.row).from_select(["plan_id", "sheet", "number", "cells"],
                                                             same.where(t.row.c.plan_id == plan_id)))  # fmt: skip
            elif then := rows_at(connection, old, at):
                connection.execute(insert(t.row), [{"plan_id": new, "sheet": s, "number": n, "cells": r}
                                                   for (s, n), r in then.items()])  # fmt: skip
            record(connection, new, 1, "copied", who, f"Copied from “{old.name}”, version {at}")
        return new

    def rename(self, plan_id: str, name: str, who: Who) -> None:
        """Give a plan another name."""
        who.must(May.PLAN)
        with self.write(f"plan {plan_id}") as connection:
            old = info(connection, plan_id)
            if name != old.name:
                connection.execute(update(t.plan).where(t.plan.c.id == plan_id).values(name=name))
                record(connection, plan_id, old.version + 1, "renamed", who, f"Renamed from “{old.name}” to “{name}”")

    def plans(self) -> list[PlanInfo]:
        """All plans and scenarios, the one changed last first."""
        with self.read() as connection:
            found = connection.execute(select(t.plan).order_by(t.plan.c.changed_at.desc(), t.plan.c.id))
            return [_info(each) for each in found]

    def plan(self, plan_id: str) -> PlanInfo:
        """What is known about one plan; raises NotFound."""
        with self.read() as connection:
            return info(connection, plan_id)

    def snapshot(self, plan_id: str, version: int | None = None) -> Snapshot:
        """The plan's tables together with the version that they are: now, or as it was."""
        with self.read() as connection:
            about = info(connection, plan_id)
            at = about.version if version is None else checked(about, version)
            names = connection.scalars(select(t.sheet.c.name).where(t.sheet.c.plan_id == plan_id)).all()
            found = rows_at(connection, about, at)
        by_sheet: dict[str, dict[int, cells.Row]] = {name: {} for name in SHEETS if name in names}
        for (sheet, number), values in found.items():
            by_sheet[sheet][number] = values
        return Snapshot(plan_id, at, {name: cells.table_of(name, its) for name, its in by_sheet.items()})

    def tables(self, plan_id: str, version: int | None = None) -> dict[str, pd.DataFrame]:
        """The plan's typed tables by sheet, ready for ``Plan.build``: now, or as they were."""
        return self.snapshot(plan_id, version).tables


def new_id() -> str:
    """A new name for a plan, run or proposal; says nothing about anybody."""
    return uuid.uuid4().hex[:12]


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def info(connection: Connection, plan_id: str) -> PlanInfo:
    """What is known about one plan; raises NotFound."""
    found = connection.execute(select(t.plan).where(t.plan.c.id == plan_id)).one_or_none()
    if found is None:
        raise NotFound(f"There is no plan {plan_id}: choose one from the list of plans.")
    return _info(found)


def _info(found: Row[tuple[object, ...]]) -> PlanInfo:
    return PlanInfo(**found._mapping)


def checked(about: PlanInfo, version: int) -> int:
    """The version, if the plan has it; raises NotFound."""
    if not 1 <= version <= about.version:
        raise NotFound(f"“{about.name}” has no version {version}: its versions are 1 to {about.version}.")
    return version


def rows_at(connection: Connection, about: PlanInfo, version: int) -> rows.Rows:
    """All rows of a plan at one of its versions."""
    found = rows.read(connection, about.id)
    return rows.rolled_back(found, rows.later(connection, about.id, version), version)


def record(connection: Connection, plan_id: str, version: int, kind: str, who: Who, why: str = "",
           edit_id: str | None = None, reverses: int | None = None,
           changes: list[dict[str, object]] | None = None) -> None:  # fmt: skip
    """Write down an event, and that the plan now is at the version that it leads to."""
    connection.execute(insert(t.event).values(
        plan_id=plan_id, version=version, kind=kind, who=who.name, role=who.role, session=who.session, at=now(),
        why=why, edit_id=edit_id, reverses=reverses, changes=changes or []))  # fmt: skip
    connection.execute(update(t.plan).where(t.plan.c.id == plan_id).values(version=version, changed_at=now()))


def _insert_plan(connection: Connection, new: str, name: str, who: Who, root: str, parent: str | None = None,
                 parent_version: int | None = None) -> None:  # fmt: skip
    connection.execute(insert(t.plan).values(
        id=new, name=name, version=1, root=root, parent=parent, parent_version=parent_version, live=False,
        made_by=who.name, made_at=now(), changed_at=now()))  # fmt: skip
