"""Central government holds back where a leadership mode says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import fte, when
from teamform.rules._saying import team as team_name
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary

WHOLE = 10_000
"""A whole, in hundredths of a per cent."""


@dataclass(frozen=True)
class CentralCap(Limit):
    """Central government supplies no more of a team, in FTE or as a share, than its leadership mode allows."""

    def applies(self, plan: Plan) -> bool:
        return not np.isnan([plan.asked("max_central_fte"), plan.asked("max_central_share")]).all()

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        central = team.fte.where(team.fte.look("person", ~plan.outside)).sum("team", "period")
        for column in ("max_central_fte", "max_central_share"):
            most = Numbers.of("team", "period", values=plan.asked(column))
            capped = central.given(most)
            share = column == "max_central_share"
            yield (capped * WHOLE - team.size.given(most) * most <= 0).measured(WHOLE) if share else capped <= most

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        place = codes["team"], codes["period"]
        total, share = plan.asked("max_central_fte")[place], plan.asked("max_central_share")[place]
        most = [f"{fte(total)} FTE"] * int(total == total) + [f"{share / 100:g} % of the FTE"] * int(share == share)
        return f"Central government supplies at most {' and '.join(most)} of team {team_name(plan, codes)}" + when(
            plan, codes)  # fmt: skip
