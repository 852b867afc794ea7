"""A team has as many people as it can work with: neither too few nor too many."""

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
class TeamSize(Limit):
    """A team has at least its smallest and at most its largest number of people while it runs.

    People on call-off and hub seats don't count. Where a leadership mode is in force, its size does.
    """

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return not np.isnan([plan.asked("size_min"), plan.asked("size_max")]).all()

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        people = team.members.sum("team", "period").at(team.running)
        least, most = plan.asked("size_min"), plan.asked("size_max")
        for sign, bound in ((-1, np.where(least > 0, least, np.nan)), (1, most)):
            figures = Numbers.of("team", "period", values=bound * sign)
            yield (people.given(figures) * sign <= figures).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        place = codes["team"], codes["period"]
        asked = (("at least", plan.asked("size_min")[place]), ("at most", plan.asked("size_max")[place]))
        bounds = [f"{word} {bound:g}" for word, bound in asked if bound == bound]
        return f"Team {team_name(plan, codes)} has {' and '.join(bounds)} people{when(plan, codes)}"
