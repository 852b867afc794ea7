"""Partners take part in the way that was agreed with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.lists import CALLED_OFF
from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import seat, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class Engagement(Eligibility):
    """An adviser takes only seats that a team calls on (available_to, hub), a panel only seats for panels."""

    def applies(self, plan: Plan) -> bool:
        return bool(plan.people["engagement"].isin(["adviser", "panel"]).any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        agreed = plan.people["engagement"].to_numpy(str)[block.person]
        called = plan.demand["seat_kind"].isin(CALLED_OFF).to_numpy(bool)[block.demand]
        panel = (plan.contribution_modes == "panel")[block.demand]
        return np.asarray(((agreed == "adviser") & ~called) | ((agreed == "panel") & ~panel))

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        agreed = plan.people["engagement"].iloc[codes["person"]]
        only = "that a team calls on" if agreed == "adviser" else "for panels"
        return f"{who(plan, codes)} takes part as {agreed}, so only on seats {only}, which {seat(plan, codes)} is not"
