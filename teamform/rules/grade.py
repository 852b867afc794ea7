"""Where a seat's authority needs a grade, the person has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import seat, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class Grade(Eligibility):
    """A person has at least the grade that the seat's authority needs; most seats ask for none."""

    rung: ClassVar[str] = "right level"
    notch_words: ClassVar[str] = "one grade"

    def applies(self, plan: Plan) -> bool:
        return bool((plan.demand["min_grade"] != "").any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        return self.notches(plan, block) > 0

    def notches(self, plan: Plan, block: Candidates) -> np.ndarray:
        return np.maximum(plan.rank_of(plan.demand["min_grade"])[block.demand] - plan.grade_rank[block.person], 0)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        has, needs = plan.people["grade"].iloc[codes["person"]], plan.demand["min_grade"].iloc[codes["demand"]]
        grade = f"grade {has}" if has else "no grade"
        return f"{who(plan, codes)} has {grade}; the seat {seat(plan, codes)} needs {needs}"
