"""First steps don't eat up the long term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import BINDING, Limit, setting
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary

WHOLE = 10_000
"""A whole, in hundredths of a per cent."""


@dataclass(frozen=True)
class LongTermShare(Limit):
    """A mission keeps a set share of its FTE for the long term, or the long term's share of its demand if that is less.

    Where nobody can do the long-term work the first steps shouldn't stop, so unless a planner says otherwise a breach
    is only reported.
    """

    applied: str = setting("should", "Must always hold, should hold (and is reported where it doesn't), or off.",
                           choices=BINDING)  # fmt: skip
    percent: int = setting(15, "Least share, for missions that don't give their own.", lowest=0, highest=100, unit="%")

    def applies(self, plan: Plan) -> bool:
        return bool((plan.demand["horizon"] == "long_term").any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        share = self._share(plan, team.labels)
        later = team.fte.look("demand", (plan.demand["horizon"] == "long_term").to_numpy(bool))
        long = team.fte.where(later).sum("mission", "period")
        size = team.size.sum("mission", "period")
        size = size.where(Numbers.of("mission", "period", values=share > 0).at(size))
        yield (size * Numbers.of("mission", "period", values=share) - WHOLE * long <= 0).measured(WHOLE)

    def _share(self, plan: Plan, labels: Labels) -> np.ndarray:
        """The share asked for by mission and period, at most what the demand itself gives to the long term."""
        missions = plan.sheets["Missions"].set_index("mission")["min_long_term_share"]
        asked = missions.reindex(labels.names["mission"]).fillna(self.percent * 100).to_numpy(np.int64)
        mission = labels.follow({"demand": np.arange(len(plan.demand))}, "mission")
        required = plan.needed
        later = (plan.demand["horizon"] == "long_term").to_numpy(bool)
        whole, long = np.zeros((2, len(asked), len(plan.periods)), np.int64)
        np.add.at(whole, mission, required)
        np.add.at(long, mission[later], required[later])
        return np.minimum(asked[:, None], WHOLE * long // np.maximum(whole, 1))

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        share = self._share(plan, labels)[codes["mission"], codes["period"]] / 100
        return (f"Mission {labels.name('mission', codes['mission'])} keeps at least {share:g} % of its FTE for the long"
                f" term{when(plan, codes)}")  # fmt: skip
