"""A shortage that can't be helped is shared, so that no team bears it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class LargestShortage(Goal):
    """The team that is short of the largest share of its need is short of as little as possible, by priority."""

    tier: ClassVar[float] = 4
    from_nought: ClassVar[bool] = True

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        worst = team.worst_shortage
        for code, priority in enumerate(team.labels.names["priority"]):
            mine = worst.label("priority") == code
            if mine.any():
                title = f"Largest shortage of a team, priority {priority[1:]}"
                yield Aim.of(f"largest_shortage.{priority}", title, "% of the team's need", 10, worst.where(mine))
