"""Nobody fills a seat without its discipline at the level it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.plan.stretch import accepted_level
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import seat, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class DisciplineAndLevel(Eligibility):
    """A person has the seat's discipline at the level it asks for, or above.

    A stretch seat of a mission with the appetite for it accepts one level less.
    """

    rung: ClassVar[str] = "right level"
    notch_words: ClassVar[str] = "one level"

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        return self.notches(plan, block) > 0

    def notches(self, plan: Plan, block: Candidates) -> np.ndarray:
        return np.maximum(accepted_level(plan)[block.demand] - block.level, 0)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        row = plan.demand.iloc[codes["demand"]]
        level = plan.levels[codes["person"], plan.abilities.get_loc(row["discipline"])]
        has = f"has {row['discipline']} at level {level}" if level else f"doesn't have {row['discipline']}"
        return f"{who(plan, codes)} {has}; the seat {seat(plan, codes)} asks for level {row['min_level']}"
