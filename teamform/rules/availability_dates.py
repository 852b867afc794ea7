"""Nobody is placed before they come or after they go."""

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
class AvailabilityDates(Eligibility):
    """A person is on offer for at least a part of the period, with at least one planning step of FTE."""

    chosen_by_person: ClassVar[bool] = True
    rung: ClassVar[str] = "here"

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        return np.asarray(plan.availability[block.person, block.period] <= 0)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        person = plan.people.iloc[codes["person"]]
        dates = [f"{word} {person[c]:%d/%m/%Y}" for word, c in (("from", "available_from"), ("to", "available_to"))
                 if person[c] == person[c]]  # fmt: skip
        offer = f"{person['available_fte'] / 100:g} FTE " + " ".join(dates)
        return f"{who(plan, codes)} offers {offer.strip()}, which leaves no planning step{when(plan, codes)}"
