"""No seat gets more than its team asks for: filling people up is not a goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import fte, seat, when
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class NoMoreThanAsked(Limit):
    """A seat gets no more FTE than its team desires."""

    gives_way: ClassVar[bool] = False

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        yield team.fte.sum("demand", "period") <= team.desired

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        desired = plan.demand["fte_desired"].iloc[codes["demand"]]
        return f"The seat {seat(plan, codes)} gets at most the {fte(desired)} FTE asked for{when(plan, codes)}"
