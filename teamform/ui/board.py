"""What lies on the board: lanes of teams, cards of people, seats that nobody fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from teamform.plan.plan import Plan
from teamform.store import Origin, StoredProposal
from teamform.ui import answers, desk, figures, look, memory, words
from teamform.ui.desk import Desk
from teamform.ui.rulebook import Rulebook, rulebook, too_large

UNFILLED = "unfilled"
MOST_CARDS = 40
FEW_TEAMS = 14
WHOLE = "All periods"


def on_the_desk(opened: memory.Opened, found: answers.Answer) -> Desk:
    """The proposal as it lies on the desk, against the one that was searched for, under the facts of today."""
    assert opened.plan is not None
    book = rulebook(opened.plan)
    root = first(found.stored)
    return Desk(book, known(root.proposal.allocation, book), known(found.allocation, book))


def must_fit(plan: Plan) -> None:
    """Say so, and draw nothing more, where a plan is too large for moves to be checked while somebody waits."""
    if too_large(plan):
        look.nothing_yet(
            "This plan is too large for the board",
            "Move people in a smaller plan, or pin and forbid them on the page Missions and run again.",
        )
        st.stop()


@st.cache_resource(max_entries=64, show_spinner=False)
def _first(proposal_id: str) -> StoredProposal:
    stored = memory.store().proposal(proposal_id)
    while stored.origin is Origin.EDITED and stored.parent:
        stored = memory.store().proposal(stored.parent)
    return stored


def first(stored: StoredProposal) -> StoredProposal:
    """The proposal from which a row of edits by hand began."""
    return _first(stored.id)


def known(allocation: pd.DataFrame, book: Rulebook) -> pd.DataFrame:
    """Only placements whose person, seat and period the plan still has."""
    plan = book.plan
    there = allocation["person_id"].isin(set(plan.people["person_id"]))
    there &= allocation["demand_id"].isin(set(plan.demand["demand_id"]))
    there &= allocation["period"].isin(set(plan.periods["period"]))
    return allocation.loc[there, desk.COLUMNS].reset_index(drop=True)


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


def drawn(table: Desk, opened: memory.Opened, stored: StoredProposal, teams: Sequence[str], period: str,
          discipline: str) -> dict[str, Any]:  # fmt: skip
    """The board as data, worked out once for a proposal under these facts; whoever is given it must not change it."""
    return _drawn(opened.info.id, opened.version, stored.id, tuple(teams), period, discipline, table, opened)


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(plan_id: str, version: int, proposal_id: str, teams: tuple[str, ...], period: str, discipline: str,
           _table: Desk, _opened: memory.Opened) -> dict[str, Any]:  # fmt: skip
    return lanes_and_cards(_table, _opened, teams, period, discipline)


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
        lanes.append(
            {
                "id": team,
                "title": words.team(team, names.get(team, "")),
                "kind": "team",
                "drop": True,
                "asked": asked,
                "percent": 100 * min(there / asked, 1) if asked else 100,
                "empty": "Nobody is on this team.",
                "more": "",
                "summary": f"{there:.1f} of {asked:.1f} FTE, "
                + words.count(placed["person_id"].nunique(), "person", "people"),
            }
        )
    free, more = _unplaced_cards(table, period, discipline)
    lanes.append(
        {
            "id": desk.UNPLACED,
            "title": "Unplaced",
            "kind": "unplaced",
            "drop": True,
            "asked": None,
            "percent": 0,
            "summary": "People with FTE left to give",
            "empty": "Everybody is placed.",
            "more": more,
        }
    )
    cards = [
        *_unfilled_cards(seats, divide, plan, discipline, teams),
        *_placed_cards(table, now, period, book_pins, teams, discipline),
        *free,
    ]
    return {"label": "Teams and people", "lanes": lanes, "cards": cards}


def _lane_of_unfilled(seats: pd.DataFrame, divide: int) -> dict[str, Any]:
    unmet = seats["unmet"].sum() / divide
    return {
        "id": UNFILLED,
        "title": "Unfilled",
        "kind": "unfilled",
        "drop": False,
        "asked": None,
        "percent": 0,
        "summary": f"{unmet:.1f} FTE that nobody fills",
        "empty": "Every seat is filled.",
        "more": "",
    }


def _unfilled_cards(
    seats: pd.DataFrame, divide: int, plan: Any, discipline: str, teams: Sequence[str]
) -> list[dict[str, Any]]:
    short = seats[(seats["unmet"] > 0) & seats["team_id"].isin(list(teams))]
    short = short[short["discipline"] == discipline] if discipline else short
    cards = []
    for demand, rows in short.groupby("demand_id", sort=False):
        row = rows.iloc[0]
        spread = figures.spread(rows["unmet"].to_numpy(), list(rows["period"]))
        cards.append(
            {
                "key": f"seat|{demand}",
                "lane": UNFILLED,
                "title": f"{row['discipline']} on {row['team_id']}",
                "fte": f"{rows['unmet'].sum() / divide:.2f}".rstrip("0").rstrip("."),
                "moves": False,
                "pinned": False,
                "moved": False,
                "warn": "",
                "sub": f"Priority {row['priority']}",
                "order": (row["priority"], -rows["unmet"].sum()),
                "why": f"Lacks {spread} of {words.fte(row['required'])} FTE" if len(plan.periods) > 1 else "",
            }
        )
    return [{k: v for k, v in c.items() if k != "order"} for c in sorted(cards, key=lambda c: c["order"])]


def _placed_cards(
    table: Desk, now: pd.DataFrame, period: str, pinned: set[tuple[str, str]], teams: Sequence[str], discipline: str
) -> list[dict[str, Any]]:
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
        cards.append(
            {
                "key": f"{row.person_id}|{row.demand_id}",
                "lane": row.team_id,
                "title": row.name or row.person_id,
                "fte": f"{row.fte * scale:.2f}".rstrip("0").rstrip("."),
                "sub": f"{row.discipline} · {row.organisation}",
                "why": level if scale > 1 or row.spread.replace(".", "").isdigit() else f"{row.spread}; {level}",
                "pinned": (row.person_id, row.team_id) in pinned,
                "moved": (row.person_id, row.demand_id) not in before,
                "warn": warned.get(row.person_id, ""),
                "moves": True,
            }
        )
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
    cards = [
        {
            "key": f"{r.person_id}|",
            "lane": desk.UNPLACED,
            "title": r.name or r.person_id,
            "fte": f"{r.free:.2f}".rstrip("0").rstrip("."),
            "sub": f"{r.discipline} · {r.organisation}",
            "why": f"{r.free:.2g} of {r.offered:.2g} FTE free" if r.free < r.offered - 1e-9 else "",
            "pinned": False,
            "moved": False,
            "warn": "",
            "moves": True,
        }
        for r in free.head(MOST_CARDS).itertuples()
    ]
    more = f"and {len(free) - MOST_CARDS} more; choose a discipline to see them" if len(free) > MOST_CARDS else ""
    return cards, more
