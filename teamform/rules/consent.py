"""Who has declined is not proposed."""

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
class Consent(Eligibility):
    """A person who has declined is left in peace."""

    chosen_by_person: ClassVar[bool] = True
    rung: ClassVar[str] = "offered"

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        return np.asarray((plan.people["consent"] == "declined").to_numpy()[block.person])

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        return f"{who(plan, codes)} has declined"
