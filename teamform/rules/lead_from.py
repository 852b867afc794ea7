"""A team is led from where its leadership mode says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lists import LEVELS
from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class LeadFrom(Limit):
    """A team has somebody who can lead from inside, or outside, central government, as its leadership mode asks.

    No grade is asked for: who is good enough in the main discipline can lead.
    """

    unit: ClassVar[str] = "people"
    level: int = setting(3, "Lowest level in the main discipline of who can lead.", lowest=1, highest=4)

    def applies(self, plan: Plan) -> bool:
        return bool((_side(plan) != "either").any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        able = team.members.where(team.members.look("person", plan.main_level >= self.level))
        for side, from_there in (("central", ~plan.outside), ("outside", plan.outside)):
            asked = (_side(plan) == side)[team.running["team"], team.running["period"]]
            where = {name: codes[asked] for name, codes in team.running.items()}
            yield (able.where(able.look("person", from_there)).sum("team", "period").at(where) >= 1).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        side = "inside" if _side(plan)[codes["team"], codes["period"]] == "central" else "outside"
        return (f"Team {team_name(plan, codes)} is led from {side} central government, by somebody of level"
                f" {LEVELS[self.level]} or above{when(plan, codes)}")  # fmt: skip


def _side(plan: Plan) -> np.ndarray:
    """From where the lead of each team (row) comes in each period (column)."""
    return np.append(plan.sheets["LeadershipModes"]["lead_from"].to_numpy(str), "either")[plan.modes]
