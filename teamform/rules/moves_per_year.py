"""Nobody is moved about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.plan import Ints, Plan
from teamform.rules._kinds import Limit, setting
from teamform.rules._saying import who
from teamform.team.labels import Labels
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class MovesPerYear(Limit):
    """A person joins no more new teams than set for a year, beyond those they begin with; each year begun counts."""

    unit: ClassVar[str] = "moves"
    moves: int = setting(2, "Most new teams in a year.", lowest=0, highest=99)

    def applies(self, plan: Plan) -> bool:
        return len(plan.periods) > 1

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        begins = team.on.where(team.on.label("period") == team.on.look("person", _first(plan))).sum("person")
        yield (team.joins.sum("person") - begins <= self._most(plan)).measured(worth=100)

    def _most(self, plan: Plan) -> int:
        return self.moves * max(int(np.ceil(plan.years.sum() - 0.01)), 1)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        first, *_, last = plan.periods["period"]
        return f"{who(plan, codes)} joins at most {self._most(plan)} new teams from {first} to {last}"


def _first(plan: Plan) -> Ints:
    """The first period with work to do in which each person is on offer."""
    able = (plan.availability > 0) & plan.runs.any(axis=0)
    return np.asarray(able.argmax(axis=1), np.int64)
