"""No organisation makes up more than a set share of a team."""

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
class OrganisationShare(Limit):
    """An organisation supplies at most its share of a team's FTE."""

    percent: int = setting(100, "Largest share, for teams that don't give their own (100: any).", lowest=1, highest=100,
                           unit="%")  # fmt: skip

    def applies(self, plan: Plan) -> bool:
        return bool((self._share(plan) < WHOLE).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        share = self._share(plan)
        limited = Numbers.of("team", "period", values=share < WHOLE).at(team.fte)
        theirs = team.fte.where(limited).sum("team", "period", "organisation")
        yield (WHOLE * theirs <= team.size * Numbers.of("team", "period", values=share)).measured(WHOLE)

    def _share(self, plan: Plan) -> np.ndarray:
        asked = plan.asked("max_one_org_share")
        return np.where(np.isnan(asked), self.percent * 100, asked).astype(np.int64)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        share = self._share(plan)[codes["team"], codes["period"]] / 100
        team, organisation = team_name(plan, codes), labels.name("organisation", codes["organisation"])
        return f"{organisation} supplies at most {share:g} % of the FTE of team {team}{when(plan, codes)}"
