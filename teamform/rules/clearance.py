"""Nobody sits in a seat that needs a higher clearance than they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from teamform.plan.lists import CLEARANCES
from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules._kinds import Eligibility
from teamform.rules._saying import seat, when, who
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels


@dataclass(frozen=True)
class Clearance(Eligibility):
    """A person holds the seat's clearance for the whole period; one that is expected counts from its day."""

    rung: ClassVar[str] = "cleared"
    notch_words: ClassVar[str] = "one level of clearance"

    def excludes(self, plan: Plan, block: Candidates) -> Flags:
        return self.notches(plan, block) > 0

    def notches(self, plan: Plan, block: Candidates) -> np.ndarray:
        needed = _rank(plan.demand["clearance"])[block.demand]
        return np.maximum(needed - self._held(plan)[block.person, block.period], 0)

    def _held(self, plan: Plan) -> np.ndarray:
        """Rank of the clearance that each person (row) holds throughout each period (column)."""
        people, periods = plan.people, plan.periods
        begin, end = (periods[c].to_numpy("datetime64[D]") for c in ("start", "end"))
        expiry = people["clearance_expiry"].to_numpy("datetime64[D]")[:, None]
        expected = people["clearance_expected"].to_numpy("datetime64[D]")[:, None]
        lost = (expiry < end) & ~np.isnat(expiry)
        arrived = (expected <= begin) & ~np.isnat(expected)  # without dates a clearance to come never arrives
        held = np.where(lost, 0, _rank(people["clearance"])[:, None])
        return np.maximum(held, np.where(arrived, _rank(people["clearance_pending"])[:, None], 0))

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        person, needed = plan.people.iloc[codes["person"]], plan.demand["clearance"].iloc[codes["demand"]]
        coming = person["clearance_pending"]
        later = ""
        if coming:
            day = person["clearance_expected"]
            later = f" ({coming} expected" + (f" on {day:%d/%m/%Y})" if day == day else ", no day given)")
        return (f"{who(plan, codes)} holds clearance {person['clearance']}{later}; the seat {seat(plan, codes)}"
                f" needs {needed}{when(plan, codes)}")  # fmt: skip


def _rank(clearances: pd.Series) -> Ints:
    """The rank of each clearance; 0 without one."""
    return np.maximum(pd.Index(CLEARANCES).get_indexer(pd.Index(clearances)), 0).astype(np.int64)
