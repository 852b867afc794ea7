"""A team brings enough sectors together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class SectorsPerTeam(Limit):
    """A team has people from at least as many sectors as it, or its leadership mode, asks for."""

    unit: ClassVar[str] = "sectors"

    def applies(self, plan: Plan) -> bool:
        return not np.isnan(plan.asked("min_sectors")).all()

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        least = Numbers.of("team", "period", values=plan.asked("min_sectors"))
        there = team.sectors.sum("team", "period").at(team.running).given(least)
        yield (there >= least).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        least = plan.asked("min_sectors")[codes["team"], codes["period"]]
        return f"Team {team_name(plan, codes)} has people from at least {least:g} sectors{when(plan, codes)}"
