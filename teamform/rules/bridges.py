"""Disciplines on a team have somebody who translates between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.fluency import fluent
from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Bridges(Limit):
    """A team that asks for bridges has somebody fluent in both disciplines of each pair of Bridges that it asks for."""

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return bool(plan.teams["bridges"].any()) and len(plan.sheets["Bridges"]) > 0

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        members, asking = team.members, plan.teams["bridges"].to_numpy(bool)
        pairs = plan.sheets["Bridges"][["discipline_a", "discipline_b"]].itertuples(index=False)
        for place, (a, b) in enumerate(pairs):
            both = _runs(plan, a) & _runs(plan, b) & asking[:, None]
            its_team, period = np.nonzero(both)
            codes = {"team": its_team, "period": period, "bridge": np.full(len(period), place)}
            able = members.where(members.look("person", fluent(plan, a, b))).sum("team", "period")
            yield (able.at(codes) >= 1).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        pair = plan.sheets["Bridges"].iloc[codes["bridge"]]
        return (f"Team {team_name(plan, codes)} has somebody fluent in {pair['discipline_a']} and"
                f" {pair['discipline_b']}{when(plan, codes)}")  # fmt: skip


def _runs(plan: Plan, discipline: str) -> Flags:
    """Whether each team (row) asks for a discipline in each period (column)."""
    asked = np.zeros((len(plan.teams), len(plan.periods)), bool)
    seats = (plan.demand["discipline"] == discipline).to_numpy(bool)
    teams = plan.teams["team_id"].tolist()
    for team, runs in zip(plan.demand["team_id"][seats], plan.runs[seats], strict=True):
        asked[teams.index(team)] |= runs
    return asked
