"""Who is promised some quiet joins no new team before the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels
from teamform.team.table import Table


@dataclass(frozen=True)
class NoMoveBefore(Eligibility):
    """A person with a no-move date joins no team but today's before that day."""

    rung: ClassVar[str] = "here"

    def applies(self, plan: Plan) -> bool:
        return bool(plan.people["no_move_before"].notna().any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        begin = plan.periods["start"].to_numpy("datetime64[D]")
        until = plan.people["no_move_before"].to_numpy("datetime64[D]")[:, None]
        too_early = (begin < until)[block.person, block.period]
        today = plan.sheets["CurrentAllocation"]
        named = {label: block.labels.code(label, today[f"{label}_id"]) for label in ("person", "team")}
        there = Table.said(block.labels, named, np.ones(len(today))).at(block.codes).constant > 0
        return np.asarray(too_early & ~there)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        day = plan.people["no_move_before"].iloc[codes["person"]]
        return f"{who(plan, codes)} joins no new team before {day:%d/%m/%Y}"
