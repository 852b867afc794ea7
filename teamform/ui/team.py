"""A team's page: what it is for, who is on it and why each, what is missing, what it costs, what is asked."""

from __future__ import annotations

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from teamform.report.links import on_panels
from teamform.store import Role
from teamform.ui import answers, look, pictures, scorecard, state, words


def choose(found: answers.Answer) -> str:
    """The team that is looked at: the one in the address, a leader's own, or the first."""
    teams = list(found.plan.teams.sort_values(["priority", "team_id"])["team_id"])
    if not teams:
        look.nothing_yet("There are no teams yet", "Say on the page Missions what each team needs, and run again.")
        st.stop()
    names = found.plan.teams.set_index("team_id")["team"]
    mine = [t for t in state.mine() if t in teams]
    given = state.given("team")
    start = given if given in teams else (mine or teams)[0]
    if state.role() is Role.LEADER and mine:
        teams = [*mine, *(t for t in teams if t not in mine)]
    chosen = st.selectbox(
        "Team", teams, teams.index(start), format_func=lambda t: words.team(t, names.get(t, "")), key="team.choice"
    )
    state.remember("team", chosen)
    return chosen


def purpose(found: answers.Answer, team: str) -> None:
    """What the team is for: mission, first steps, how it works."""
    plan = found.plan
    row = plan.teams.set_index("team_id").loc[team]
    missions = plan.sheets["Missions"].set_index("mission")
    star = str(missions["north_star"].get(row["mission"], "") or "")
    sro = str(missions["sro_name"].get(row["mission"], "") or "")
    lines = [f"Mission: {row['mission']}, priority {row['priority']}." + (f" {star}." if star else "")]
    lines += [f"Answers for it: {sro}."] if sro else []
    for step in plan.first_steps[plan.first_steps["team_id"] == team].itertuples():
        promised = " (publicly committed)" if step.publicly_committed is True else ""
        stands = f" It stands for: {step.symbolises}." if step.symbolises else " Nobody has said what it stands for."
        lines.append(
            f"First step{promised}: {step.title or step.first_step}.{stands}"
            + (f" It builds towards: {step.builds_towards}." if step.builds_towards else "")
        )
    lines += [str(row["working_text"])] if row["working_text"] else []
    look.inset(lines, "blue", words.team(team, row["team"]))


def five(found: answers.Answer, team: str) -> None:
    """The team in five figures."""
    row = answers.by_team(found).set_index("team_id").loc[team]
    score = scorecard.card(found).loc[(team, "proposed")]
    cost = answers.cost(found).get(team, 0.0)
    look.figures(
        [
            ("On the team", f"{row['allocated']:.1f} FTE", f"of {row['required']:.1f} FTE asked for"),
            ("Missing", f"{row['unmet']:.1f} FTE", "on average while it runs"),
            ("People", str(row["people"]), f"from {words.count(int(score['organisations']), 'organisation')}"),
            ("From outside", words.percent(score["outside_share"]), "of the team's FTE"),
            ("Cost", f"£{cost:,.0f}", "over the plan, at grade average"),
        ]
    )


@answers.once
def members(found: answers.Answer, team: str) -> pd.DataFrame:
    """Who is on the team, and why each."""
    plan = found.plan
    asked = plan.demand.set_index("demand_id")
    interest = plan.sheets["Preferences"].set_index(["person_id", "team_id"])["interest"]
    today = set(
        zip(plan.sheets["CurrentAllocation"]["person_id"], plan.sheets["CurrentAllocation"]["team_id"], strict=True)
    )
    lead = plan.teams.set_index("team_id").at[team, "lead_person"]
    panels, bodies, rows = on_panels(plan), plan.organisations.set_index("organisation")["name"], []
    for r in answers.members(found, team).itertuples():
        reasons = [f"brings {r.discipline} at level {int(r.level)}, {int(asked.at[r.demand_id, 'min_level'])} is asked"]
        reasons += ["is on this team today"] if (r.person_id, team) in today else []
        wish = interest.get((r.person_id, team), 0)
        reasons += ["asked for this team"] if wish and wish > 0 else []
        reasons += ["leads the team"] if lead == r.person_id else []
        rows.append(
            (
                r.person_id,
                bodies.get(r.organisation, r.organisation) if r.person_id in panels else r.name,
                r.discipline,
                r.organisation,
                r.grade,
                r.spread,
                words.begin("; ".join(reasons)) + ".",
            )
        )
    return pd.DataFrame(rows, columns=["Number", "Name", "Brings", "From", "Grade", "FTE", "Why"])


def missing(found: answers.Answer, team: str) -> None:
    """What is missing, in which periods, and why."""
    seats = found.seats
    mine = seats[(seats["team_id"] == team) & (seats["unmet"] > 0)]
    if mine.empty:
        look.inset(["Nothing: every seat is filled."], "green")
        return
    reasons = {(s.demand_id, s.period): s.reason for s in found.short}
    rows = []
    for demand, some in mine.groupby("demand_id", sort=False):
        first, last = some["period"].iloc[0], some["period"].iloc[-1]
        fte = f"{words.fte(some['unmet'].max())} of {words.fte(some['required'].iloc[0])}"
        when = f"{first} to {last}" if len(some) > 1 else first
        why = reasons.get((demand, first), "Not looked into: the plan is too large.")
        rows.append([some["discipline"].iloc[0], fte, when, why])
    look.table("What is missing and why", ["Discipline", "FTE", "When", "Why"], rows)


@answers.once
def coverage(found: answers.Answer, team: str) -> pd.DataFrame:
    """Discipline by period: allocated of required FTE, as share; -1 where nothing is asked."""
    mine = found.seats[found.seats["team_id"] == team].pivot_table(
        index="discipline", columns="period", values=["allocated", "required"], aggfunc="sum"
    )
    share = (mine["allocated"] / mine["required"]).clip(upper=1)
    return share.reindex(columns=[p for p in found.plan.periods["period"] if p in share.columns])


def coverage_matrix(found: answers.Answer, team: str) -> None:
    """Coverage by discipline and period, each cell with a symbol."""
    pictures.heat("How far each seat is filled, by discipline and period", coverage(found, team), pictures.filled,
                  "Discipline")  # fmt: skip


def link(found: answers.Answer, team: str) -> str:
    """The whole address of this page to send to the team's leader: where the app is served, then identifiers only."""
    asked = {"plan": found.stored.plan_id, "proposal": found.stored.id, "team": team, "as": "leader", "of": team}
    return f"{st.context.url or '/team'}?{urlencode(asked)}"
