"""A short burst is short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lookup import beside
from teamform.plan.once import once
from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import seat, who
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class BurstLength(Limit):
    """A person is on a seat in no more periods than its contribution mode allows."""

    unit: ClassVar[str] = "periods"

    def applies(self, plan: Plan) -> bool:
        return len(plan.periods) > 1 and bool((_most(plan) > 0).any())

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        most = _most(plan)
        works = team.works.where(team.works.look("demand", most > 0))
        yield (works.sum("person", "demand") <= Numbers.of("demand", values=most)).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        most = _most(plan)[codes["demand"]]
        return f"{who(plan, codes)} is on the seat {seat(plan, codes)} in at most {most} period{'s' * int(most != 1)}"


@once
def _most(plan: Plan) -> Ints:
    """Most periods of a person on each seat; 0 for any number."""
    modes = plan.sheets["ContributionModes"]
    return np.asarray(beside(plan.contribution_modes, modes, "contribution_mode", "max_periods", 0))
