"""Last of all, the plan is cheap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Cost(Goal):
    """As little as possible is spent, at grade-average cost."""

    tier: ClassVar[float] = 10
    from_nought: ClassVar[bool] = True

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("cost", "Cost at grade average", "£", 1, team.cost)
