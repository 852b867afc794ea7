"""A seat is shared by no more people than it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import seat, when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class PeoplePerSeat(Limit):
    """A seat is shared by no more people than its team allows."""

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return bool(plan.demand["max_people"].notna().any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        given = plan.demand["max_people"].notna().to_numpy()
        most = Numbers.of("demand", values=plan.demand["max_people"].fillna(0).to_numpy(np.int64))
        limited = team.works.where(team.works.look("demand", given))
        yield (limited.sum("demand", "period") <= most).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        most = plan.demand["max_people"].iloc[codes["demand"]]
        return f"The seat {seat(plan, codes)} is shared by at most {most} people{when(plan, codes)}"
