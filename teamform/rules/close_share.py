"""A team has enough people from organisations that are close to citizens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.lists import CLOSE
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
class CloseShare(Limit):
    """At least a set share of a team's FTE comes from organisations that are local or closer to citizens."""

    percent: int = setting(0, "Least share, for teams that don't give their own.", lowest=0, highest=100, unit="%")

    def applies(self, plan: Plan) -> bool:
        return bool((self._share(plan) > 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        share = self._share(plan)
        close = plan.organisations["closeness"].isin(CLOSE).to_numpy(bool)
        near = team.fte.where(team.fte.look("organisation", close)).sum("team", "period")
        asking = Numbers.of("team", "period", values=share > 0).at(team.size)
        needed = team.size.where(asking) * Numbers.of("team", "period", values=share)
        yield (needed - WHOLE * near <= 0).measured(WHOLE)

    def _share(self, plan: Plan) -> np.ndarray:
        asked = plan.asked("min_close_share")
        return np.where(np.isnan(asked), self.percent * 100, asked).astype(np.int64)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        share = self._share(plan)[codes["team"], codes["period"]] / 100
        return (f"Team {team_name(plan, codes)} has at least {share:g} % of its FTE from organisations that are local"
                f" or closer to citizens{when(plan, codes)}")  # fmt: skip
