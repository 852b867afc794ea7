"""Parts of the demonstration plan, small enough to be solved in a moment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from teamform.explain import Case
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.team.proposal import Proposal
from teamform.workbook import read
from tests.facts import SHEET_OF, frame

DEMO = Path(__file__).parents[2] / "data" / "demo.xlsx"
OF_TEAMS = {"Demand": "team_id", "Teams": "team_id", "FirstSteps": "team_id", "SkillNeeds": "team_id",
            "ModeByPeriod": "team_id", "Preferences": "team_id", "CurrentAllocation": "team_id", "Pins": "team_id",
            "Wishes": "team_id", "Budgets": "team_id"}  # fmt: skip


@cache
def whole() -> Plan:
    """The demonstration plan."""
    plan: Plan = read(DEMO).need_plan()
    return plan


def part(*teams: str, periods: bool = False, settings: Mapping[str, Any] | None = None, **sheets: Any) -> Plan:
    """The demonstration plan of a few teams, in one period and without second steps unless ``periods``.

    ``sheets`` replaces whole sheets.
    """
    given = {name: _of(name, table, teams) for name, table in whole().given.items()}
    if not periods:
        given = {name: table for name, table in given.items() if name not in {"Periods", "ModeByPeriod"}}
        later = set(given["FirstSteps"]["next_step"]) - {""}
        for name in ("Demand", "FirstSteps"):
            now = given[name][~given[name]["first_step"].isin(later)]
            given[name] = now.assign(start="", end="", **({"next_step": ""} if name == "FirstSteps" else {}))
    if len(given.get("MissionLinks", ())):
        links = given["MissionLinks"]
        given["MissionLinks"] = links[links["from_team"].isin(teams) & links["to_team"].isin(teams)]
    given |= {SHEET_OF[name]: frame(SHEET_OF[name], rows) for name, rows in sheets.items()}
    return Plan.build(given).with_settings(**{k.replace(".", "__"): v for k, v in (settings or {}).items()})


SUPPLY = ("People", "PersonSkills", "Demand", "Teams", "Organisations", "ReleaseCaps", "Disciplines", "FirstSteps",
          "Grades")  # fmt: skip


@cache
def scarce(*disciplines: str) -> Plan:
    """The demonstration's first half-year for some disciplines: who has them, who asks for them, and what is let go.

    Nothing is asked of teams as a whole. BEH, UR and SD are short of exactly what the whole plan is short of.
    """
    one_period = part(*whole().teams["team_id"]).given
    given = {name: one_period[name] for name in SUPPLY}
    given["Demand"] = given["Demand"][given["Demand"]["discipline"].isin(disciplines)]
    given["Teams"] = given["Teams"][["team_id", "team", "mission", "priority"]]
    given["FirstSteps"] = given["FirstSteps"].assign(publicly_committed=False)
    return Plan.build(given)


@cache
def scarce_case(*disciplines: str) -> Case:
    """That plan with its proposal."""
    return Case.of(scarce(*disciplines), solved(scarce(*disciplines)))


def with_discipline(plan: Plan, discipline: str, **values: Any) -> Plan:
    """The plan with some columns of a discipline's row replaced (stored units)."""
    known = plan.given["Disciplines"].copy()
    for column, value in values.items():
        known.loc[known["discipline"] == discipline, column] = value
    return plan.changed(Disciplines=known)


def unmet(proposal: Proposal, plan: Plan) -> dict[str, float]:
    """Required FTE that nobody gives, by discipline, in a plan of one period."""
    asked = plan.demand.groupby("discipline")["fte_required"].sum()
    given = proposal.allocation.groupby("discipline")["fte"].sum().reindex(asked.index, fill_value=0)
    return ((asked - given) / 100).astype(float).to_dict()


def _of(name: str, table: pd.DataFrame, teams: tuple[str, ...]) -> pd.DataFrame:
    """Only the rows about the teams."""
    return table[table[OF_TEAMS[name]].isin(teams)] if name in OF_TEAMS else table


def with_team(plan: Plan, team: str, **values: Any) -> Plan:
    """The plan with some columns of a team's row replaced (stored units)."""
    teams = plan.given["Teams"].copy()
    for column, value in values.items():
        teams.loc[teams["team_id"] == team, column] = value
    return plan.changed(Teams=teams)


def solved(plan: Plan, seconds: float = 20) -> Proposal:
    """A proposal for a small plan."""
    return solve(plan, Limits(seconds=seconds, workers=1))
