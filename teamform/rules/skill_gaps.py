"""Teams have the skills they ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class SkillGaps(Goal):
    """As few people with needed skills as possible are missing."""

    tier: ClassVar[float] = 5
    from_nought: ClassVar[bool] = True

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["SkillNeeds"]) > 0

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("skill_gaps", "Missing people with needed skills", "people", len(plan.periods), team.gaps)
