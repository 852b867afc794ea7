"""What is usual, offered to be taken over: seats by the way a step works, skills by the role that is needed."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.plan import lists
from teamform.plan.plan import Plan
from teamform.plan.recipes import recipe
from teamform.store import Change, Role, add, put
from teamform.ui import look, memory, state, words
from teamform.workbook.framework import framework, skill_needs


def offer(opened: memory.Opened, sheet: str) -> None:
    """Offer rows for the sheet that is open, if there is something usual to offer."""
    if opened.plan is None or state.role() is not Role.PLANNER:
        return
    if sheet == "Demand" and len(opened.plan.first_steps):
        with st.expander("Seats from a recipe"):
            _seats(opened, opened.plan)
    if sheet == "SkillNeeds":
        with st.expander("Skills from a role of the capability framework"):
            _skills(opened, opened.plan)


def _seats(opened: memory.Opened, plan: Plan) -> None:
    steps = plan.first_steps.set_index("first_step")
    step = st.selectbox("First step", list(steps.index), key="recipes.step",
                        format_func=lambda s: f"{s} {steps.at[s, 'title']}".strip())  # fmt: skip
    way = str(steps.at[step, "instrument"])
    known = list(lists.INSTRUMENTS)
    chosen = st.selectbox("It works as", known, known.index(way) if way in known else 0, key=f"recipes.way.{step}",
                          help="The way of working, or the phase of a service.")  # fmt: skip
    rows = recipe(plan, step, chosen)
    if rows.empty:
        st.write("The step has every discipline that is usual.")
        return
    names = plan.disciplines.set_index("discipline")["name"]
    shown = [[r.discipline, str(names.get(r.discipline, lists.DISCIPLINES.get(r.discipline, ""))),
              words.fte(r.fte_required), r.seat_kind.replace("_", " ")] for r in rows.itertuples()]  # fmt: skip
    look.table("What is usual and not there yet", ["Discipline", "", "FTE", "How"], shown)
    if st.button("Add these seats", key="recipes.add"):
        told = put("FirstSteps", _row(opened, step), "instrument", chosen)
        columns = ["team_id", "discipline", "fte_required", "first_step", "seat_kind"]
        _add(opened, [*_new("Demand", rows[columns]), *([told] if chosen != way else [])], f"{step}: {chosen}")


def _skills(opened: memory.Opened, plan: Plan) -> None:
    file = st.file_uploader("The published table of roles (CSV)", type=["csv"], key="recipes.framework")
    if file is None:
        return
    try:
        table = _roles(file.getvalue())
    except TeamformError as error:
        look.inset([str(error)], "red", "There is a problem with the file")
        return
    role = st.selectbox("Role", sorted(set(table["role"])), key="recipes.role")
    levels = sorted(set(table.loc[table["role"] == role, "role_level"]))
    level = st.selectbox("At the level of", levels, key=f"recipes.level.{role}")
    team = st.selectbox("For the team", list(plan.teams["team_id"]), key="recipes.team")
    rows = skill_needs(table, role, level, team)
    shown = [[r.skill, str(r.min_level)] for r in rows.itertuples()]
    look.table(f"Skills of a {level}", ["Skill", "Level, 1 to 4"], shown, ["Level, 1 to 4"])
    if st.button("Add these skills", key="recipes.skills"):
        _add(opened, list(_new("SkillNeeds", rows)), f"{team}: skills of a {level}")


@st.cache_data(max_entries=4, show_spinner=False)
def _roles(content: bytes) -> pd.DataFrame:
    return framework(content)


def _new(sheet: str, rows: pd.DataFrame) -> Iterable[Change]:
    return (add(sheet, row) for row in rows.astype(object).to_dict("records"))


def _row(opened: memory.Opened, step: str) -> int:
    table = opened.table("FirstSteps")
    return int(table.index[table["first_step"] == step][0])


def _add(opened: memory.Opened, changes: list[Change], why: str) -> None:
    """Take the rows over, and say so."""
    if memory.save(changes, opened.version, why):
        state.notice(f"{words.count(sum(change.column == '' for change in changes), 'row')} added. {why}.")
        st.rerun()
