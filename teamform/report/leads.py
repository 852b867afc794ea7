"""Who leads each team: named, in a seat for the lead, or the one whom the plan points to."""

from __future__ import annotations

import pandas as pd

from teamform.plan.plan import Plan

ABLE = 3
"""The level in the main discipline from which somebody can lead."""


def leads(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """Who leads each team in each period in which it has people.

    Columns: team_id, period, person_id (blank where nobody can lead), organisation, why.
    """
    about = _about(plan)
    rows = []
    for (team, period), on in allocation.groupby(["team_id", "period"], sort=True):
        person, why = _lead(plan, about, str(team), str(period), on)
        organisation = about["organisation"].get(person, "")
        rows.append({"team_id": team, "period": period, "person_id": person, "organisation": organisation, "why": why})
    return pd.DataFrame(rows, columns=["team_id", "period", "person_id", "organisation", "why"])


def _about(plan: Plan) -> pd.DataFrame:
    """What counts when somebody leads, by person."""
    return pd.DataFrame({
        "organisation": plan.people["organisation"].to_numpy(), "outside": plan.outside, "rank": plan.grade_rank,
        "level": plan.main_level,
    }, index=pd.Index(plan.people["person_id"]))  # fmt: skip


def _lead(plan: Plan, about: pd.DataFrame, team: str, period: str, on: pd.DataFrame) -> tuple[str, str]:
    """The person who leads a team in a period, and why."""
    row = plan.teams.set_index("team_id").loc[team]
    if row["lead_person"] in set(on["person_id"]):
        return str(row["lead_person"]), "named as lead"
    kinds = on["demand_id"].map(plan.demand.set_index("demand_id")["seat_kind"])
    seated = on[kinds == "lead"].sort_values(["fte", "person_id"], ascending=[False, True])
    if len(seated):
        return str(seated["person_id"].iloc[0]), "sits in the seat for the lead"
    side = _side(plan, team, period)
    first = plan.sheets["Missions"].set_index("mission")["lead_organisation"].get(str(row["mission"]), "")
    there = about.loc[on["person_id"].unique()].assign(fte=on.groupby("person_id")["fte"].sum())
    able = there[(there["level"] >= ABLE) & ((side == "either") | (there["outside"] == (side == "outside")))]
    if not len(able):
        return "", "nobody on the team can lead"
    able = able.assign(own=able["organisation"] == first).sort_index()
    order = ["own", "rank", "level", "fte"] if side != "outside" else ["own", "level", "fte"]
    best = able.sort_values(order, ascending=False, kind="stable").iloc[0]
    why = "from the organisation that leads the mission" if best["own"] else _WHY[side]
    return str(best.name), why


_WHY = {"either": "most senior on the team", "central": "most senior from central government",
        "outside": "most able from outside central government"}  # fmt: skip


def _side(plan: Plan, team: str, period: str) -> str:
    """From where the leadership mode in force wants the lead."""
    place = plan.teams["team_id"].tolist().index(team), plan.periods["period"].tolist().index(period)
    mode = int(plan.modes[place])
    return "either" if mode < 0 else str(plan.sheets["LeadershipModes"]["lead_from"].iloc[mode])
