"""Teams bring organisations together: colleagues from one organisation are spread over the teams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal, setting
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class OrganisationPairs(Goal):
    """As few pairs of people as possible who are on one team come from one organisation."""

    tier: ClassVar[float] = 7.5
    from_nought: ClassVar[bool] = True
    applied: str = setting("off", "Whether the rule is used at all.", choices=("on", "off"))

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        yield Aim.of("organisation_pairs", "Pairs of people from one organisation on a team", "pairs",
                     len(plan.periods), team.organisation_pairs)  # fmt: skip
