"""A team has enough people from outside central government."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary

WHOLE = 10_000
"""A whole, in hundredths of a per cent."""


@dataclass(frozen=True)
class OutsideShare(Limit):
    """At least a set share of a team's FTE comes from outside central government."""

    percent: int = setting(0, "Least share, for teams that don't give their own.", lowest=0, highest=100, unit="%")

    def applies(self, plan: Plan) -> bool:
        return bool((self._share(plan) > 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        share = self._share(plan)
        outside = team.fte.where(team.fte.look("person", plan.outside)).sum("team", "period")
        asking = Numbers.of("team", "period", values=share > 0).at(team.size)
        needed = team.size.where(asking) * Numbers.of("team", "period", values=share)
        yield (needed - WHOLE * outside <= 0).measured(WHOLE)

    def _share(self, plan: Plan) -> np.ndarray:
        asked = plan.asked("min_outside_share")
        return np.where(np.isnan(asked), self.percent * 100, asked).astype(np.int64)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        share = self._share(plan)[codes["team"], codes["period"]] / 100
        return (f"Team {team_name(plan, codes)} has at least {share:g} % of its FTE from outside central"
                f" government{when(plan, codes)}")  # fmt: skip
