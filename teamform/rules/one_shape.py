"""Of alternative shapes of a seat a team takes one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.plan.shapes import group_of
from teamform.rules._kinds import Limit
from teamform.rules._saying import seat, when, who
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class OneShape(Limit):
    """Nobody works on one shape of a seat while others work on another shape of it."""

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return bool((group_of(plan) >= 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        shaped = team.works.where(team.works.look("demand", group_of(plan) >= 0))
        yield (shaped <= team.taken).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        need = plan.demand["shape_group"].iloc[codes["demand"]]
        return (f"{who(plan, codes)} works as {seat(plan, codes)} only if that is the shape of “{need}” that is"
                f" taken{when(plan, codes)}")  # fmt: skip
