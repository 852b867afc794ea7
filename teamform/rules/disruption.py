"""Today's teams are disturbed as little as possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Disruption(Goal):
    """As little FTE as possible leaves or joins against the current allocation."""

    tier: ClassVar[float] = 9
    from_nought: ClassVar[bool] = True

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["CurrentAllocation"]) > 0

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("disruption", "FTE that leaves or joins against today", "FTE", 100, team.moved)
