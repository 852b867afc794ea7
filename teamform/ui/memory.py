"""What the screens remember: everything goes through the store, at once, and nothing is kept beside it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.store import Change, Clash, NotFound, PlanInfo, Store, Who
from teamform.store.cells import rows_of, table_of
from teamform.store.changes import applied
from teamform.ui import state
from teamform.ui.menu import ROLES

MOST_SEEN = 8
"""How many plans are kept at hand."""


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The open store, one for all sessions."""
    return Store()


def answers() -> bool:
    """Whether the store answers."""
    try:
        store().plans()
    except TeamformError:
        return False
    return True


def who() -> Who:
    """Who acts in this window: the role that was chosen, and what is theirs."""
    session = st.session_state.setdefault(state.SESSION, uuid.uuid4().hex[:12])
    role = state.role()
    return Who(names().get(browser(), f"{ROLES[role]} {browser()}"), role, state.mine(), session)


@st.cache_resource(show_spinner=False)
def names() -> dict[str, str]:
    """The names that people gave for the log, by their browser."""
    return {}


def browser() -> str:
    """A short code that stays the same for one browser, so that undo takes back one's own changes after F5 too."""
    cookie = st.context.cookies.get("_streamlit_xsrf")
    known = cookie if isinstance(cookie, str) else st.session_state.setdefault(state.SESSION, uuid.uuid4().hex[:12])
    return hashlib.sha256(known.encode()).hexdigest()[:4]


@dataclass(frozen=True, eq=False)
class Opened:
    """A plan that is open: its facts as they were entered, and as they were completed."""

    info: PlanInfo
    tables: dict[str, pd.DataFrame]

    @property
    def version(self) -> int:
        """The version of the plan that is shown."""
        return self.info.version

    @property
    def plan(self) -> Plan | None:
        """The plan that the facts make; None if they make none."""
        return _built(self.info.id, self.version, self.tables)[0]

    @property
    def error(self) -> TeamformError | None:
        """Why the facts make no plan."""
        return _built(self.info.id, self.version, self.tables)[1]

    def table(self, sheet: str) -> pd.DataFrame:
        """A sheet as it was entered, with all its columns; its index says which row is meant."""
        found = self.tables.get(sheet)
        return SHEETS[sheet].empty() if found is None else found


@st.cache_resource(max_entries=12, show_spinner=False)
def _built(plan_id: str, version: int, _tables: dict[str, pd.DataFrame]) -> tuple[Plan | None, TeamformError | None]:
    try:
        return Plan.build({name: table for name, table in _tables.items() if len(table)}), None
    except TeamformError as error:
        return None, error


@st.cache_resource(show_spinner=False)
def _seen() -> dict[str, tuple[int, dict[str, pd.DataFrame]]]:
    """The tables of plans as they were last read, by plan; at most a few."""
    return {}


def opened_as(info: PlanInfo) -> Opened:
    """A plan with its facts; only what changed since they were last read is read again."""
    seen = _seen()
    version, tables = seen.get(info.id, (0, {}))
    if version != info.version:
        if 0 < version < info.version:
            tables = patched(tables, store().changes_between(info.id, version, info.version))
        else:
            tables = store().tables(info.id, info.version)
        seen.pop(info.id, None)
        seen[info.id] = info.version, tables
        for old in list(seen)[:-MOST_SEEN]:
            seen.pop(old, None)
    return Opened(info, tables)


def patched(tables: dict[str, pd.DataFrame], changes: Sequence[Change]) -> dict[str, pd.DataFrame]:
    """Tables after changes of theirs; the given ones stay as they are."""
    rows: dict[str, dict[int, dict[str, Any] | None]] = {}
    for change in changes:
        mine = rows.setdefault(change.sheet, {})
        if change.row not in mine:
            table = tables.get(change.sheet)
            known = table is not None and change.row in table.index
            mine[change.row] = rows_of(change.sheet, table.loc[[change.row]])[change.row] if known else None
        mine[change.row] = applied(mine[change.row], change)
    new = dict(tables)
    for sheet, changed in rows.items():
        kept = tables[sheet].drop(index=list(changed), errors="ignore") if sheet in tables else SHEETS[sheet].empty()
        there = table_of(sheet, {row: cells for row, cells in changed.items() if cells is not None})
        new[sheet] = pd.concat([t for t in (kept, there) if len(t)] or [there]).sort_index()
    return new


def opened() -> Opened | None:
    """The plan that is open in this session: the one named in the address, else the one changed last."""
    plan_id = st.session_state.get(state.PLAN)
    try:
        info = store().plan(plan_id) if plan_id else next(iter(store().plans()), None)
    except NotFound as gone:
        state.notice(str(gone))
        info = next(iter(store().plans()), None)
    if info is None:
        return None
    st.session_state[state.PLAN] = info.id
    return opened_as(info)


def save(changes: Sequence[Change], based_on: int, why: str = "") -> bool:
    """Put changes of the open plan into the store; say so where somebody else changed the same.

    True if the store has them all (a change that meets somebody else's is kept beside it until it is settled).
    """
    try:
        answer = store().edit(st.session_state[state.PLAN], list(changes), who(), based_on, why)
    except TeamformError as error:
        state.problem(str(error))
        return False
    if isinstance(answer, Clash):
        state.problem(
            f"{answer.cells[0]}. Both values are kept: choose one on the page Decisions, under “Two people, one cell”."
        )
    return True


def undo() -> None:
    """Take back the last change of this person."""
    _reverse("undo", "Undone", "There is nothing left to undo.")


def redo() -> None:
    """Do again what this person undid last."""
    _reverse("redo", "Done again", "There is nothing to do again.")


def _reverse(kind: str, done: str, nothing: str) -> None:
    try:
        answer = getattr(store(), kind)(st.session_state[state.PLAN], who())
    except TeamformError as error:
        state.problem(str(error))
        return
    if answer is None:
        state.notice(nothing)
    elif answer.changes:
        for sheet in {change.sheet for change in answer.changes}:
            state.refresh(sheet)
        more = f" and {len(answer.changes) - 1} more" if len(answer.changes) > 1 else ""
        state.notice(f"{done}: {answer.changes[0]}{more}.")
