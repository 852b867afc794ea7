"""People do what they are best at, at their level, near where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from teamform.plan.plan import Flags, Plan
from teamform.rules._kinds import Goal
from teamform.team.candidates import Candidates
from teamform.team.program import Aim
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Fit(Goal):
    """As little FTE as possible is spent below a person's level, outside the main discipline or away from the place."""

    tier: ClassVar[float] = 6
    from_nought: ClassVar[bool] = True

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        block, fte = team.candidates, team.fte
        surplus = block.level - plan.demand["min_level"].to_numpy(np.int64)[block.demand]
        elsewhere = fte.label("home_discipline") != fte.label("discipline")
        misfit = np.maximum(surplus, 0) + elsewhere + _away(plan, block)
        yield Aim.of("fit", "FTE spent below level, outside the main discipline or away from the place", "FTE-levels",
                     100 * len(plan.periods), fte * misfit)  # fmt: skip


def _away(plan: Plan, block: Candidates) -> Flags:
    """Whether each candidate would be away from the team's place; remote workers never are."""
    place, based = plan.teams["place"], plan.people["location"]
    known = pd.Index(place).append(pd.Index(based)).unique()
    there, here = known.get_indexer(pd.Index(place))[block.team], known.get_indexer(pd.Index(based))[block.person]
    remote, anywhere = (plan.people["work_pattern"] == "remote").to_numpy(), (place == "").to_numpy()
    return np.asarray((there != here) & ~anywhere[block.team] & ~remote[block.person])
