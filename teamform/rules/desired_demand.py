"""Where more is welcome than must be, it is given if nothing more important suffers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class DesiredDemand(Goal):
    """As little desired demand as possible is unmet."""

    tier: ClassVar[float] = 5.5
    from_nought: ClassVar[bool] = True

    def applies(self, plan: Plan) -> bool:
        return bool((plan.demand["fte_desired"] > plan.demand["fte_required"]).any())

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("desired_demand", "Unmet desired demand", "FTE", 100 * len(plan.periods), team.below_desired)
