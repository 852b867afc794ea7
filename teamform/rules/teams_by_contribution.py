"""Who is embedded in a team is not spread over others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lookup import beside
from teamform.plan.once import once
from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import seat, when, who
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class TeamsByContribution(Limit):
    """Whoever takes a seat with a contribution mode of its own is on no more teams than that mode allows."""

    unit: ClassVar[str] = "teams"

    def applies(self, plan: Plan) -> bool:
        return bool((_most(plan) > 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        most, every = _most(plan), len(plan.teams)
        works = team.works.where(team.works.look("demand", (most > 0) & (most < every)))
        teams = team.teams_of_limited.at(works.codes)
        yield (teams + works * Numbers.of("demand", values=every - most) <= every).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        mode, most = plan.demand["contribution_mode"].iloc[codes["demand"]], _most(plan)[codes["demand"]]
        return (f"{who(plan, codes)}, if on the seat {seat(plan, codes)} ({mode}), is on at most {most}"
                f" team{'s' * int(most != 1)}{when(plan, codes)}")  # fmt: skip


@once
def _most(plan: Plan) -> Ints:
    """Most teams of whoever takes each seat; 0 where the seat has no mode of its own."""
    modes = plan.sheets["ContributionModes"]
    return np.asarray(beside(plan.demand["contribution_mode"], modes, "contribution_mode", "max_teams", 0))
