"""A team has as many people as it can work with: neither too few nor too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class TeamSize(Limit):
    """A team has at least its smallest and at most its largest number of people while it runs."""

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return bool(plan.teams[["size_min", "size_max"]].notna().any(axis=None))

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        people = team.on.sum("team", "period").at(team.running)
        least, most = (plan.teams[c].to_numpy(np.float64, na_value=np.nan) for c in ("size_min", "size_max"))
        for sign, bound in ((-1, np.where(least > 0, least, np.nan)), (1, most)):
            given = ~np.isnan(bound)
            bounded = people.where(people.look("team", given)) * sign
            figures = Numbers.of("team", values=np.where(given, bound, 0).astype(np.int64) * sign)
            yield (bounded <= figures).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        row = plan.teams.iloc[codes["team"]]
        bounds = [f"{word} {row[c]}" for word, c in (("at least", "size_min"), ("at most", "size_max"))
                  if pd.notna(row[c])]  # fmt: skip
        return f"Team {team_name(plan, codes)} has {' and '.join(bounds)} people{when(plan, codes)}"
