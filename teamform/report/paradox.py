"""Paradox panel: four pairs of goods that pull apart, each with a floor on both sides, never added up to a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from teamform.plan import settings
from teamform.plan.plan import Plan


@dataclass(frozen=True)
class Side:
    """One side of a gauge: what it is, how much of it there is, how little is too little."""

    name: str
    percent: float
    floor: float
    rule: str
    """The rule, or the sheet's column, that bites when there is too little."""

    @property
    def amber(self) -> bool:
        """Whether it has fallen below its floor."""
        return self.percent < self.floor

    @property
    def words(self) -> str:
        """The side in a phrase."""
        low = f", below its floor of {self.floor:g} %: {self.rule.replace('_', ' ')} bites" if self.amber else ""
        return f"{self.name} {self.percent:g} %{low}"


@dataclass(frozen=True)
class Gauge:
    """Two goods that pull apart."""

    left: Side
    right: Side

    def pushed(self, percent: float) -> Gauge:
        """The gauge with so much of the left side, and the rest of the right one."""
        return Gauge(replace(self.left, percent=percent), replace(self.right, percent=100 - percent))


def paradoxes(plan: Plan, allocation: pd.DataFrame, floors: Mapping[str, float] | None = None) -> tuple[Gauge, ...]:
    """The four gauges of an allocation; ``floors`` are the plan's own unless given, by the name of the setting."""
    least = settings.floors(plan.settings) if floors is None else floors

    def side(name: str, percent: float, rule: str) -> Side:
        return Side(name, round(percent, 1), least[f"floor.{name.replace(' ', '_')}"], rule)

    long = _percent(
        allocation, allocation["demand_id"].map(plan.demand.set_index("demand_id")["horizon"]) == "long_term"
    )
    outside = plan.people.set_index("person_id").assign(outside=plan.outside)["outside"]
    ecosystem = _percent(allocation, allocation["person_id"].map(outside).astype(bool))
    whole = 100.0 if len(allocation) else 0.0
    pairs = (
        (("first steps", whole - long, "unmet_demand"), ("long term", long, "long_term_share")),
        (("central", whole - ecosystem, "central_cap"), ("ecosystem", ecosystem, "outside_share")),
        (("numbers", _fitting(plan, allocation), "fit"), ("people", _wanted(plan, allocation), "interest")),
        (("accountable", _accountable(plan), "Missions"), ("room to learn", _learning(plan), "learning_allowance")),
    )
    return tuple(Gauge(side(*left), side(*right)) for left, right in pairs)


def _percent(allocation: pd.DataFrame, which: pd.Series) -> float:
    whole = int(allocation["fte"].sum())
    return 100 * int(allocation.loc[which, "fte"].sum()) / whole if whole else 0.0


def _fitting(plan: Plan, allocation: pd.DataFrame) -> float:
    """Part of the FTE that is given in people's main disciplines."""
    main = plan.people.set_index("person_id")["primary_discipline"]
    return _percent(allocation, allocation["person_id"].map(main) == allocation["discipline"])


def _wanted(plan: Plan, allocation: pd.DataFrame) -> float:
    """Part of the FTE that goes where people don't mind going, and to which nobody was moved unasked."""
    said = plan.sheets["Preferences"].set_index(["person_id", "team_id"])["interest"]
    today = pd.MultiIndex.from_frame(plan.sheets["CurrentAllocation"][["person_id", "team_id"]])
    pairs = pd.MultiIndex.from_frame(allocation[["person_id", "team_id"]])
    interest = said.reindex(pairs).fillna(0).to_numpy(int)
    moved = pd.Series(~pairs.isin(today) & bool(len(today)), index=allocation.index)
    asked = pd.Series(interest > 0, index=allocation.index)
    return _percent(allocation, pd.Series(interest >= 0, index=allocation.index) & (~moved | asked))


def _accountable(plan: Plan) -> float:
    """Part of what accountability needs that is filled in: owner, accounting officer and lead of every mission."""
    needed = plan.sheets["Missions"][["sro_name", "lead_accounting_officer", "lead_organisation"]]
    return 100 * float((needed != "").to_numpy().mean()) if len(needed) else 0.0


def _learning(plan: Plan) -> float:
    """Part of the teams that have room to learn: an allowance, or a step that is a test."""
    tests = set(plan.first_steps.loc[plan.first_steps["kind"] == "test", "team_id"])
    room = (plan.teams["learning_allowance"].fillna(0) > 0) | plan.teams["team_id"].isin(tests)
    return 100 * float(room.mean()) if len(room) else 0.0
