"""Labels: the integer codes by which every table of the program is added up and lined up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from teamform.plan.once import once
from teamform.plan.plan import Ints, Plan
from teamform.plan.shapes import group_of

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Labels:
    """The names behind the codes of each label, and which label follows from which.

    A person's code is the person's row in ``plan.people``, a seat's its row in ``plan.demand``, and
    so on. From a person follow the organisation, the directorate, the home discipline and the
    sector; from a seat the team, the discipline, the first step, the mission and the priority.
    """

    names: Mapping[str, pd.Index]
    parents: Mapping[str, tuple[str, Codes]]
    """For each label that follows from another: that other one, and the code for each of its codes."""

    @classmethod
    def of(cls, plan: Plan) -> Labels:
        """The labels of a plan."""
        return _labels(plan)

    def size(self, name: str) -> int:
        """How many codes a label has."""
        return len(self.names[name])

    def code(self, label: str, names: Iterable[object]) -> Codes:
        """The codes of ``names``; -1 for a name that isn't known."""
        return self.names[label].get_indexer(pd.Index(names)).astype(np.int64)

    def name(self, label: str, code: int) -> str:
        """What stands behind one code, as text."""
        return str(self.names[label][code])

    def follow(self, known: Mapping[str, Codes], name: str) -> Codes:
        """The codes of ``name`` for rows whose ``known`` labels determine it.

        Raises KeyError when they don't.
        """
        if name in known:
            return known[name]
        if name not in self.parents:
            raise KeyError(f"label {name!r} doesn't follow from {sorted(known)}")
        parent, codes = self.parents[name]
        return codes[self.follow(known, parent)]

    def frame(self, known: Mapping[str, Codes]) -> pd.DataFrame:
        """Labels as names, for people to read."""
        return pd.DataFrame({label: self.names[label][codes] for label, codes in known.items()})


@once
def _labels(plan: Plan) -> Labels:
    """Makes labels from a plan's tables."""
    people, demand, teams = plan.people, plan.demand, plan.teams
    pairs, pins, caps, budgets = (plan.sheets[s] for s in ("PairRules", "Pins", "ReleaseCaps", "Budgets"))
    links_ = plan.sheets["MissionLinks"]
    needs, bridges = plan.sheets["SkillNeeds"], plan.sheets["Bridges"]
    shape = demand["team_id"] + " " + demand["shape_group"]
    directorate = people["organisation"] + " / " + people["directorate"]
    names: dict[str, pd.Index] = {
        "person": pd.Index(people["person_id"]),
        "demand": pd.Index(demand["demand_id"]),
        "period": pd.Index(plan.periods["period"]),
        "team": pd.Index(teams["team_id"]),
        "mission": pd.Index(sorted(set(teams["mission"]))),
        "priority": pd.Index([f"P{p}" for p in (1, 2, 3)]),
        "discipline": pd.Index(plan.disciplines["discipline"]),
        "step": pd.Index(["", *plan.first_steps["first_step"]]),
        "bridge": _joined(" & ", bridges["discipline_a"], bridges["discipline_b"]),
        "link": _joined(" – ", links_["from_team"], links_["to_team"]),
        "thread": _threads(plan),
        "shape": pd.Index(sorted(set(shape[group_of(plan) >= 0]))),
        "need": _joined("/", needs["team_id"], needs["skill"]),
        "pair": _joined(" & ", pairs["person_a"], pairs["person_b"]),
        "pin": _joined("/", pins["person_id"], pins["team_id"]),
        "cap": _joined("/", caps["organisation"], caps["directorate"], caps["discipline"]),
        "budget": pd.Index(budgets["team_id"].where(budgets["team_id"] != "", budgets["mission"])),
        "organisation": pd.Index(plan.organisations["organisation"]),
        "directorate": pd.Index(sorted(directorate.unique())),
        "sector": pd.Index(sorted(set(plan.organisations["sector"]))),
    }
    names["home_discipline"] = names["discipline"].append(pd.Index([""]))
    sector = names["sector"].get_indexer(pd.Index(plan.organisations["sector"]))
    links: dict[str, tuple[str, pd.Series]] = {
        "team": ("demand", demand["team_id"]),
        "discipline": ("demand", demand["discipline"]),
        "step": ("demand", demand["first_step"]),
        "shape": ("demand", shape),
        "mission": ("team", teams["mission"]),
        "priority": ("team", pd.Series([f"P{p}" for p in teams["priority"]], dtype="str")),
        "organisation": ("person", people["organisation"]),
        "directorate": ("person", directorate),
        "home_discipline": ("person", people["primary_discipline"]),
    }
    parents: dict[str, tuple[str, Ints]] = {
        label: (parent, names[label].get_indexer(pd.Index(values)).astype(np.int64))
        for label, (parent, values) in links.items()
    }
    parents["sector"] = ("organisation", sector.astype(np.int64))
    return Labels(names, parents)


def _joined(between: str, *columns: pd.Series) -> pd.Index:
    """Names made of several columns: of the few rows of most sheets sooner than columns can be added up."""
    return pd.Index([between.join(row) for row in zip(*columns, strict=True)], dtype="str")


def _threads(plan: Plan) -> pd.Index:
    """Each first step that names its next one, in words."""
    steps = plan.first_steps[plan.first_steps["next_step"].isin(plan.first_steps["first_step"])]
    return _joined(" → ", steps["first_step"], steps["next_step"])
