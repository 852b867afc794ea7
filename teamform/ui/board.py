"""The board's business: what lies on it, what a move does, and what is saved of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.store import Change, Origin, StoredProposal, add, drop
from teamform.team.proposal import TierResult
from teamform.ui import answers, desk, figures, memory, state, words
from teamform.ui.desk import CannotMove, Desk

UNFILLED = "unfilled"
MOST_CARDS = 40
FEW_TEAMS = 14
WHOLE = "All periods"


def on_the_desk(opened: memory.Opened, found: answers.Answer) -> Desk:
    """The proposal as it lies on the desk, against the one that was searched for, under the facts of today."""
    assert opened.plan is not None
    book = desk.rulebook(opened.plan)
    root = first(found.stored)
    return Desk(book, known(root.proposal.allocation, book), known(found.allocation, book))


@st.cache_resource(max_entries=64, show_spinner=False)
def _first(proposal_id: str) -> StoredProposal:
    stored = memory.store().proposal(proposal_id)
    while stored.origin is Origin.EDITED and stored.parent:
        stored = memory.store().proposal(stored.parent)
    return stored


def first(stored: StoredProposal) -> StoredProposal:
    """The proposal from which a row of edits by hand began."""
    return _first(stored.id)


def known(allocation: pd.DataFrame, book: desk.Rulebook) -> pd.DataFrame:
    """Only placements whose person, seat and period the plan still has."""
    plan = book.plan
    there = allocation["person_id"].isin(set(plan.people["person_id"]))
    there &= allocation["demand_id"].isin(set(plan.demand["demand_id"]))
    there &= allocation["period"].isin(set(plan.periods["period"]))
    return allocation.loc[there, desk.COLUMNS].reset_index(drop=True)


# --- what lies on the board


def pins(opened: memory.Opened, kind: str) -> set[tuple[str, str]]:
    """Person and team of every pin, or of everything that is ruled out."""
    table = opened.table("Pins")
    mine = table[table["kind"].replace("", "pin") == kind]
    return set(zip(mine["person_id"], mine["team_id"], strict=True))


def choose_period(periods: list[str]) -> tuple[str, str]:
    """Ask which period lies on the board, and whether moves are for it alone; the period for that, or blank."""
    if len(periods) < 2:
        return WHOLE, ""
    period = st.selectbox("Period", [*periods, WHOLE], key="board.period", width=180)
    alone = period != WHOLE and st.checkbox("Move in this period only", key="board.only")
    return period, period if alone else ""


def choose_teams(plan_teams: pd.DataFrame) -> list[str]:
    """Ask which teams lie on the board: all while they are few, else those of a mission."""
    every = list(plan_teams["team_id"])
    if len(every) <= FEW_TEAMS:
        return every
    missions = sorted(set(plan_teams["mission"]))
    mission = st.selectbox("Mission", missions, key="board.mission")
    return list(plan_teams.loc[plan_teams["mission"] == mission, "team_id"])


def lanes_and_cards(
    table: Desk, opened: memory.Opened, teams: Sequence[str], period: str, discipline: str
) -> dict[str, Any]:
    """The board as data: lanes of teams, with unfilled seats first and people without a seat last."""
    plan, book_pins = table.plan, pins(opened, "pin")
    now = table.now if period == WHOLE else table.now[table.now["period"] == period]
    names = plan.teams.set_index("team_id")["team"]
    seats = figures.seats(plan, table.now)
    seats = seats if period == WHOLE else seats[seats["period"] == period]
    divide = 100 * (len(plan.periods) if period == WHOLE else 1)
    lanes = [_lane_of_unfilled(seats, divide)]
    for team in teams:
        mine, placed = seats[seats["team_id"] == team], now[now["team_id"] == team]
        asked, there = mine["required"].sum() / divide, placed["fte"].sum() / divide
        lanes.append({
            "id": team, "title": f"{team} {names.get(team, '')}".strip(), "kind": "team", "drop": True, "asked": asked,
            "percent": 100 * min(there / asked, 1) if asked else 100, "empty": "Nobody is on this team.", "more": "",
            "summary": f"{there:.1f} of {asked:.1f} FTE, {words.count(placed['person_id'].nunique(), 'person', 'people')}",
        })  # fmt: skip
    free, more = _unplaced_cards(table, period, discipline)
    lanes.append({"id": desk.UNPLACED, "title": "Unplaced", "kind": "unplaced", "drop": True, "asked": None, "percent": 0,
                  "summary": "People with FTE left to give", "empty": "Everybody is placed.", "more": more})  # fmt: skip
    cards = [*_unfilled_cards(seats, divide, plan, discipline, teams),
             *_placed_cards(table, now, period, book_pins, teams, discipline), *free]  # fmt: skip
    return {"label": "Teams and people", "lanes": lanes, "cards": cards}


def _lane_of_unfilled(seats: pd.DataFrame, divide: int) -> dict[str, Any]:
    unmet = seats["unmet"].sum() / divide
    return {"id": UNFILLED, "title": "Unfilled", "kind": "unfilled", "drop": False, "asked": None, "percent": 0,
            "summary": f"{unmet:.1f} FTE that nobody fills", "empty": "Every seat is filled.", "more": ""}  # fmt: skip


def _unfilled_cards(
    seats: pd.DataFrame, divide: int, plan: Any, discipline: str, teams: Sequence[str]
) -> list[dict[str, Any]]:
    short = seats[(seats["unmet"] > 0) & seats["team_id"].isin(list(teams))]
    short = short[short["discipline"] == discipline] if discipline else short
    cards = []
    for demand, rows in short.groupby("demand_id", sort=False):
        row = rows.iloc[0]
        spread = figures.spread(rows["unmet"].to_numpy(), list(rows["period"]))
        cards.append({
            "key": f"seat|{demand}", "lane": UNFILLED, "title": f"{row['discipline']} on {row['team_id']}",
            "fte": f"{rows['unmet'].sum() / divide:.2f}".rstrip("0").rstrip("."), "moves": False, "pinned": False,
            "moved": False, "warn": "", "sub": f"Priority {row['priority']}", "order": (row["priority"], -rows["unmet"].sum()),
            "why": f"Lacks {spread} of {words.fte(row['required'])} FTE" if len(plan.periods) > 1 else "",
        })  # fmt: skip
    return [{k: v for k, v in c.items() if k != "order"} for c in sorted(cards, key=lambda c: c["order"])]


def _placed_cards(table: Desk, now: pd.DataFrame, period: str, pinned: set[tuple[str, str]], teams: Sequence[str],
                  discipline: str) -> list[dict[str, Any]]:  # fmt: skip
    plan = table.plan
    warned = _warnings(table)
    before = set(zip(table.start["person_id"], table.start["demand_id"], strict=True))
    cards = []
    asked = plan.demand.set_index("demand_id")["min_level"]
    scale = len(plan.periods) if period != WHOLE else 1
    for row in figures.members(plan, now).itertuples():
        if row.team_id not in teams or (discipline and row.discipline != discipline):
            continue
        level = "" if pd.isna(row.level) else f"level {int(row.level)}, asked {int(asked[row.demand_id])}"
        cards.append({
            "key": f"{row.person_id}|{row.demand_id}", "lane": row.team_id, "title": row.name or row.person_id,
            "fte": f"{row.fte * scale:.2f}".rstrip("0").rstrip("."), "sub": f"{row.discipline} · {row.organisation}",
            "why": level if scale > 1 or row.spread.replace(".", "").isdigit() else f"{row.spread}; {level}",
            "pinned": (row.person_id, row.team_id) in pinned, "moved": (row.person_id, row.demand_id) not in before,
            "warn": warned.get(row.person_id, ""), "moves": True,
        })  # fmt: skip
    return cards


def _warnings(table: Desk) -> dict[str, str]:
    """The first broken rule of each person."""
    return {b.labels["person"]: b.sentence for b in reversed(table.checked.breaches) if "person" in b.labels}


def _unplaced_cards(table: Desk, period: str, discipline: str) -> tuple[list[dict[str, Any]], str]:
    plan = table.plan
    free = figures.unplaced(plan, table.now)
    if discipline:
        able = plan.levels[:, plan.abilities.get_loc(discipline)] > 0
        free = free[free["person_id"].isin(set(plan.people["person_id"].to_numpy()[np.asarray(able)]))]
    cards = [{
        "key": f"{r.person_id}|", "lane": desk.UNPLACED, "title": r.name or r.person_id,
        "fte": f"{r.free:.2f}".rstrip("0").rstrip("."), "sub": f"{r.discipline} · {r.organisation}",
        "why": f"{r.free:.2g} of {r.offered:.2g} FTE free" if r.free < r.offered - 1e-9 else "", "pinned": False,
        "moved": False, "warn": "", "moves": True,
    } for r in free.head(MOST_CARDS).itertuples()]  # fmt: skip
    more = f"and {len(free) - MOST_CARDS} more; choose a discipline to see them" if len(free) > MOST_CARDS else ""
    return cards, more


# --- what is done on it


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
    memory.save([add("Pins", row) for row in _pins_of(table, person, demand)], opened.version, "Pinned on the board")
    state.refresh("Pins")


def _pins_of(table: Desk, person: str, demand: str) -> list[dict[str, Any]]:
    rows = table.placed(person, demand)
    row, owner = rows.iloc[0], memory.who().name
    base = {"person_id": person, "team_id": row["team_id"], "discipline": row["discipline"], "kind": "pin", "hard": True,
            "reason": "Placed by hand on the board", "owner": owner}  # fmt: skip
    open_in = table.runs(demand)
    if rows["fte"].nunique() == 1 and set(open_in) == set(rows["period"]):
        return [base | {"fte": int(row["fte"])}]
    return [base | {"fte": int(f), "period": p} for p, f in zip(rows["period"], rows["fte"], strict=True)]


def unpin(person: str, team: str, kind: str, opened: memory.Opened) -> None:
    """Take pins, or what was ruled out, of somebody on a team away again."""
    table = opened.table("Pins")
    mine = table[
        (table["person_id"] == person) & (table["team_id"] == team) & (table["kind"].replace("", "pin") == kind)
    ]
    memory.save([drop("Pins", int(row)) for row in mine.index], opened.version)
    state.refresh("Pins")


def forbid(table: Desk, person: str, demand: str, opened: memory.Opened, stored: StoredProposal) -> None:
    """Rule somebody out for a team, and take them off it."""
    team = str(table.placed(person, demand)["team_id"].iloc[0])
    line = {"person_id": person, "team_id": team, "kind": "forbid", "reason": "Ruled out on the board",
            "owner": memory.who().name}  # fmt: skip
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
            changes.append(add("Pins", {"person_id": person, "team_id": team, "kind": "forbid", "owner": memory.who().name,
                                        "reason": "Taken off by hand on the board"}))  # fmt: skip
    return not changes or memory.save(changes, opened.version, "Moves on the board")
