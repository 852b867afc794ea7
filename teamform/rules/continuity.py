"""From one period to the next, people stay where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Continuity(Goal):
    """As little FTE as possible changes from one period to the next, while a team runs in both."""

    tier: ClassVar[float] = 8.5
    from_nought: ClassVar[bool] = True

    def applies(self, plan: Plan) -> bool:
        return len(plan.periods) > 1

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("continuity", "FTE that changes from period to period", "FTE", 100, team.shifted)
