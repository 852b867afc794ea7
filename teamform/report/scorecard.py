"""Ways-of-working scorecard: how teams are made up today, and how a proposal makes them up."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from teamform.plan.fluency import fluent
from teamform.plan.loops import PARTS
from teamform.plan.plan import Plan

ALL = "all teams"
"""The row about the whole portfolio."""
TOKEN = 40
"""FTE in hundredths below which an embedded discipline is a token."""
CLOSED = 20
"""FTE in hundredths from which a part of the loop counts as there."""


def scorecard(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """Today (CurrentAllocation) beside the proposal: one row a team and moment, and one for all teams.

    Columns: team_id, moment (today, proposed), people, fte, disciplines, organisations, outside_share,
    underused_share, largest_organisation_share, loop_closed, translator_coverage, token_roles. Shares are in parts
    of one; FTE is an average over the periods in which the team has people.
    """
    rows = []
    for moment, table in (("today", _today(plan)), ("proposed", allocation)):
        known = _known(plan, table)
        rows += [{"team_id": team, "moment": moment, **_figures(plan, known[known["team_id"] == team])}
                 for team in plan.teams["team_id"]]  # fmt: skip
        rows.append({"team_id": ALL, "moment": moment, **_all(plan, known)})
    return pd.DataFrame(rows)


def _today(plan: Plan) -> pd.DataFrame:
    """Today's allocation as if it were one period."""
    return plan.sheets["CurrentAllocation"][["person_id", "team_id", "discipline", "fte"]].assign(period="today")


def _known(plan: Plan, table: pd.DataFrame) -> pd.DataFrame:
    """The placements with what counts about people and disciplines; those the plan doesn't know are left out."""
    people = plan.people.set_index("person_id").assign(outside=plan.outside)
    disciplines = plan.disciplines.set_index("discipline")
    known = table[table["person_id"].isin(people.index)].copy()
    for column in ("organisation", "outside"):
        known[column] = known["person_id"].map(people[column])
    for column in ("underused", "loop_part", "contribution_mode"):
        known[column] = known["discipline"].map(disciplines[column])
    known["underused"] = known["underused"].fillna(False).astype(bool)
    known["outside"] = known["outside"].astype(bool)
    return known.assign(fte=known["fte"].astype("int64"))


def _figures(plan: Plan, on: pd.DataFrame) -> dict[str, object]:
    """The figures of one team."""
    by_part = on.groupby(["period", "loop_part"])["fte"].sum().unstack(fill_value=0).reindex(columns=list(PARTS))
    embedded = on[on["contribution_mode"] == "embedded"].groupby(["period", "discipline"])["fte"].sum()
    least = embedded.groupby("discipline").min() if len(embedded) else embedded
    return _shares(on) | {
        "loop_closed": bool((by_part.fillna(0) >= CLOSED).all(axis=1).any()),
        "translator_coverage": _coverage(plan, on),
        "token_roles": int((least < TOKEN).sum()),
    }


def _shares(on: pd.DataFrame) -> dict[str, object]:
    whole, periods = int(on["fte"].sum()), max(on["period"].nunique(), 1)
    by_home = on.groupby("organisation")["fte"].sum()
    return {
        "people": on["person_id"].nunique(), "fte": round(whole / 100 / periods, 3),
        "disciplines": on.loc[on["discipline"] != "", "discipline"].nunique(),
        "organisations": on["organisation"].nunique(),
        "outside_share": _part(on.loc[on["outside"], "fte"].sum(), whole),
        "underused_share": _part(on.loc[on["underused"], "fte"].sum(), whole),
        "largest_organisation_share": _part(by_home.max() if len(by_home) else 0, whole),
    }  # fmt: skip


def _coverage(plan: Plan, on: pd.DataFrame) -> float:
    """Of the needed pairs of disciplines that are present, the part with somebody fluent in both."""
    there = plan.people["person_id"].isin(on["person_id"]).to_numpy(bool)
    needed = {frozenset(pair) for pair in plan.sheets["Bridges"].itertuples(index=False, name=None)}
    pairs = [pair for pair in combinations(sorted(set(on["discipline"])), 2) if frozenset(pair) in needed]
    return _part(sum(bool((fluent(plan, a, b) & there).any()) for a, b in pairs), len(pairs))


def _all(plan: Plan, known: pd.DataFrame) -> dict[str, object]:
    """The figures of the portfolio: shares of all FTE; of the rest how many teams, or their average."""
    teams = [_figures(plan, on) for _, on in known.groupby("team_id")]
    count = max(len(teams), 1)
    return _shares(known) | {
        "loop_closed": bool(teams) and all(bool(team["loop_closed"]) for team in teams),
        "translator_coverage": round(sum(float(str(team["translator_coverage"])) for team in teams) / count, 3),
        "token_roles": sum(int(str(team["token_roles"])) for team in teams),
    }


def _part(some: float, whole: float) -> float:
    return round(float(some) / whole, 4) if whole else 0.0
