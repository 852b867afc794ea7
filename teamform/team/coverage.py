"""What an allocation covers of the demand: seat by seat, period by period, in hundredths of an FTE."""

from __future__ import annotations

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.shapes import taken_in

SEAT = ["team_id", "discipline", "demand_id", "first_step", "period"]


def coverage(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """Every seat in every period in which it is to be filled: required, desired, allocated and unmet.

    ``allocation`` needs demand_id, period and fte. Unmet is what is missing of the required FTE.
    """
    seat, period = np.nonzero(plan.runs)
    demand = plan.demand.iloc[seat]
    table = demand[["team_id", "discipline", "demand_id", "first_step"]].reset_index(drop=True)
    table["period"] = plan.periods["period"].to_numpy()[period]
    counts = taken_in(plan, allocation)[seat]  # of alternative shapes nothing is asked for but the one that is taken
    table["required"] = np.where(counts, demand["fte_required"].to_numpy(np.int64), 0)
    table["desired"] = np.where(counts, demand["fte_desired"].to_numpy(np.int64), 0)
    given = allocation.groupby(["demand_id", "period"])["fte"].sum()
    places = pd.MultiIndex.from_frame(table[["demand_id", "period"]])
    table["allocated"] = given.reindex(places).fillna(0).to_numpy().astype(np.int64)
    table["unmet"] = np.maximum(table["required"] - table["allocated"], 0)
    return table


def shortfall(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """The seats that have less than they require, the highest priority and the largest gap first."""
    short = coverage(plan, allocation).drop(columns="desired")
    short = short[short["unmet"] > 0]
    priority = plan.teams.set_index("team_id")["priority"]
    order = short.assign(priority=short["team_id"].map(priority))
    return order.sort_values(["priority", "unmet", *SEAT], ascending=[True, False, *[True] * len(SEAT)],
                             ignore_index=True)  # fmt: skip


def named(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """The allocation in the words of the workbook: who, from where, on which team, as what, when, how much."""
    people = plan.people.set_index("person_id")
    teams = plan.teams.set_index("team_id")
    person, team = allocation["person_id"], allocation["team_id"]
    table = pd.DataFrame({
        "person_id": person,
        "display_name": person.map(people["display_name"]),
        "organisation": person.map(people["organisation"]),
        "grade": person.map(people["grade"]),
        "team_id": team,
        "team": team.map(teams["team"]),
        "discipline": allocation["discipline"],
        "demand_id": allocation["demand_id"],
        "first_step": allocation["first_step"],
        "period": allocation["period"],
        "fte": allocation["fte"].astype("int64"),
    })  # fmt: skip
    order = {period: i for i, period in enumerate(plan.periods["period"])}
    when = table["period"].map(order)
    return table.assign(when=when).sort_values(
        ["team_id", "discipline", "person_id", "when"], ignore_index=True).drop(columns="when")  # fmt: skip
