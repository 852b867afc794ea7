"""A plan and an allocation as plain dictionaries, for the independent checker.

Nothing here looks at teamform's vocabulary or rules: dates, prorated offers, running seats and
levels are worked out again from the plan's tables, in ordinary loops. FTE stays in hundredths and
shares in hundredths of a per cent, so that every comparison is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from teamform.plan.plan import Plan

CLEARANCES = ["none", "BPSS", "CTC", "SC", "DV"]
PLANNING_STEPS = {0.05: 5, 0.1: 10, 0.2: 20, 0.25: 25, 0.5: 50, 1.0: 100}


class Placement(NamedTuple):
    """A person gives a demand line some FTE (hundredths) in a period."""

    person: str
    demand: str
    period: str
    fte: int


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The table as plain dictionaries: None for blanks, dates as dates."""
    columns = [map(_plain, table[name].tolist()) for name in table.columns] if len(table) else []
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(value: Any) -> Any:
    if value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything that the checker knows about a plan."""

    sheets: dict[str, list[dict[str, Any]]]

    @classmethod
    def of(cls, plan: Plan) -> Facts:
        return cls({name: rows_of(table) for name, table in plan.sheets.items()})

    def by(self, sheet: str, key: str) -> dict[str, dict[str, Any]]:
        return {row[key]: row for row in self.sheets[sheet]}

    @cached_property
    def people(self) -> dict[str, dict[str, Any]]:
        return self.by("People", "person_id")

    @cached_property
    def demand(self) -> dict[str, dict[str, Any]]:
        return self.by("Demand", "demand_id")

    @cached_property
    def teams(self) -> dict[str, dict[str, Any]]:
        return self.by("Teams", "team_id")

    @cached_property
    def organisations(self) -> dict[str, dict[str, Any]]:
        return self.by("Organisations", "organisation")

    @cached_property
    def disciplines(self) -> dict[str, dict[str, Any]]:
        return self.by("Disciplines", "discipline")

    @cached_property
    def periods(self) -> dict[str, dict[str, Any]]:
        rows = self.sheets["Periods"]
        if len(rows) > 1:
            rows = sorted(rows, key=lambda row: row["start"])
        return {row["period"]: row for row in rows}

    @cached_property
    def settings(self) -> dict[str, str]:
        return {row["setting"]: row["value"] for row in self.sheets["Settings"]}

    @cached_property
    def step(self) -> int:
        return PLANNING_STEPS[float(self.settings.get("planning_step", "0.1"))]

    def applied(self, rule: str) -> str:
        """How a rule is applied: must, should or off."""
        usual = "should" if rule in {"mode_disciplines", "long_term_share"} else "must"
        said = self.settings.get(f"{rule}.applied", usual)
        return "must" if said == "on" else said

    def mode(self, team: str, period: str) -> dict[str, Any]:
        """The bundle of the leadership mode in force; empty where none is."""
        where = self.settings.get("leadership_modes", "by_period")
        said = {(row["team_id"], row["period"]): row["leadership_mode"] for row in self.sheets["ModeByPeriod"]}
        name = self.teams[team]["leadership_mode"] if where == "everywhere" else ""
        name = "" if where == "off" else said.get((team, period), name)
        return self.by("LeadershipModes", "leadership_mode").get(name, {})

    def asked(self, team: str, period: str, column: str) -> Any:
        """What a team is asked for: by its leadership mode in force, else by itself; None where nothing is."""
        of_mode = self.mode(team, period).get(column)
        return self.teams[team].get(column) if of_mode is None else of_mode

    # --- what follows from the tables

    @cached_property
    def level(self) -> dict[tuple[str, str], int]:
        return {(row["person_id"], row["discipline"]): row["level"] for row in self.sheets["PersonSkills"]}

    @cached_property
    def rank(self) -> dict[str, int]:
        return {"": 0} | {row["grade"]: row["rank"] for row in self.sheets["Grades"]}

    def is_outside(self, person: str) -> bool:
        return self.organisations[self.people[person]["organisation"]]["sector"] != "central"

    @cached_property
    def runs(self) -> set[tuple[str, str]]:
        """Every (demand line, period) that is to be filled."""
        order = list(self.periods)
        return {
            (name, order[i])
            for name, row in self.demand.items()
            for i in range(order.index(row["start"]), order.index(row["end"]) + 1)
        }

    @cached_property
    def shapes(self) -> dict[tuple[str, str], list[str]]:
        """The shapes of each need by team and name, in the order in which they are taken; the smallest comes last."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in sorted(self.demand):
            row = self.demand[name]
            if row["shape_group"]:
                found[row["team_id"], row["shape_group"]].append(name)
        for shapes in found.values():
            usual = min(shapes, key=self.whole)
            shapes.remove(usual)
            shapes.append(usual)
        return {need: shapes for need, shapes in found.items() if len(shapes) > 1}

    @cached_property
    def smaller_shapes(self) -> set[str]:
        """All shapes of each need but the largest (of equals the first)."""
        return {name for shapes in self.shapes.values() for name in shapes
                if name != max(sorted(shapes), key=self.whole)}  # fmt: skip

    def whole(self, name: str) -> int:
        """What a seat requires over all periods in which it runs."""
        return self.demand[name]["fte_required"] * sum((name, period) in self.runs for period in self.periods)

    @cached_property
    def team_runs(self) -> set[tuple[str, str]]:
        """Every (team, period) with some demand line to be filled."""
        return {(self.demand[name]["team_id"], period) for name, period in self.runs}

    @cached_property
    def offers(self) -> dict[tuple[str, str], int]:
        """What each person offers in each period: prorated by days, rounded down to the planning step."""
        found = {}
        for person, row in self.people.items():
            for name, period in self.periods.items():
                fte = row["available_fte"]
                if period["start"] is not None and period["end"] is not None:
                    first = max(filter(None, [period["start"], row["available_from"]]))
                    last = min(filter(None, [period["end"], row["available_to"]]))
                    present = max((last - first).days + 1, 0)
                    fte = fte * present // ((period["end"] - period["start"]).days + 1)
                found[person, name] = fte // self.step * self.step
        return found

    def holds(self, expires: Any, period: str) -> bool:
        """Whether what ends on a day still holds at the beginning of the period."""
        start = self.periods[period]["start"]
        return expires is None or start is None or expires >= start


@dataclass(frozen=True, eq=False)
class Work:
    """An allocation, added up in the ways that rules ask about."""

    facts: Facts
    placements: tuple[Placement, ...]

    @classmethod
    def of(cls, facts: Facts, allocation: pd.DataFrame) -> Work:
        """From a proposal's table; several rows of the same placement are added up."""
        total: dict[tuple[str, str, str], int] = defaultdict(int)
        for row in rows_of(allocation):
            total[row["person_id"], row["demand_id"], row["period"]] += int(row["fte"])
        return cls(facts, tuple(Placement(*key, fte) for key, fte in total.items() if fte))

    @cached_property
    def seat(self) -> dict[tuple[str, str], int]:
        """FTE by demand line and period."""
        return self._total(lambda p: (p.demand, p.period))

    @cached_property
    def left_out(self) -> set[str]:
        """The seats that don't count because another shape of theirs is taken (the smallest while nobody is there)."""
        given = self._total(lambda p: p.demand)
        found = set()
        for shapes in self.facts.shapes.values():
            *others, usual = shapes
            taken = next((name for name in others if given.get(name)), usual)
            found |= {name for name in shapes if name != taken}
        return found

    @cached_property
    def person(self) -> dict[tuple[str, str], int]:
        """FTE by person and period."""
        return self._total(lambda p: (p.person, p.period))

    @cached_property
    def size(self) -> dict[tuple[str, str], int]:
        """FTE by team and period."""
        return self._total(lambda p: (self.team(p), p.period))

    @cached_property
    def members(self) -> dict[tuple[str, str], set[str]]:
        """The people on each team in each period."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for p in self.placements:
            found[self.team(p), p.period].add(p.person)
        return found

    def serving(self, team: str, period: str) -> set[str]:
        """The members of a team who count: not those who only serve it from call-off or hub seats."""
        return {p.person for p in self.where(team=team, period=period)
                if self.facts.demand[p.demand]["seat_kind"] not in {"available_to", "hub"}}  # fmt: skip

    def team(self, p: Placement) -> str:
        return self.facts.demand[p.demand]["team_id"]

    def discipline(self, p: Placement) -> str:
        return self.facts.demand[p.demand]["discipline"]

    def organisation(self, p: Placement) -> str:
        return self.facts.people[p.person]["organisation"]

    def where(self, **wanted: str) -> Iterator[Placement]:
        """The placements of a team, person, organisation, discipline or period."""
        asked = [(name, value) for name, value in wanted.items() if value]
        among = min((self._about.get(each, []) for each in asked), key=len, default=self.placements)
        yield from (p for p in among if all(self._known(p)[name] == value for name, value in asked))

    def _known(self, p: Placement) -> dict[str, str]:
        return {"person": p.person, "period": p.period, "demand": p.demand, "team": self.team(p),
                "organisation": self.organisation(p), "discipline": self.discipline(p)}  # fmt: skip

    @cached_property
    def _about(self) -> dict[tuple[str, str], list[Placement]]:
        """The placements by each thing that is known of them, so that large plans are looked through quickly."""
        found: dict[tuple[str, str], list[Placement]] = defaultdict(list)
        for p in self.placements:
            for known in self._known(p).items():
                found[known].append(p)
        return found

    def _total(self, key: Any) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = defaultdict(int)
        for p in self.placements:
            found[key(p)] += p.fte
        return found
