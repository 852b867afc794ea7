"""What the screens say about a plan and an allocation, worked out as tables. FTE is in hundredths unless said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.shapes import taken_in


def seats(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """One row a seat and period in which it is to be filled: required, allocated, unmet (hundredths of FTE)."""
    row, period = np.nonzero(plan.runs)
    demand = plan.demand.iloc[row]
    table = pd.DataFrame(
        {
            "demand_id": demand["demand_id"].to_numpy(),
            "team_id": demand["team_id"].to_numpy(),
            "discipline": demand["discipline"].to_numpy(),
            "first_step": demand["first_step"].to_numpy(),
            "period": plan.periods["period"].to_numpy()[period],
            "required": np.where(taken_in(plan, allocation)[row], demand["fte_required"].to_numpy(np.int64), 0),
        }
    )
    given = allocation.groupby(["demand_id", "period"])["fte"].sum()
    key = pd.MultiIndex.from_frame(table[["demand_id", "period"]])
    table["allocated"] = given.reindex(key).fillna(0).to_numpy(np.int64)
    table["unmet"] = np.maximum(table["required"] - table["allocated"], 0)
    priority = plan.teams.set_index("team_id")["priority"]
    table["priority"] = table["team_id"].map(priority).to_numpy(np.int64)
    return table


def by_team(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """One row a team: name, mission, priority, people, and average FTE required, allocated and unmet while it runs."""
    table = seats(plan, allocation)
    periods = table.groupby("team_id")["period"].nunique()
    sums = table.groupby("team_id")[["required", "allocated", "unmet"]].sum().div(periods, axis=0) / 100
    people = allocation[allocation["fte"] > 0].groupby("team_id")["person_id"].nunique()
    teams = plan.teams[["team_id", "team", "mission", "priority"]].merge(sums, on="team_id", how="left")
    teams["people"] = teams["team_id"].map(people).fillna(0).astype(int)
    figures = ["required", "allocated", "unmet"]
    teams[figures] = teams[figures].fillna(0.0)
    return teams.sort_values(["priority", "team_id"], ignore_index=True)


def by(plan: Plan, allocation: pd.DataFrame, *labels: str) -> pd.DataFrame:
    """Required, allocated and unmet FTE of an average period, summed by labels of `seats`."""
    table = seats(plan, allocation)
    divide = 100 if "period" in labels else 100 * len(plan.periods)
    return (table.groupby(list(labels))[["required", "allocated", "unmet"]].sum() / divide).reset_index()


def offered(plan: Plan) -> pd.DataFrame:
    """FTE on offer by main discipline (row) and period (column), as people offer it."""
    codes = plan.people["primary_discipline"].to_numpy()
    table = pd.DataFrame(plan.offered / 100, columns=plan.periods["period"].to_numpy())
    return table.groupby(codes).sum()


def asked(plan: Plan) -> pd.DataFrame:
    """Required FTE by discipline (row) and period (column)."""
    needed = plan.needed / 100
    table = pd.DataFrame(needed, columns=plan.periods["period"].to_numpy())
    return table.groupby(plan.demand["discipline"].to_numpy()).sum()


def supply_and_demand(plan: Plan) -> pd.DataFrame:
    """One row a discipline: average FTE asked for and on offer while there is work, and people who have it mainly."""
    need, offer = asked(plan), offered(plan)
    busy = [period for period in need.columns if need[period].sum() > 0]
    need, offer = need[busy], offer[busy]
    codes = [c for c in plan.disciplines["discipline"] if c in set(need.index) | set(offer.index)]
    names = plan.disciplines.set_index("discipline")["name"]
    table = pd.DataFrame(
        {
            "discipline": codes,
            "name": [names.get(c, c) for c in codes],
            "people": plan.people["primary_discipline"].value_counts().reindex(codes).fillna(0).astype(int).to_numpy(),
            "asked": need.mean(axis=1).reindex(codes).fillna(0).to_numpy(),
            "offered": offer.mean(axis=1).reindex(codes).fillna(0).to_numpy(),
        }
    )
    table["balance"] = table["offered"] - table["asked"]
    return table


def members(plan: Plan, allocation: pd.DataFrame, team: str = "") -> pd.DataFrame:
    """Who is on which seat: one row a person, team and discipline with name, level, FTE by period as words."""
    mine = allocation[(allocation["fte"] > 0) & ((allocation["team_id"] == team) if team else True)]
    if mine.empty:
        return pd.DataFrame(
            columns=[
                "person_id",
                "name",
                "team_id",
                "discipline",
                "organisation",
                "grade",
                "level",
                "fte",
                "spread",
                "demand_id",
            ]
        )
    people = plan.people.set_index("person_id")
    wide = mine.pivot_table(
        index=["person_id", "team_id", "discipline", "demand_id"],
        columns="period",
        values="fte",
        aggfunc="sum",
        fill_value=0,
    ).reindex(columns=plan.periods["period"], fill_value=0)
    table = wide.index.to_frame(index=False)
    table["fte"] = wide.to_numpy().sum(axis=1) / len(plan.periods) / 100
    table["spread"] = [spread(row, list(plan.periods["period"])) for row in wide.to_numpy()]
    for column, source in (("name", "display_name"), ("organisation", "organisation"), ("grade", "grade")):
        table[column] = table["person_id"].map(people[source]).fillna("").to_numpy()
    levels = plan.sheets["PersonSkills"].set_index(["person_id", "discipline"])["level"]
    table["level"] = levels.reindex(pd.MultiIndex.from_frame(table[["person_id", "discipline"]])).to_numpy()
    most = table.groupby(["team_id", "discipline", "person_id"])["fte"].transform("sum")
    order = table.assign(most=-most, less=-table["fte"]).sort_values(
        ["team_id", "discipline", "most", "person_id", "less"]
    )
    return table.loc[order.index].reset_index(drop=True)


def spread(row: np.ndarray, periods: Sequence[str]) -> str:
    """FTE over periods in words: 0.4, or 0.4 in Q1 to Q2, 0.6 in Q3."""
    if len(set(row.tolist())) == 1:
        return f"{row[0] / 100:g}"
    parts, first = [], 0
    for i in range(1, len(row) + 1):
        if i == len(row) or row[i] != row[first]:
            when = periods[first] if i - first == 1 else f"{periods[first]} to {periods[i - 1]}"
            if row[first]:
                parts.append(f"{row[first] / 100:g} in {when}")
            first = i
    return ", ".join(parts) or "0"


def unplaced(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """People with something left to give: person_id, name, discipline, organisation, offered and free FTE (average)."""
    used = allocation.groupby("person_id")["fte"].sum()
    people = plan.people
    can = plan.availability.sum(axis=1)
    free = can - people["person_id"].map(used).fillna(0).to_numpy()
    table = pd.DataFrame(
        {
            "person_id": people["person_id"].to_numpy(),
            "name": people["display_name"].to_numpy(),
            "discipline": people["primary_discipline"].to_numpy(),
            "organisation": people["organisation"].to_numpy(),
            "offered": can / len(plan.periods) / 100,
            "free": free / len(plan.periods) / 100,
        }
    )
    return table[table["free"] > 1e-9].sort_values(["discipline", "free"], ascending=[True, False], ignore_index=True)


def gives(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """From which organisation to which team, FTE of an average period: From, To, FTE."""
    home = plan.people.set_index("person_id")["organisation"]
    table = allocation.assign(From=allocation["person_id"].map(home).to_numpy())
    table = (table.groupby(["From", "team_id"])["fte"].sum() / 100 / len(plan.periods)).round(2).reset_index()
    return table.set_axis(["From", "To", "FTE"], axis=1)


def today(plan: Plan) -> pd.DataFrame:
    """The current allocation as an allocation of the whole plan, so that it can be compared with a proposal."""
    current = plan.sheets["CurrentAllocation"]
    periods = plan.periods[["period"]]
    table = current[["person_id", "team_id", "discipline", "fte"]].merge(periods, how="cross")
    return table.assign(demand_id=table["team_id"] + "/" + table["discipline"], first_step="")


def differences(plan: Plan, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Who joins, leaves or changes between two allocations: FTE of an average period, one row a person and team."""
    keys = ["person_id", "team_id", "discipline"]
    old, new = (t.groupby(keys)["fte"].sum() / len(plan.periods) / 100 for t in (before, after))
    both = pd.concat([old.rename("before"), new.rename("after")], axis=1).fillna(0.0).reset_index()
    both = both[(both["before"] - both["after"]).abs() > 1e-9]
    both["change"] = both["after"] - both["before"]
    both["what"] = np.select([both["before"] == 0, both["after"] == 0], ["joins", "leaves"], "changes")
    names = plan.people.set_index("person_id")["display_name"]
    both.insert(1, "name", both["person_id"].map(names).fillna("").to_numpy())
    return both.sort_values(["team_id", "what", "person_id"], ignore_index=True)


def cost(plan: Plan, allocation: pd.DataFrame) -> pd.Series:
    """Pounds over the whole plan at grade-average cost, by team."""
    yearly = pd.Series(plan.annual_cost, index=plan.people["person_id"].to_numpy())
    years = pd.Series(plan.years, index=plan.periods["period"].to_numpy())
    pounds = allocation["person_id"].map(yearly).to_numpy(float) * allocation["period"].map(years).to_numpy(float)
    return (allocation["fte"] / 100 * pounds).groupby(allocation["team_id"]).sum()
