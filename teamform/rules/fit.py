"""People do what they are best at, at their level, near where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Fit(Goal):
    """As little FTE as possible is spent below a person's level, outside the main discipline or away from the place."""

    tier: ClassVar[float] = 6

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        block, fte = team.candidates, team.fte
        surplus = block.level - plan.demand["min_level"].to_numpy(np.int64)[block.demand]
        elsewhere = fte.label("home_discipline") != fte.label("discipline")
        misfit = np.maximum(surplus, 0) + elsewhere + self._away(plan)[block.person, block.team]
        yield Aim.of("fit", "FTE spent below level, outside the main discipline or away from the place", "FTE-levels",
                     100 * len(plan.periods), fte * misfit)  # fmt: skip

    def _away(self, plan: Plan) -> np.ndarray:
        """Whether each person (row) would be away from each team's place (column); remote workers never are."""
        place, based = plan.teams["place"].to_numpy(), plan.people["location"].to_numpy()[:, None]
        remote = (plan.people["work_pattern"] == "remote").to_numpy()[:, None]
        return np.asarray((place != "") & (based != place) & ~remote, np.int64)
