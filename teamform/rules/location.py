"""Where a seat asks for a place, the person is based there or works remotely."""

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
class Location(Eligibility):
    """A person is based where the seat asks, or works remotely."""

    rung: ClassVar[str] = "here"

    def applies(self, plan: Plan) -> bool:
        return bool((plan.demand["location"] != "").any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        places = sorted(set(plan.demand["location"]) | set(plan.people["location"]))
        codes = {place: code for code, place in enumerate(places)}
        asked = plan.demand["location"].map(codes).to_numpy(np.int64)[block.demand]
        based = plan.people["location"].map(codes).to_numpy(np.int64)[block.person]
        remote = (plan.people["work_pattern"] == "remote").to_numpy()[block.person]
        return np.asarray((asked != codes.get("", -1)) & (asked != based) & ~remote)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        based, asked = plan.people["location"].iloc[codes["person"]], plan.demand["location"].iloc[codes["demand"]]
        return f"{who(plan, codes)} is based in {based or 'no named place'}; the seat {seat(plan, codes)} is in {asked}"
