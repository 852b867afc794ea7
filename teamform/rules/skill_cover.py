"""Skills that a team may not go without are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class SkillCover(Limit):
    """A team has enough people with each skill that SkillNeeds marks as hard."""

    unit: ClassVar[str] = "people"

    def applies(self, plan: Plan) -> bool:
        return bool(plan.sheets["SkillNeeds"]["hard"].any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        hard = plan.sheets["SkillNeeds"]["hard"].to_numpy(bool)
        least = Numbers.of("need", values=plan.sheets["SkillNeeds"]["min_people"])
        skilled = team.skilled.where(team.skilled.look("need", hard))
        yield (skilled >= least).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        need = plan.sheets["SkillNeeds"].iloc[codes["need"]]
        return (f"Team {need['team_id']} has at least {need['min_people']} with {need['skill']} at level"
                f" {need['min_level']} or above{when(plan, codes)}")  # fmt: skip
