"""Sense-making: who brings numbers, who brings stories, who decides, when they meet; and who translates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from teamform.plan.fluency import fluent
from teamform.plan.plan import Plan
from teamform.report.leads import leads


@dataclass(frozen=True)
class SenseMaking:
    """How a team makes sense of what its disciplines bring."""

    team_id: str
    numbers: tuple[str, ...]
    stories: tuple[str, ...]
    decides: tuple[str, ...]
    meets: str

    @property
    def empty(self) -> tuple[str, ...]:
        """The boxes that nobody fills."""
        boxes = (("numbers", self.numbers), ("stories", self.stories), ("decides", self.decides), ("meets", self.meets))
        return tuple(name for name, box in boxes if not box)


def sense_making(plan: Plan, allocation: pd.DataFrame) -> tuple[SenseMaking, ...]:
    """The sense-making page of each team with people; people by their identifiers."""
    brings = plan.disciplines.set_index("discipline")["brings"]
    lead = leads(plan, allocation)
    lead = lead[lead["person_id"] != ""]
    found = []
    for team, on in allocation.groupby("team_id", sort=True):
        sense = on["discipline"].map(brings)
        numbers, stories, decisions = (_ids(on.loc[sense == each]) for each in ("numbers", "stories", "decisions"))
        decides = tuple(dict.fromkeys(lead.loc[lead["team_id"] == team, "person_id"])) or decisions
        found.append(SenseMaking(str(team), numbers, stories, decides, _meets(plan, str(team))))
    return tuple(found)


def _ids(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(set(rows["person_id"])))


def _meets(plan: Plan, team: str) -> str:
    """How often the team looks at what it learned: as it says, or as its first leadership mode does."""
    place = plan.teams["team_id"].tolist().index(team)
    weeks = plan.teams["cycle_weeks"].iloc[place]
    modes = plan.modes[place][plan.modes[place] >= 0]
    if pd.isna(weeks) and len(modes):
        weeks = plan.sheets["LeadershipModes"]["cadence_weeks"].iloc[modes[0]]
    return "" if pd.isna(weeks) else f"every {int(weeks)} weeks"


def translation_matrix(plan: Plan, allocation: pd.DataFrame, team_id: str) -> pd.DataFrame:
    """Each pair of disciplines on a team, with who there is fluent in both.

    Columns: discipline_a, discipline_b, people (identifiers), needed (whether the pair is one of Bridges).
    """
    on = allocation[allocation["team_id"] == team_id]
    needed = {frozenset(pair) for pair in plan.sheets["Bridges"].itertuples(index=False, name=None)}
    ids = plan.people["person_id"].to_numpy(str)
    there = np.isin(ids, on["person_id"].to_numpy(str))
    rows = [
        {"discipline_a": a, "discipline_b": b, "people": tuple(sorted(ids[there & fluent(plan, a, b)])),
         "needed": frozenset((a, b)) in needed}
        for a, b in combinations(sorted(set(on["discipline"])), 2)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["discipline_a", "discipline_b", "people", "needed"])
