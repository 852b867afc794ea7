"""Links between teams, who is on both sides, and how organisations and citizens take part."""

from __future__ import annotations

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan

DAYS_A_YEAR = 220
"""Working days of a full-time year, for sessions of panels."""


def team_links(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """Each link with who is on both teams: from_team, to_team, kind, strength, liaison, people, looked_after."""
    on = allocation.groupby("team_id")["person_id"].agg(frozenset).to_dict()
    links = plan.sheets["MissionLinks"][["from_team", "to_team", "kind", "strength", "liaison"]].reset_index(drop=True)
    people = [tuple(sorted(on.get(a, frozenset()) & on.get(b, frozenset())))
              for a, b in zip(links["from_team"], links["to_team"], strict=True)]  # fmt: skip
    kept = (links["strength"] != "strong") | (links["liaison"] != "") | np.array([bool(p) for p in people], bool)
    return links.assign(people=pd.Series(people, dtype=object), looked_after=kept)


def working_together(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """Collaboration matrix: FTE of each organisation (row) by the organisation that it works beside (column).

    An organisation's FTE on a team is shared out over all organisations there, itself included, as their FTE is;
    so the rows add up to what each organisation gives (an average over the periods).
    """
    home = plan.people.set_index("person_id")["organisation"]
    given = allocation.assign(organisation=allocation["person_id"].map(home))
    table = given.pivot_table(index=["team_id", "period"], columns="organisation", values="fte", aggfunc="sum",
                              fill_value=0).astype(float)  # fmt: skip
    beside = table.div(table.sum(axis=1).replace(0, 1), axis=0)
    matrix = table.T.to_numpy() @ beside.to_numpy() / 100 / len(plan.periods)
    return pd.DataFrame(matrix.round(3), index=table.columns, columns=table.columns)


def on_panels(plan: Plan) -> frozenset[str]:
    """The rows of People that stand for sessions of a citizens' panel rather than for somebody."""
    sector = plan.people["organisation"].map(plan.organisations.set_index("organisation")["sector"])
    panel = (plan.people["employment_type"] == "citizen_panel") | (sector == "citizen")
    return frozenset(plan.people.loc[panel, "person_id"])


def panel_sessions(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """Citizens' panels as half-day sessions by organisation and team; nobody is named.

    Columns: organisation, team_id, fte (an average over the periods), sessions (over the whole plan).
    """
    people = plan.people.set_index("person_id")
    on = allocation[allocation["person_id"].isin(on_panels(plan))]
    years = dict(zip(plan.periods["period"], plan.years, strict=True))
    on = on.assign(organisation=on["person_id"].map(people["organisation"]),
                   sessions=on["fte"] / 100 * on["period"].map(years).astype(float) * DAYS_A_YEAR * 2)  # fmt: skip
    table = on.groupby(["organisation", "team_id"])[["fte", "sessions"]].sum()
    table["fte"] = (table["fte"] / 100 / len(plan.periods)).round(3)
    table["sessions"] = table["sessions"].round().astype("int64")
    return table.reset_index()
