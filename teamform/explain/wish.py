"""A wish: people whom somebody asks for on a team, as a question to a plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from teamform.errors import InputError
from teamform.explain.words import count, figure
from teamform.plan.lookup import position
from teamform.plan.plan import Ints, Plan
from teamform.plan.sheets import SHEETS
from teamform.rules import Limit
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary

SEAT = "(wish)"
"""What the seat of a wish is called in the plan in which it is tried."""


@dataclass(frozen=True)
class Wish:
    """So many people of a discipline on a team, each with so much FTE at a level and a clearance."""

    team_id: str
    discipline: str
    people: int = 1
    fte: float = 0.0
    """Of each; 0: any."""
    level: int = 2
    clearance: str = "none"
    different_orgs: bool = False
    by: str = ""
    """The period from which on; blank: as soon as the team works."""
    asked_by: str = ""

    @property
    def words(self) -> str:
        """The wish in words."""
        each = f", each with {figure(self.fte)} FTE or more" if self.fte else ""
        cleared = f" and clearance {self.clearance}" if self.clearance != "none" else ""
        apart = ", from different organisations" if self.different_orgs and self.people > 1 else ""
        when = f", from {self.by} on" if self.by else ""
        return (f"{count(self.people, 'person', 'people')} of {self.discipline} on {self.team_id} at level {self.level}"
                f" or above{cleared}{each}{apart}{when}")  # fmt: skip


def wishes(plan: Plan) -> tuple[Wish, ...]:
    """The wishes of the Wishes sheet, in its order."""
    return tuple(_wish(row) for _, row in plan.sheets["Wishes"].sort_index().iterrows() if row["discipline"])


def _wish(row: pd.Series) -> Wish:
    def known(column: str, default: int) -> int:
        return default if pd.isna(row[column]) else int(row[column])

    return Wish(
        team_id=str(row["team_id"]), discipline=str(row["discipline"]), people=known("people", 1),
        fte=known("min_fte_each", 0) / 100, level=known("min_level", 2), clearance=str(row["clearance"] or "none"),
        different_orgs=bool(row["different_orgs"]), by=str(row["by"]), asked_by=str(row["asked_by"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Wished(Limit):
    """The wish is granted."""

    people: int = 1
    fte: int = 1
    """Hundredths of each."""
    different_orgs: bool = False

    @property
    def name(self) -> str:
        """What a question is called among the rules."""
        return "what was asked"

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        seat = team.labels.code("demand", [SEAT])[0]
        mine = team.works.label("demand") == seat
        works, fte = team.works.where(mine), team.fte.where(team.fte.label("demand") == seat)
        yield works.sum("demand", "period") >= self.people
        yield works * max(self.fte, plan.step) <= fte
        if self.different_orgs:
            yield works.sum("demand", "period", "organisation") <= 1

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        return "What was wished for is granted"


@dataclass(frozen=True, eq=False)
class Tried:
    """A plan in which a wish has a seat of its own."""

    plan: Plan
    seat_of: Mapping[str, str]
    """For each seat that isn't in the plan before: the one from which it was split."""


def with_seat(plan: Plan, wish: Wish, like: pd.Series | None = None) -> Tried:
    """The plan with a seat for the wish.

    ``like`` is a row of Demand, complete, for such a seat: with it a plan is made in a fraction of the time.

    What the team asks for of the discipline anyway counts: its own seats ask for that much less from then
    on. A wish for a time when the team's work is over lets all of that work go on until then. Raises
    InputError for a team, discipline or period that the plan doesn't know.
    """
    demand, first = _known(plan, wish)
    periods = plan.periods["period"].tolist()
    rows = demand.reset_index(drop=True)
    when = {name: i for i, name in enumerate(periods)}
    theirs = rows["team_id"] == wish.team_id
    last = int(rows.loc[theirs, "end"].map(when).max())
    end = max(last, first)
    going_on = theirs & (rows["end"].map(when) == last)
    rows.loc[going_on, "end"] = periods[end]
    wanted = max(round(wish.fte * 100), plan.step) * wish.people
    rows, seat_of = _less(plan, rows, wish, periods, first, end, wanted)
    seat = _seat(wish, SEAT, periods[first], periods[end], wanted, demand[demand["team_id"] == wish.team_id])
    if like is None or end > last:  # work that goes on may need other seats as well
        return Tried(plan.changed(Demand=_joined(rows, [seat])), seat_of)
    return Tried(
        _replaced(plan, _joined(rows, [{**{str(name): value for name, value in like.items()}, **seat}])), seat_of
    )


def _replaced(plan: Plan, demand: pd.DataFrame) -> Plan:
    """The plan with other demand, all of whose columns are filled in already."""
    ordered = demand.sort_values("demand_id", kind="stable")
    sheets = MappingProxyType({**plan.sheets, "Demand": ordered})
    return dataclasses.replace(plan, sheets=sheets, given=MappingProxyType({**plan.given, "Demand": ordered}))


def with_seats(plan: Plan, several: Iterable[tuple[str, Wish]]) -> Plan:
    """The plan with a seat for each of several wishes at once, by name: to see who could take them."""
    added = []
    for name, wish in several:
        demand, first = _known(plan, wish)
        periods = plan.periods["period"].tolist()
        theirs = demand[demand["team_id"] == wish.team_id]
        end = max(periods.index(each) for each in (*theirs["end"], periods[first]))
        added.append(_seat(wish, name, periods[first], periods[end], max(round(wish.fte * 100), plan.step), theirs))
    return plan.changed(Demand=_joined(plan.demand, added))


def _known(plan: Plan, wish: Wish) -> tuple[pd.DataFrame, int]:
    """Demand, and the period from which on the wish holds: as it says, or the first in which its team works."""
    periods = plan.periods["period"].tolist()
    known: list[tuple[str, str, Iterable[str]]] = [
        ("team", wish.team_id, plan.demand["team_id"]),
        ("period", wish.by or periods[0], periods),
        ("discipline", wish.discipline, plan.disciplines["discipline"]),
    ]
    for what, name, names in known:
        if name not in set(names):
            raise InputError(f"“{name}” is no {what} of this plan")
    theirs = plan.demand[plan.demand["team_id"] == wish.team_id]
    first = periods.index(wish.by) if wish.by else min(periods.index(start) for start in theirs["start"])
    return plan.demand, first


def _less(
    plan: Plan, rows: pd.DataFrame, wish: Wish, periods: list[str], first: int, end: int, wanted: int
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The team's own seats of the discipline ask for as much less, from the wish's first period on."""
    mine = (rows["team_id"] == wish.team_id) & (rows["discipline"] == wish.discipline)
    seat_of, dropped, added = {}, [], []
    for at in rows.index[mine]:
        row = rows.loc[at]
        begin, over = periods.index(row["start"]), periods.index(row["end"])
        taken = min(int(row["fte_required"]), wanted)
        if over < first or not taken:
            continue
        wanted -= taken
        if begin < first:
            rows.loc[at, "end"] = periods[first - 1]
        else:
            dropped.append(at)
        if int(row["fte_required"]) > taken:
            later = {**row.to_dict(), "start": periods[max(begin, first)], "end": row["end"]}
            later |= {column: row[column] - taken for column in ("fte_required", "fte_desired")}
            later["demand_id"] = f"{row['demand_id']} (less)"
            seat_of[later["demand_id"]] = str(row["demand_id"])
            added.append(later)
        seat_of.setdefault(SEAT, str(row["demand_id"]))
    return _joined(rows.drop(index=dropped), added), seat_of


def _seat(wish: Wish, name: str, start: str, end: str, fte: int, theirs: pd.DataFrame) -> dict[str, object]:
    steps = theirs["first_step"][theirs["first_step"] != ""]
    return {
        "demand_id": name, "team_id": wish.team_id, "discipline": wish.discipline, "fte_required": fte,
        "fte_desired": fte, "min_level": wish.level, "clearance": wish.clearance, "start": start, "end": end,
        "first_step": steps.iloc[0] if len(steps) else "",
    }  # fmt: skip


def _joined(rows: pd.DataFrame, added: list[dict[str, object]]) -> pd.DataFrame:
    if not added:
        return rows
    sheet = SHEETS["Demand"]
    more = sheet.typed(pd.DataFrame(added, index=np.arange(-len(added), 0)))
    return pd.concat([sheet.typed(rows), more])


def relaxed(wish: Wish, **changes: object) -> Wish:
    """The wish with some of what it asks changed."""
    return dataclasses.replace(wish, **changes)  # type: ignore[arg-type]


def origin(plan: Plan, tried: Tried) -> Ints:
    """For each seat of the plan in which a wish is tried the seat it was before; -1 for the wish's own."""
    names = [tried.seat_of.get(name, name) if name != SEAT else "" for name in tried.plan.demand["demand_id"]]
    return position(names, plan.demand["demand_id"])
