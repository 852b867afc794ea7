"""People are not spread thin, and stay with their team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Fragmentation(Goal):
    """As few placements (a person on a team, over the whole plan) as possible."""

    tier: ClassVar[float] = 8
    from_nought: ClassVar[bool] = True

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("fragmentation", "Placements of a person on a team", "placements", 1, team.joins)
