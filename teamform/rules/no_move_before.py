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
        today, names = plan.sheets["CurrentAllocation"], block.labels.names
        there = np.zeros((len(names["person"]), len(names["team"])), bool)
        person, team = block.labels.code("person", today["person_id"]), block.labels.code("team", today["team_id"])
        known = (person >= 0) & (team >= 0)
        there[person[known], team[known]] = True
        return np.asarray(too_early & ~there[block.person, block.team])

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        day = plan.people["no_move_before"].iloc[codes["person"]]
        return f"{who(plan, codes)} joins no new team before {day:%d/%m/%Y}"
