"""A placement that somebody has ruled out is not proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import team, when, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class ForbiddenPairs(Eligibility):
    """A person isn't placed where a planner, or a decision, has ruled it out."""

    sheets: ClassVar[tuple[str, ...]] = ("Pins",)

    def applies(self, plan: Plan) -> bool:
        return bool((plan.sheets["Pins"]["kind"] == "forbid").any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        pins = plan.sheets["Pins"]
        pins = pins[pins["kind"] == "forbid"]
        discipline, out = block.labels.follow(block.codes, "discipline"), np.zeros(len(block), bool)
        in_force = plan.in_force(pins["expires"])
        for row, holds in zip(pins.itertuples(), in_force, strict=True):
            hit = (block.person == block.labels.code("person", [row.person_id])[0]) & holds[block.period]
            hit &= block.team == block.labels.code("team", [row.team_id])[0]
            if row.discipline:
                hit &= discipline == block.labels.code("discipline", [row.discipline])[0]
            if row.period:
                hit &= block.period == block.labels.code("period", [row.period])[0]
            out |= hit
        return out

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        known = {name: np.array([code]) for name, code in codes.items()}
        its_team = {"team": int(labels.follow(known, "team")[0])}
        return f"{who(plan, codes)} on {team(plan, its_team)} has been ruled out in Pins{when(plan, codes)}"
