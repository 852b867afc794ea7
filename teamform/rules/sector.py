"""A seat for a sector is filled by somebody from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.lookup import beside
from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import seat, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class Sector(Eligibility):
    """A person's organisation belongs to the sector that the seat asks for."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.demand["sector"] != "").any())

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        asked = plan.demand["sector"].to_numpy(str)[block.demand]
        return np.asarray((asked != "") & (_sectors(plan)[block.person] != asked))

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        asked, own = plan.demand["sector"].iloc[codes["demand"]], _sectors(plan)[codes["person"]]
        return f"{who(plan, codes)} is from the sector {own}, not {asked}, as the seat {seat(plan, codes)} asks"


def _sectors(plan: Plan) -> np.ndarray:
    """The sector of each person's organisation."""
    return np.asarray(beside(plan.people["organisation"], plan.organisations, "organisation", "sector", ""))
