"""What is done on the board: moves, pins, bans; each is kept at once, and can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.store import Change, StoredProposal, add, drop
from teamform.team.proposal import TierResult
from teamform.ui import memory, state
from teamform.ui.board import first, pins
from teamform.ui.desk import COLUMNS, CannotMove, Desk


def put_down(table: Desk, after: pd.DataFrame, what: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """Keep an allocation changed by hand as a proposal of its own, and look at that."""
    new = table.with_now(after)
    bounds = {t.name: t.bound for t in first(stored).tiers} if stored.version == opened.version else {}
    tiers = []
    for aim in table.book.program.aims:
        value = aim.in_units(aim.raw(new.checked.x))
        bound = min(bounds.get(aim.name, float("-inf")), value)
        tiers.append(TierResult(aim.name, aim.title, aim.unit, value, bound, False))
    try:
        kept = memory.store().save_allocation(
            stored.id, after, memory.who(), tiers, new.checked.breaches, opened.version, what
        )
    except TeamformError as error:
        state.problem(str(error))
        return
    st.query_params["proposal"] = kept
    st.session_state[state.MOVED] = (stored.id, kept, what)


def act(done: dict[str, str], table: Desk, opened: memory.Opened, stored: StoredProposal, only: str) -> None:
    """Carry out what somebody has just done on the board."""
    person, _, demand = done["card"].partition("|")
    if done["what"] == "open":
        st.session_state[state.CARD] = done["card"]
        return
    try:
        after, what = table.move(person, demand, done["to"], only)
    except CannotMove as no:
        state.problem(str(no))
        return
    put_down(table, after, what, opened, stored)
    seats = after[(after["person_id"] == person) & (after["team_id"] == done["to"])]["demand_id"]
    card = f"{person}|{seats.iloc[-1] if len(seats) else ''}"
    st.session_state[state.CARD] = card
    st.session_state[state.FOCUS] = (card, what)


def take(table: Desk, after: pd.DataFrame, what: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """Take up a suggestion."""
    put_down(table, after, what, opened, stored)
    st.rerun()


def followed(table: Desk, moves: Iterable[Any]) -> pd.DataFrame:
    """The allocation after everyone listed has moved as a reason says."""
    moves = list(moves)
    kept = table.now[~table.now["person_id"].isin({move.person_id for move in moves})]
    steps = table.plan.demand.set_index("demand_id")["first_step"]
    rows = [
        (m.person_id, p.team_id, p.demand_id, p.discipline, steps[p.demand_id], period, round(p.fte * 100))
        for m in moves
        for p in m.after
        for period in p.periods
    ]
    new = pd.DataFrame(rows, columns=COLUMNS).astype(dict(table.now[COLUMNS].dtypes)) if rows else table.now.iloc[:0]
    return pd.concat([kept[COLUMNS], new[COLUMNS]], ignore_index=True)


def step_back(stored: StoredProposal) -> None:
    """Undo the last change by hand: look at the proposal that it started from."""
    if stored.parent:
        st.query_params["proposal"] = stored.parent
        st.session_state[state.UNDONE] = [*st.session_state.get(state.UNDONE, []), stored.id]
        st.session_state.pop(state.MOVED, None)


def step_forward() -> None:
    """Do again what was undone last."""
    undone = st.session_state.get(state.UNDONE, [])
    if undone:
        st.query_params["proposal"] = undone.pop()


def pin(table: Desk, person: str, demand: str, opened: memory.Opened) -> None:
    """Fix somebody on a seat with the FTE that they have there, so that every later proposal keeps it."""
    if memory.save(
        [add("Pins", row) for row in _pins_of(table, person, demand)], opened.version, "Pinned on the board"
    ):
        state.notice(f"{table.name(person)} is pinned: every later proposal keeps this.")
    state.refresh("Pins")


def _pins_of(table: Desk, person: str, demand: str) -> list[dict[str, Any]]:
    rows = table.placed(person, demand)
    row, owner = rows.iloc[0], memory.who().name
    base = {
        "person_id": person,
        "team_id": row["team_id"],
        "discipline": row["discipline"],
        "kind": "pin",
        "hard": True,
        "reason": "Placed by hand on the board",
        "owner": owner,
    }
    open_in = table.runs(demand)
    if rows["fte"].nunique() == 1 and set(open_in) == set(rows["period"]):
        return [base | {"fte": int(row["fte"])}]
    return [base | {"fte": int(f), "period": p} for p, f in zip(rows["period"], rows["fte"], strict=True)]


def unpin(person: str, team: str, opened: memory.Opened) -> None:
    """Take the pins of somebody on a team away again."""
    table = opened.table("Pins")
    pins = table["kind"].replace("", "pin") == "pin"
    mine = table[(table["person_id"] == person) & (table["team_id"] == team) & pins]
    if memory.save([drop("Pins", int(row)) for row in mine.index], opened.version):
        state.notice(f"{person} is no longer pinned on {team}.")
    state.refresh("Pins")


def forbid(table: Desk, person: str, demand: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """Rule somebody out for a team, and take them off it."""
    team = str(table.placed(person, demand)["team_id"].iloc[0])
    line = {
        "person_id": person,
        "team_id": team,
        "kind": "forbid",
        "reason": "Ruled out on the board",
        "owner": memory.who().name,
    }
    if memory.save([add("Pins", line)], opened.version):
        state.refresh("Pins")
        after = table.now[~((table.now["person_id"] == person) & (table.now["team_id"] == team))].reset_index(drop=True)
        put_down(table, after, f"{table.name(person)} ruled out for {team}", opened, stored)


def pin_moves(table: Desk, opened: memory.Opened) -> bool:
    """Pin everything that was placed by hand and isn't pinned yet, so that a new search goes around it."""
    before = table.start.groupby(["person_id", "demand_id", "period"])["fte"].sum()
    now = table.now.groupby(["person_id", "demand_id", "period"])["fte"].sum()
    both = pd.concat([before.rename("before"), now.rename("now")], axis=1).fillna(0)
    moved = both[(both["before"] != both["now"]) & (both["now"] > 0)].reset_index()
    there, changes = pins(opened, "pin"), list[Change]()
    for person, demand in dict.fromkeys(zip(moved["person_id"], moved["demand_id"], strict=True)):
        if (person, str(table.placed(person, demand)["team_id"].iloc[0])) not in there:
            changes += [add("Pins", row) for row in _pins_of(table, person, demand)]
    gone = both[(both["now"] == 0) & (both["before"] > 0)].reset_index()
    teams = table.start.set_index(["person_id", "demand_id"])["team_id"]
    ruled_out = pins(opened, "forbid")
    still = set(zip(table.now["person_id"], table.now["team_id"], strict=True))
    for person, demand in dict.fromkeys(zip(gone["person_id"], gone["demand_id"], strict=True)):
        team = str(teams.loc[(person, demand)].iloc[0])
        if (person, team) not in ruled_out | still:
            changes.append(
                add(
                    "Pins",
                    {
                        "person_id": person,
                        "team_id": team,
                        "kind": "forbid",
                        "owner": memory.who().name,
                        "reason": "Taken off by hand on the board",
                    },
                )
            )
    return not changes or memory.save(changes, opened.version, "Moves on the board")
