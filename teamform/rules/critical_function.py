"""Who holds a critical function is not released while it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import when, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class CriticalFunction(Eligibility):
    """A person in a critical function stays there, for good or until the day given."""

    rung: ClassVar[str] = "released"

    def applies(self, plan: Plan) -> bool:
        return bool(plan.people["critical_function"].any() or plan.people["critical_until"].notna().any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        begin = plan.periods["start"].to_numpy("datetime64[D]")
        until = plan.people["critical_until"].to_numpy("datetime64[D]")[:, None]
        dated = ~np.isnat(until) & ~(until < begin)  # without dates the day never comes
        always = plan.people["critical_function"].to_numpy(bool)[:, None] & np.isnat(until)
        return np.asarray((dated | always)[block.person, block.period])

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        until = plan.people["critical_until"].iloc[codes["person"]]
        day = f" until {until:%d/%m/%Y}" if until == until else ""
        return f"{who(plan, codes)} holds a critical function{day} and is not released{when(plan, codes)}"
