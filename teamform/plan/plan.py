"""A plan: everything that is known before anyone is allocated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from teamform.plan import settings, shapes
from teamform.plan.defaults import complete
from teamform.plan.fingerprint import Fingerprint
from teamform.plan.issues import Assumption
from teamform.plan.lookup import beside, position
from teamform.plan.order import in_order
from teamform.plan.sheets import SHEETS

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Plan:
    """Frozen facts in tables with typed, completed columns.

    ``sheets`` holds one table for every sheet of the workbook. FTE is in hundredths, shares in
    hundredths of a per cent. People stand in the order of the published shuffle, so that no order
    of a file can decide a tie; every other table stands in the order of its key. The index of a
    table is the row of the spreadsheet that the facts came from, where there was one.
    """

    sheets: Mapping[str, pd.DataFrame]
    assumptions: tuple[Assumption, ...] = ()
    given: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """The tables as they were before defaults were filled in."""

    @classmethod
    def build(cls, tables: Mapping[str, pd.DataFrame]) -> Plan:
        """Complete typed tables into a plan.

        ``tables`` maps names of sheets to tables in stored units (see `Kind`); People and Demand
        suffice. Raises RuleError for a setting of the plan that makes no sense.
        """
        completed, assumptions = complete(tables)
        given = settings.values(completed["Settings"])
        settings.checked(given)
        seed = settings.seed(given["seed"])
        ordered = {name: in_order(name, table, seed) for name, table in completed.items()}
        return cls(MappingProxyType(ordered), assumptions, MappingProxyType(dict(tables)))

    def __reduce__(self) -> tuple[Callable[[Mapping[str, pd.DataFrame]], Plan], tuple[dict[str, pd.DataFrame]]]:
        """A plan is sent to another process as the tables it was built from."""
        return Plan.build, (dict(self.given),)

    def changed(self, **tables: pd.DataFrame) -> Plan:
        """The same plan with some of the given tables replaced."""
        return Plan.build({**self.given, **tables})

    def with_settings(self, **values: object) -> Plan:
        """The same plan with some settings replaced (``rule.setting`` written ``rule__setting``)."""
        names = {name.replace("__", "."): str(value) for name, value in values.items()}
        table = SHEETS["Settings"].typed(self.given.get("Settings", SHEETS["Settings"].empty()))
        kept = table[~table["setting"].isin(list(names))]
        new = SHEETS["Settings"].typed(pd.DataFrame({"setting": list(names), "value": list(names.values())}))
        return self.changed(Settings=pd.concat([t for t in (kept, new) if len(t)], ignore_index=True))

    # --- the tables that are asked for most

    @property
    def people(self) -> pd.DataFrame:
        """One row a person, in shuffled order."""
        return self.sheets["People"]

    @property
    def demand(self) -> pd.DataFrame:
        """One row a seat: what a team needs of a discipline."""
        return self.sheets["Demand"]

    @property
    def teams(self) -> pd.DataFrame:
        """One row a team."""
        return self.sheets["Teams"]

    @property
    def organisations(self) -> pd.DataFrame:
        """One row a home organisation."""
        return self.sheets["Organisations"]

    @property
    def disciplines(self) -> pd.DataFrame:
        """One row a discipline."""
        return self.sheets["Disciplines"]

    @property
    def periods(self) -> pd.DataFrame:
        """One row a planning period, in order of time."""
        return self.sheets["Periods"]

    @property
    def first_steps(self) -> pd.DataFrame:
        """One row a first step."""
        return self.sheets["FirstSteps"]

    @property
    def settings(self) -> dict[str, str]:
        """Every setting by its name, defaults included."""
        return settings.values(self.sheets["Settings"])

    @cached_property
    def step(self) -> int:
        """The planning step in hundredths of an FTE."""
        return settings.planning_step(self.settings["planning_step"])

    @property
    def seed(self) -> int:
        """The published seed that breaks ties."""
        return settings.seed(self.settings["seed"])

    @cached_property
    def hash(self) -> str:
        """A fingerprint of all facts and settings, whatever order the workbook had."""
        return self.fingerprint.hash

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """What the hash is made of."""
        return Fingerprint(self.sheets)

    # --- facts that follow from the tables

    def in_force(self, expires: pd.Series) -> Flags:
        """Whether what expires on each of these days (row; blank: never) holds in each period (column)."""
        last, begin = _days(expires), _days(self.periods["start"])
        return np.asarray(~(last[:, None] < begin))

    @cached_property
    def abilities(self) -> pd.Index:
        """Codes of all disciplines and skills that somebody has or some seat asks for."""
        asked = set(self.demand["discipline"].unique()) | set(self.sheets["SkillNeeds"]["skill"].unique())
        index: pd.Index = pd.Index(sorted(set(self.sheets["PersonSkills"]["discipline"].unique()) | asked))
        return index

    def ability(self, names: pd.Series) -> Ints:
        """The column of `levels` for each discipline or skill."""
        return self.abilities.get_indexer(pd.Index(names)).astype(np.int64)

    @cached_property
    def of_seats(self) -> Ints:
        """The column of `levels` for the discipline of each seat."""
        return self.ability(self.demand["discipline"])

    @cached_property
    def levels(self) -> npt.NDArray[np.int8]:
        """Level of each person (row) in each ability (column); 0 where there is none."""
        skills = self.sheets["PersonSkills"]
        person = position(skills["person_id"], self.people["person_id"])
        ability = self.ability(skills["discipline"])
        known = person >= 0
        levels = np.zeros((len(self.people), len(self.abilities)), np.int8)
        levels[person[known], ability[known]] = skills["level"].to_numpy(np.int8)[known]
        return levels

    @cached_property
    def main_level(self) -> Ints:
        """Level of each person in the main discipline; 0 without one."""
        main = self.ability(self.people["primary_discipline"])
        level = self.levels[np.arange(len(self.people)), main] if len(self.abilities) else np.zeros(len(main))
        return np.where(main >= 0, level, 0).astype(np.int64)

    @cached_property
    def runs(self) -> Flags:
        """Whether each seat (row of Demand) is to be filled in each period (column)."""
        order = self.periods["period"]
        first, last = position(self.demand["start"], order), position(self.demand["end"], order)
        when = np.arange(len(order))
        return np.asarray((when >= first[:, None]) & (when <= last[:, None]))

    @cached_property
    def contribution_modes(self) -> npt.NDArray[np.object_]:
        """How each seat contributes: its own mode, else that of its discipline; blank without one."""
        own = self.demand["contribution_mode"].to_numpy(object)
        usual = beside(self.demand["discipline"], self.disciplines, "discipline", "contribution_mode", "")
        return np.where(own != "", own, usual)

    @cached_property
    def busiest(self) -> int:
        """The place of the period in which most FTE is asked for, the first of several."""
        return int(self.needed.sum(axis=0).argmax())

    @cached_property
    def needed(self) -> Ints:
        """Required FTE (hundredths) of each seat (row) in each period (column); of alternative shapes the largest."""
        whole = self.demand["fte_required"].to_numpy(np.int64)[:, None] * self.runs
        return np.where(shapes.largest(shapes.group_of(self), whole.sum(axis=1))[:, None], whole, 0)

    @cached_property
    def modes(self) -> Ints:
        """The row of LeadershipModes in force for each team (row) in each period (column); -1 for none."""
        names, where = self.sheets["LeadershipModes"]["leadership_mode"], self.settings["leadership_modes"]
        modes = np.full((len(self.teams), len(self.periods)), -1)
        if where == "everywhere":
            modes[:] = position(self.teams["leadership_mode"], names)[:, None]
        if where != "off":
            said = self.sheets["ModeByPeriod"]
            team, period = (position(said["team_id"], self.teams["team_id"]),
                            position(said["period"], self.periods["period"]))  # fmt: skip
            known = (team >= 0) & (period >= 0)
            modes[team[known], period[known]] = position(said["leadership_mode"], names)[known]
        return modes

    def asked(self, column: str) -> npt.NDArray[np.float64]:
        """What each team (row) is asked for in each period (column) in stored units; nan where nothing is.

        The leadership mode in force says first, then the team.
        """
        bundles, teams = self.sheets["LeadershipModes"], self.teams
        own = teams[column].to_numpy(np.float64, na_value=np.nan) if column in teams else np.full(len(teams), np.nan)
        of_mode = np.append(bundles[column].to_numpy(np.float64, na_value=np.nan), np.nan)[self.modes]
        return np.where(np.isnan(of_mode), own[:, None], of_mode)

    @cached_property
    def presence(self) -> npt.NDArray[np.float64]:
        """Share of each period (column) for which each person (row) is on offer."""
        begin, end = _days(self.periods["start"]), _days(self.periods["end"])
        came, left = _days(self.people["available_from"]), _days(self.people["available_to"])
        if np.isnan(begin).any() or np.isnan(end).any():
            return np.ones((len(self.people), len(begin)))
        first, last = np.fmax(begin, came[:, None]), np.fmin(end, left[:, None])
        return np.clip((last - first + 1) / (end - begin + 1), 0, 1)

    @cached_property
    def offered(self) -> Ints:
        """FTE in hundredths that each person (row) offers in each period (column), not yet rounded."""
        fte = self.people["available_fte"].to_numpy(np.int64)[:, None]
        return np.floor(fte * self.presence + 1e-9).astype(np.int64)

    @cached_property
    def availability(self) -> Ints:
        """What each person (row) offers in each period (column), rounded down to the planning step."""
        return self.offered // self.step * self.step

    @cached_property
    def rounded_away(self) -> pd.DataFrame:
        """What the planning step loses of each person's offer: person_id, period, offered, planned (FTE)."""
        person, period = np.nonzero(self.offered != self.availability)
        return pd.DataFrame({
            "person_id": self.people["person_id"].to_numpy()[person],
            "period": self.periods["period"].to_numpy()[period],
            "offered": self.offered[person, period] / 100,
            "planned": self.availability[person, period] / 100,
        })  # fmt: skip

    @cached_property
    def annual_cost(self) -> Ints:
        """Grade-average cost of a full-time year of each person, in pounds.

        People without a grade (most partners) are counted at the average of those who have one.
        """
        grades = self.sheets["Grades"]
        cost = beside(self.people["grade"], grades, "grade", "annual_cost_gbp", np.nan)
        known = ~np.isnan(cost)
        of_all = cost[known] if known.any() else grades["annual_cost_gbp"].astype("Float64")
        return np.where(known, cost, round(float(of_all.mean()))).round().astype(np.int64)

    @cached_property
    def years(self) -> npt.NDArray[np.float64]:
        """Length of each period in years (1 for a period without dates)."""
        length = (_days(self.periods["end"]) - _days(self.periods["start"]) + 1) / 365.25
        return np.where(np.isnan(length), 1.0, length)

    @cached_property
    def grade_rank(self) -> Ints:
        """Rank of each person's grade; 0 without one."""
        return self.rank_of(self.people["grade"])

    def rank_of(self, grades: pd.Series) -> Ints:
        """Rank of each of ``grades``; 0 for a blank."""
        return np.asarray(beside(grades, self.sheets["Grades"], "grade", "rank", 0))

    @cached_property
    def outside(self) -> Flags:
        """Whether each person belongs to an organisation outside central government."""
        sector = beside(self.people["organisation"], self.organisations, "organisation", "sector", "")
        return np.asarray(sector != "central")


def _days(dates: pd.Series) -> npt.NDArray[np.float64]:
    """Dates as day numbers; nan where there is none."""
    days = dates.to_numpy("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(np.float64))
