"""What a change of leadership mode does to a team: who is freed, who joins, who leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from teamform.plan.plan import Plan
from teamform.report.leads import leads


@dataclass(frozen=True)
class Mover:
    """Somebody whose place on the team changes (FTE as an average over the team's periods)."""

    person_id: str
    name: str
    organisation: str
    before: float
    after: float
    period: str
    """The first period of the change."""
    day: dt.date | None
    """The first day of that period, if the plan has dates."""


@dataclass(frozen=True)
class Switch:
    """The difference between a team before and after."""

    team_id: str
    freed: tuple[Mover, ...]
    joins: tuple[Mover, ...]
    stay: tuple[Mover, ...]
    """Who stays, with the same FTE or another."""
    leads_before: tuple[str, ...]
    leads_after: tuple[str, ...]
    """The people who lead, in order of time."""


def switch(before: Plan, was: pd.DataFrame, after: Plan, becomes: pd.DataFrame, team_id: str) -> Switch:
    """Compare a team's people in two allocations."""
    old, new = (_held(plan, table, team_id) for plan, table in ((before, was), (after, becomes)))
    movers = [_mover(after, person, old, new) for person in sorted({*old.index, *new.index})]
    return Switch(
        team_id,
        freed=tuple(m for m in movers if m.before and not m.after),
        joins=tuple(m for m in movers if m.after and not m.before),
        stay=tuple(m for m in movers if m.before and m.after),
        leads_before=_leads(before, was, team_id),
        leads_after=_leads(after, becomes, team_id),
    )


def _held(plan: Plan, allocation: pd.DataFrame, team_id: str) -> pd.DataFrame:
    """FTE on the team by person (row) and period (column)."""
    on = allocation[allocation["team_id"] == team_id]
    table = on.pivot_table(index="person_id", columns="period", values="fte", aggfunc="sum", fill_value=0)
    return table.reindex(columns=plan.periods["period"].tolist(), fill_value=0) / 100


def _mover(plan: Plan, person: str, old: pd.DataFrame, new: pd.DataFrame) -> Mover:
    periods = list(plan.periods["period"])
    used = [p for p in periods if old.get(p, pd.Series()).any() or new.get(p, pd.Series()).any()]
    was, becomes = (t.reindex([person], fill_value=0.0)[used].to_numpy(float)[0].tolist() for t in (old, new))
    changed = [p for p, a, b in zip(used, was, becomes, strict=True) if a != b]
    period = changed[0] if changed else used[0]
    start = plan.periods["start"].iloc[periods.index(period)]
    row = plan.people[plan.people["person_id"] == person].iloc[0]
    return Mover(person, str(row["display_name"]), str(row["organisation"]), round(sum(was) / len(used), 3),
                 round(sum(becomes) / len(used), 3), period, None if pd.isna(start) else start.date())  # fmt: skip


def _leads(plan: Plan, allocation: pd.DataFrame, team_id: str) -> tuple[str, ...]:
    order = {period: place for place, period in enumerate(plan.periods["period"])}
    found = leads(plan, allocation[allocation["team_id"] == team_id])
    found = found.assign(when=found["period"].map(order)).sort_values("when")
    return tuple(dict.fromkeys(found.loc[found["person_id"] != "", "person_id"]))
