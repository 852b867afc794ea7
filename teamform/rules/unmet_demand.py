"""Missions get what they must have: priority 1 first, public promises first inside each priority."""

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
class UnmetDemand(Goal):
    """As little required demand as possible is unmet, by priority; publicly committed steps come first."""

    tier: ClassVar[float] = 1
    from_nought: ClassVar[bool] = True

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        unmet, scale = team.unmet, 100 * len(plan.periods)
        promised = np.concatenate([[False], plan.first_steps["publicly_committed"].to_numpy(bool)])
        committed = unmet.look("step", promised)
        for code, priority in enumerate(team.labels.names["priority"]):
            mine = unmet.label("priority") == code
            title = f"Unmet required demand, priority {priority[1:]}"
            if (mine & committed).any() and (mine & ~committed).any():
                yield Aim.of(f"unmet_demand.{priority}.committed", f"{title}, publicly committed steps", "FTE", scale,
                             unmet.where(mine & committed))  # fmt: skip
            yield Aim.of(f"unmet_demand.{priority}", title, "FTE", scale, unmet.where(mine))
