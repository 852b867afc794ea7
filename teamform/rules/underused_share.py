"""Disciplines that are often forgotten have a place on the team."""

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
class UnderusedShare(Limit):
    """At least a set share of a team's FTE is of disciplines that are marked as underused."""

    percent: int = setting(0, "Least share, for teams that don't give their own.", lowest=0, highest=100, unit="%")

    def applies(self, plan: Plan) -> bool:
        return bool((self._share(plan) > 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        share = self._share(plan)
        often_forgotten = plan.disciplines["underused"].to_numpy(bool)
        theirs = team.fte.where(team.fte.look("discipline", often_forgotten)).sum("team", "period")
        needed = team.size.where(team.size.look("team", share > 0)) * Numbers.of("team", values=share)
        yield (needed - WHOLE * theirs <= 0).measured(WHOLE)

    def _share(self, plan: Plan) -> np.ndarray:
        return plan.teams["min_underused_share"].fillna(self.percent * 100).to_numpy(np.int64)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        share = self._share(plan)[codes["team"]] / 100
        return (f"Team {team_name(plan, codes)} has at least {share:g} % of its FTE of underused"
                f" disciplines{when(plan, codes)}")  # fmt: skip
