"""A seat for insiders is not filled from outside, nor the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import seat, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class Sourcing(Eligibility):
    """A person comes from inside or outside central government, as the seat asks."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.demand["sourcing"] != "either").any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        outside = plan.outside[block.person]
        inside_only = (plan.demand["sourcing"] == "inside").to_numpy()[block.demand]
        outside_only = (plan.demand["sourcing"] == "outside").to_numpy()[block.demand]
        return np.asarray((inside_only & outside) | (outside_only & ~outside))

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        asked = plan.demand["sourcing"].iloc[codes["demand"]]
        return f"{who(plan, codes)} is not from {asked} central government, as the seat {seat(plan, codes)} asks"
