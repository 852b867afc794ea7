"""Edits: every change of a plan is an event that can be listed, merged, undone and done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from teamform.errors import InputError
from teamform.store import cells, clashes, rows
from teamform.store import tables as t
from teamform.store.changes import UNNUMBERED, Change, between, to_table
from teamform.store.clashes import HeldClash
from teamform.store.merge import Since, merge
from teamform.store.plans import PlanInfo, Plans, checked, info, record, rows_at
from teamform.store.roles import Role, Who


@dataclass(frozen=True)
class Event:
    """One line of a plan's history."""

    version: int
    """The version that it led to."""
    kind: str
    """made, copied, renamed, edit, replace, undo, redo or settled"""
    who: str
    role: str
    at: dt.datetime
    why: str
    changes: tuple[Change, ...]
    reverses: int | None = None
    """The version that an undo or redo takes back."""


@dataclass(frozen=True)
class Saved:
    """The edit is on the disk: the plan's version now, what was changed, and what others had changed meanwhile."""

    version: int
    changes: tuple[Change, ...] = ()
    """What this edit changed, with the numbers of added rows; empty if everything was so already."""
    merged: tuple[Since, ...] = ()
    """What others changed since the version that the edit was based on."""


@dataclass(frozen=True)
class Clash(Saved):
    """Somebody else changed the same cells meanwhile; the rest is saved, and these wait with both values.

    Nothing is lost: ``cells`` are kept in the store until somebody settles them.
    """

    cells: tuple[HeldClash, ...] = ()


class Edits(Plans):
    """The part of the store that changes plans."""

    def edit(self, plan_id: str, changes: Iterable[Change], who: Who, based_on: int, why: str = "",
             edit_id: str | None = None) -> Saved | Clash:  # fmt: skip
        """Change cells and rows of a plan, made by somebody who looked at version ``based_on``.

        ``changes`` are made with `put`, `add` and `drop`. Changes to cells that nobody else touched
        since are merged. Sending an edit of the same ``edit_id`` again changes nothing more.
        """
        wanted = list(changes)
        who.must_edit(change.sheet for change in wanted)
        with self.write(f"plan {plan_id}") as connection:
            about = info(connection, plan_id)
            known = _sent_before(connection, plan_id, edit_id)
            return known or _save(connection, about, wanted, who, checked(about, based_on), "edit", why, edit_id)

    def replace(self, plan_id: str, tables: Mapping[str, pd.DataFrame], who: Who, based_on: int, why: str = "",
                edit_id: str | None = None) -> Saved | Clash:  # fmt: skip
        """Put whole sheets in place of what version ``based_on`` has, as an upload does.

        Only what differs is changed, so that edits which others made meanwhile stay or are told.
        """
        who.must_edit(tables)
        new = {sheet: cells.rows_of(sheet, table).values() for sheet, table in tables.items()}
        with self.write(f"plan {plan_id}") as connection:
            about = info(connection, plan_id)
            if known := _sent_before(connection, plan_id, edit_id):
                return known
            old: dict[str, dict[int, cells.Row]] = {sheet: {} for sheet in new}
            for (sheet, number), values in rows_at(connection, about, checked(about, based_on)).items():
                old.get(sheet, {})[number] = values
            wanted = [change for sheet in new for change in to_table(sheet, old[sheet], new[sheet])]
            return _save(connection, about, wanted, who, based_on, "replace", why, edit_id)

    def undo(self, plan_id: str, who: Who, edit_id: str | None = None) -> Saved | Clash | None:
        """Take back the last change that this person made to the plan; None when there is nothing to undo."""
        return self._reverse(plan_id, who, "undo", edit_id)

    def redo(self, plan_id: str, who: Who, edit_id: str | None = None) -> Saved | Clash | None:
        """Do again what this person undid last; None when there is nothing to redo."""
        return self._reverse(plan_id, who, "redo", edit_id)

    def _reverse(self, plan_id: str, who: Who, kind: str, edit_id: str | None) -> Saved | Clash | None:
        with self.write(f"plan {plan_id}") as connection:
            about = info(connection, plan_id)
            if known := _sent_before(connection, plan_id, edit_id):
                return known
            stacks = _stacks(connection, plan_id, who)
            if not stacks[kind]:
                return None
            version = stacks[kind][-1]
            (_, changes), *_ = rows.later(connection, plan_id, version - 1, version)
            wanted = [change.inverse for change in reversed(changes)]
            who.must_edit(change.sheet for change in wanted)
            return _save(connection, about, wanted, who, version, kind, "", edit_id, version)

    def can_undo(self, plan_id: str, who: Who) -> tuple[int | None, int | None]:
        """The version that undo, and the one that redo, would take back for this person; None for nothing."""
        with self.read() as connection:
            stacks = _stacks(connection, plan_id, who)
        return next(iter(stacks["undo"][-1:]), None), next(iter(stacks["redo"][-1:]), None)

    def history(self, plan_id: str, since: int | None = None, last: int | None = None) -> list[Event]:
        """What happened to a plan, newest first: everything, what came after version ``since``, or the ``last`` few."""
        found = select(t.event).where(t.event.c.plan_id == plan_id).order_by(t.event.c.version.desc())
        found = found if since is None else found.where(t.event.c.version > since)
        with self.read() as connection:
            info(connection, plan_id)
            events = connection.execute(found.limit(last)).all()
        return [Event(e.version, e.kind, e.who, e.role, e.at, e.why, tuple(Change(**c) for c in e.changes), e.reverses)
                for e in events]  # fmt: skip

    def changes_between(self, plan_id: str, first: int, second: int) -> list[Change]:
        """What the plan at version ``second`` has different from version ``first``; what was taken back is left out."""
        earlier, later = sorted((first, second))
        with self.read() as connection:
            about = info(connection, plan_id)
            checked(about, earlier), checked(about, later)
            events = rows.later(connection, plan_id, earlier)
            places = {c.place for version, changes in events if version <= later for c in changes}
            now = rows.read(connection, plan_id, places)
        old, new = (rows.rolled_back(now, events, version) for version in (first, second))
        return [change for place in sorted(places) for change in between(place, old.get(place), new.get(place))]

    def clashes(self, plan_id: str, settled: bool = False) -> list[HeldClash]:
        """Cells that two people changed at once, both values kept: those that wait, or those settled."""
        with self.read() as connection:
            return clashes.listed(connection, plan_id, settled)

    def settle(self, plan_id: str, choices: Mapping[int, str], who: Who, edit_id: str | None = None) -> Saved | Clash:
        """Settle clashes, by their ids: keep “mine” (the second person's value) or “theirs” (what is there)."""
        if unknown := set(choices.values()) - {"mine", "theirs"}:
            raise InputError(f"“{unknown.pop()}” is no choice: keep “mine” or “theirs”.")
        with self.write(f"plan {plan_id}") as connection:
            about = info(connection, plan_id)
            if known := _sent_before(connection, plan_id, edit_id):
                return known
            waiting = [held for held in clashes.listed(connection, plan_id) if held.id in choices]
            who.must_edit(held.cell.sheet for held in waiting)
            mine = [held for held in waiting if choices[held.id] == "mine"]
            wanted = clashes.restored(mine) + [held.wanted for held in mine]
            clashes.mark_settled(connection, {held.id: choices[held.id] for held in waiting}, who)
            return _save(connection, about, wanted, who, about.version, "settled", "", edit_id)


def _save(connection: Connection, about: PlanInfo, wanted: Sequence[Change], who: Who, based_on: int, kind: str,
          why: str, edit_id: str | None, reverses: int | None = None) -> Saved | Clash:  # fmt: skip
    """Merge, number and write the changes, and record the event."""
    if who.role is Role.DIRECTOR:
        _own_caps_only(connection, about, wanted, who)
    now = rows.read(connection, about.id, {change.place for change in wanted})
    since = _since(connection, about, based_on)
    merged = merge(wanted, now, since, who.window if reverses is None else "")
    changes = rows.number(connection, about.id, merged.apply)
    rows.write(connection, about.id, now, changes)
    version = about.version
    if changes or reverses is not None:
        version += 1
        record(connection, about.id, version, kind, who, why, edit_id, reverses, rows.as_json(changes))
    others = tuple(other for other in since if other.window != who.window)
    if not merged.clashes:
        return Saved(version, tuple(changes), others)
    held = clashes.hold(connection, about.id, merged.clashes, who, edit_id)
    return Clash(version, tuple(changes), others, tuple(held))


def _since(connection: Connection, about: PlanInfo, version: int) -> list[Since]:
    """What was changed after a version, oldest first."""
    if version == about.version:
        return []
    found = (
        select(t.event).where(t.event.c.plan_id == about.id, t.event.c.version > version).order_by(t.event.c.version)
    )
    return [Since(Change(**change), e.who, f"{e.who}#{e.session}", e.at)
            for e in connection.execute(found) for change in e.changes]  # fmt: skip


def _sent_before(connection: Connection, plan_id: str, edit_id: str | None) -> Saved | Clash | None:
    """The answer to an edit that was sent before, and None for a new one."""
    if edit_id is None:
        return None
    here = (t.event.c.plan_id == plan_id) & (t.event.c.edit_id == edit_id)
    event = connection.execute(select(t.event.c.version, t.event.c.changes).where(here)).one_or_none()
    held = clashes.of_edit(connection, plan_id, edit_id)
    if event is None and not held:
        return None
    version = info(connection, plan_id).version
    changes = tuple(Change(**change) for change in event.changes) if event else ()
    waiting = tuple(clash for clash in held if clash.settled_at is None)
    return Clash(version, changes, (), waiting) if waiting else Saved(version, changes)


def _stacks(connection: Connection, plan_id: str, who: Who) -> dict[str, list[int]]:
    """The versions that this person can undo and redo, the next one last."""
    e = t.event.c
    mine = select(e.version, e.kind).where(e.plan_id == plan_id, e.who == who.name).order_by(e.version)
    undo: list[int] = []
    redo: list[int] = []
    for version, kind in connection.execute(mine):
        if kind in ("edit", "replace", "settled"):
            undo.append(version)
            redo.clear()
        elif kind == "undo":
            undo.pop()
            redo.append(version)
        elif kind == "redo":
            redo.pop()
            undo.append(version)
    return {"undo": undo, "redo": redo}


def _own_caps_only(connection: Connection, about: PlanInfo, wanted: Sequence[Change], who: Who) -> None:
    """A director changes the release caps of no other organisation."""
    now = rows.read(connection, about.id, {change.place for change in wanted if change.row != UNNUMBERED})
    for change in wanted:
        owners = {now.get(change.place, {}).get("organisation")}
        owners |= {change.now if change.column == "organisation" else None}
        owners |= {change.now.get("organisation", "") if not change.column and change.now else None}
        for owner in owners - {None}:
            who.must_own(str(owner), "organisations")
