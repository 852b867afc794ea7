"""Missions on the screen: the sheets about work, the team that one looks at, and remarks on the whole."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.plan.columns import Sheet
from teamform.plan.plan import Plan
from teamform.ui import look, memory, pictures, rule_forms, state, words
from teamform.ui.rulebook import too_large

VIEWS: dict[str, tuple[str, list[str]]] = {
    "Demand": (
        "Demand",
        [
            "team_id",
            "discipline",
            "fte_required",
            "fte_desired",
            "min_level",
            "first_step",
            "clearance",
            "min_grade",
            "location",
            "sourcing",
            "max_people",
            "seat_kind",
            "shape_group",
            "horizon",
            "start",
            "end",
        ],
    ),
    "Teams": (
        "Teams",
        [
            "team_id",
            "team",
            "mission",
            "priority",
            "leadership_mode",
            "size_min",
            "size_max",
            "min_outside_share",
            "max_one_org_share",
            "lead_person",
            "lead_min_grade",
            "place",
            "learning_allowance",
        ],
    ),
    "Missions": (
        "Missions",
        [
            "mission",
            "north_star",
            "horizon_year",
            "priority",
            "lead_organisation",
            "sro_name",
            "min_long_term_share",
            "risk_appetite",
            "ready_to_staff",
        ],
    ),
    "First steps": (
        "FirstSteps",
        [
            "first_step",
            "team_id",
            "title",
            "instrument",
            "symbolises",
            "builds_towards",
            "next_step",
            "start",
            "end",
            "publicly_committed",
            "kind",
            "hypothesis",
            "stop_rule",
            "decide_by",
        ],
    ),
    "Modes": ("ModeByPeriod", ["team_id", "period", "leadership_mode"]),
    "Links": ("MissionLinks", ["from_team", "to_team", "kind", "strength", "shared_person", "liaison"]),
    "Lessons": ("Lessons", ["first_step", "discipline", "expected", "happened", "rule_to_try"]),
    "Skill needs": ("SkillNeeds", ["team_id", "skill", "min_level", "min_people"]),
    "Budgets": ("Budgets", ["mission", "team_id", "budget_gbp", "hard", "owner"]),
    "Release caps": (
        "ReleaseCaps",
        [
            "organisation",
            "directorate",
            "discipline",
            "period",
            "release_cap_fte",
            "hard",
            "reason",
            "owner",
            "expires",
        ],
    ),
    "Pins": (
        "Pins",
        ["person_id", "team_id", "discipline", "period", "fte", "kind", "hard", "reason", "owner", "expires"],
    ),
}
"""The tables about work: the sheet of each and the columns that are shown."""

MOST_MISSIONS = 30
"""Missions that are listed at once."""
MOST_REMARKS = 10
"""Remarks that are shown at once; a large plan has a hundred, and nobody reads a wall of them."""


def north_stars(opened: memory.Opened) -> None:
    """The missions with their goals, if the plan has any."""
    if opened.plan is None:
        return
    missions, teams = opened.plan.sheets["Missions"], opened.plan.teams
    with st.expander(f"{words.count(len(missions), 'mission')}, {words.count(len(teams), 'team')}"):
        mine: dict[str, list[str]] = {}
        for mission, team, name, priority in teams[["mission", "team_id", "team", "priority"]].to_numpy().tolist():
            mine.setdefault(mission, []).append(f"{words.team(team, name)} (priority {priority})")
        lines = []
        for row in missions.head(MOST_MISSIONS)[["mission", "north_star", "horizon_year"]].itertuples():
            by = f" by {row.horizon_year}" if row.horizon_year is not pd.NA else ""
            star = f": {words.plain(str(row.north_star))}{by}" if row.north_star else ""
            names = words.listed(mine.get(row.mission, []), 20)
            lines.append(f"**{words.plain(str(row.mission))}**{star}  \n{words.plain(names)}")
        more = len(missions) - MOST_MISSIONS
        st.markdown("\n\n".join([*lines, *([f"and {words.count(more, 'more mission')}"] if more > 0 else [])]))


def of_team(table: pd.DataFrame, opened: memory.Opened) -> pd.DataFrame:
    """Ask which team one wants to see, and return its rows; the choice lives in the address."""
    if "team_id" not in table or table.empty:
        return table
    teams = ["", *sorted(set(table["team_id"]) - {""})]
    given = state.given("team")
    names = opened.table("Teams").set_index("team_id")["team"]
    chosen = st.selectbox(
        "Team",
        teams,
        teams.index(given) if given in teams else 0,
        key="missions.team",
        format_func=lambda t: f"{t} {names.get(t, '')}".strip() or "All teams",
    )
    state.remember("team", chosen or "")
    return table[table["team_id"] == chosen] if chosen else table


def bulk(sheet: Sheet, columns: list[str]) -> list[str]:
    """The columns that many rows can be given at once."""
    return [c for c in columns if c not in sheet.key]


def remarks(plan: Plan) -> None:
    """What the tool remarks on in the plan as a whole: the first few, and all of them if asked."""
    if too_large(plan):
        look.inset(["This plan is too large to be looked through for remarks while somebody waits."])
        return
    found = rule_forms.remarks(plan, plan.hash)
    if not found:
        return
    st.subheader("Worth a thought", anchor=False)
    more = len(found) - MOST_REMARKS
    every = more > 0 and st.toggle(f"Show all {len(found)} remarks", key="missions.remarks")
    look.insets([[each.text, each.action] for each in (found if every else found[:MOST_REMARKS])], "amber")
    if more > 0 and not every:
        st.write(f"and {words.count(more, 'more remark')}.")


def timeline(plan: Plan) -> None:
    """The first steps on one calendar: when each runs, its deadline, and what follows it."""
    periods = plan.periods.set_index("period")
    steps = plan.first_steps
    if steps.empty or periods[["start", "end"]].isna().any(axis=None):
        return
    names, rows = list(periods.index), []
    for step in steps.sort_values(["team_id", "start", "first_step"]).to_dict("records"):
        start, end = periods.at[step["start"] or names[0], "start"], periods.at[step["end"] or names[-1], "end"]
        decide = step.get("decide_by")
        decide = None if decide is None or pd.isna(decide) else decide.date()
        promised = " ★ publicly committed" if step["publicly_committed"] is True else ""
        then = step["next_step"] or step["builds_towards"] or ""
        kind = "done" if str(step.get("status", "")).startswith(("done", "stopped")) else str(step.get("kind", ""))
        by = f"{end:%d/%m/%Y}" + (f", decide by {decide:%d/%m/%Y}" if decide else "")
        rows.append(([step["team_id"], f"{step['title'] or step['first_step']}{promised}", by, then], start.date(),
                     end.date(), decide, kind))  # fmt: skip
    st.subheader("Timeline of first steps", anchor=False)
    head = ["Team", "First step", "By", "Then"]
    spans = [(str(name), row["start"].date(), row["end"].date()) for name, row in periods.iterrows()]
    pictures.calendar("When each first step runs; a red line marks a decision that is due", head, rows, spans)
