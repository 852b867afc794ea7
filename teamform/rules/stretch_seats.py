"""Whoever is stretched has an expert beside them, and a mission stretches no more people than it dares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Ints, Plan
from teamform.plan.stretch import accepted_level, places
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import fte, seat, when, who
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class StretchSeats(Limit):
    """A mission has no more stretch placements than its risk appetite allows, each with an expert on the same team."""

    unit: ClassVar[str] = "people"
    expert_fte: int = setting(20, "Least FTE of the expert, in hundredths.", lowest=1, highest=100,
                              unit="hundredths of FTE")  # fmt: skip

    def applies(self, plan: Plan) -> bool:
        return bool((accepted_level(plan) < plan.demand["min_level"].to_numpy(np.int64)).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        stretched = team.stretched
        yield (stretched.sum("mission", "period") <= Numbers.of("mission", values=_most(plan, team.labels))).measured(
            worth=100)  # fmt: skip
        yield (stretched * self.expert_fte <= team.experts.at(stretched.codes)).measured(self.expert_fte, worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        if "mission" in codes:
            most, mission = _most(plan, labels)[codes["mission"]], labels.name("mission", codes["mission"])
            return f"Mission {mission} has at most {most} stretch placements{when(plan, codes)}"
        return (f"{who(plan, codes)}, stretched on {seat(plan, codes)}, has an expert of the discipline with at least"
                f" {fte(self.expert_fte)} FTE beside them{when(plan, codes)}")  # fmt: skip


def _most(plan: Plan, labels: Labels) -> Ints:
    """Most stretch placements of each mission."""
    most = np.zeros(labels.size("mission"), np.int64)
    np.maximum.at(most, labels.code("mission", plan.teams["mission"]), places(plan))
    return most
