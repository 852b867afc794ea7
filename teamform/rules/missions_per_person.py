"""Nobody is spread over too many teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from teamform.plan.lookup import beside
from teamform.plan.once import once
from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import when, who
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class MissionsPerPerson(Limit):
    """A person is on no more teams at the same time than they, and their main discipline, can serve.

    Call-off and hub seats don't count.
    """

    unit: ClassVar[str] = "teams"

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        most = Numbers.of("person", values=_most(plan))
        yield (team.members.sum("person", "period") <= most).measured(worth=100)

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        most = _most(plan)[codes["person"]]
        return f"{who(plan, codes)} is on at most {most} team{'s' * int(most != 1)}{when(plan, codes)}"


@once
def _most(plan: Plan) -> np.ndarray:
    """The smaller of the person's own number and the main discipline's."""
    of_discipline = beside(plan.people["primary_discipline"], plan.disciplines, "discipline", "max_teams", 2)
    own = plan.people["max_missions"].fillna(len(plan.teams)).to_numpy(np.int64)
    return np.minimum(own, of_discipline)
