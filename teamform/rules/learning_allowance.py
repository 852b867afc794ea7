"""People have time to learn: not all of it is sold to demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import team as team_name
from teamform.rules._saying import when
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary

WHOLE = 10_000
"""A whole, in hundredths of a per cent."""


@dataclass(frozen=True)
class LearningAllowance(Limit):
    """A team's people keep its learning allowance free: a share of what they give it and have left."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.teams["learning_allowance"].fillna(0) > 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        share = plan.teams["learning_allowance"].fillna(0).to_numpy(int)
        size = team.size.where(team.size.look("team", share > 0))
        kept = team.free.sum("team", "period").at(size.codes) * Numbers.of("team", values=WHOLE - share)
        yield (size * Numbers.of("team", values=share) - kept <= 0).measured(WHOLE)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        share = plan.teams["learning_allowance"].iloc[codes["team"]] / 100
        whose = f"The people of team {team_name(plan, codes)}"
        return f"{whose} keep {share:g} % of their FTE free to learn{when(plan, codes)}"
