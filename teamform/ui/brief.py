"""What a leader is told and asked on one page: who leads, the three decisions, and the charter to take away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.plan.plan import Plan
from teamform.report.charter import charter
from teamform.report.leads import leads
from teamform.ui import answers, look, state, words


def show(found: answers.Answer, team: str) -> None:
    """Who leads, what the leader is asked to decide and by when, and the charter."""
    look.inset([_lead(found, team)], "blue", "Who leads")
    day = _by(found.plan, team)
    look.inset([f"{number}. {line}" for number, line in enumerate(decisions(found, team), 1)], "amber",
               f"You are asked to decide{f', before {day}' if day else ''}")  # fmt: skip
    if team in state.mine():
        st.markdown("[Decide](#decide)")
    st.download_button(
        "Download the charter", lambda: charter(found.plan, found.allocation, team), f"charter-{team}.html",
        "text/html", key="brief.charter", icon=":material/article:", on_click="ignore",
    )  # fmt: skip


@answers.once
def _lead(found: answers.Answer, team: str) -> str:
    table = leads(found.plan, found.allocation[found.allocation["team_id"] == team])
    names = found.plan.people.set_index("person_id")["display_name"]
    told = [f"{words.person(str(names[r.person_id]), r.person_id)}, {r.organisation}: {r.why}"
            for r in table[table["person_id"] != ""].itertuples()]  # fmt: skip
    row = found.plan.teams.set_index("team_id").loc[team]
    body = found.plan.sheets["Missions"].set_index("mission")["lead_organisation"].get(str(row["mission"]), "")
    mission = f" {body} leads the mission." if body else ""
    return ("; ".join(dict.fromkeys(told)) or "Nobody on the team can lead") + "." + mission


@answers.once
def decisions(found: answers.Answer, team: str) -> list[str]:
    """The three decisions of a leader about a team."""
    people = found.allocation.loc[found.allocation["team_id"] == team, "person_id"].nunique()
    missing = {}
    for seat in found.short:
        if seat.team == team:
            missing[seat.discipline] = max(missing.get(seat.discipline, 0.0), seat.unmet)
    short = ", ".join(f"{fte:g} FTE of {code}" for code, fte in missing.items())
    gap = f"Start without {short}, wait, or ask whoever holds it back." if short else "Nothing is missing: start."
    return [
        f"Approve {words.count(people, 'person', 'people')}, send somebody back, or ask for another.", gap,
        "Keep how the team is led, or change it (page Working, Leading).",
    ]  # fmt: skip


def _by(plan: Plan, team: str) -> str:
    """The first day on which the team has work to do."""
    runs = plan.runs[(plan.demand["team_id"] == team).to_numpy()].any(axis=0)
    starts = plan.periods["start"][runs]
    return "" if not len(starts) or pd.isna(starts.iloc[0]) else f"{starts.iloc[0]:%d/%m/%Y}"
