"""Policy, delivery and research are there together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.loops import PARTS
from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import fte, when
from teamform.rules._saying import team as team_name
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class FeedbackLoop(Limit):
    """A team that asks for a closed loop has enough policy, delivery and research in every period in which it runs."""

    fte: int = setting(20, "Least FTE of each, in hundredths.", lowest=1, highest=100, unit="hundredths of FTE")

    def applies(self, plan: Plan) -> bool:
        return bool(plan.teams["loop"].any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        asked = plan.teams["loop"].to_numpy(bool)[team.running["team"]]
        part_of = plan.disciplines["loop_part"].to_numpy(str)
        for part in PARTS:
            if (part_of == part).any():
                where = {name: codes[asked] for name, codes in team.running.items()}
                where["discipline"] = np.full(asked.sum(), np.flatnonzero(part_of == part)[0])
                given = team.fte.where(team.fte.look("discipline", part_of == part)).sum("team", "period")
                yield given.at(where) >= self.fte

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        part = plan.disciplines["loop_part"].iloc[codes["discipline"]]
        return f"Team {team_name(plan, codes)} has at least {fte(self.fte)} FTE of {part}{when(plan, codes)}"
