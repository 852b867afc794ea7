"""Nobody gives more than they offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Limit
from teamform.rules._saying import fte, when, who
from teamform.team.labels import Labels
from teamform.team.table import Numbers, Rows
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class Availability(Limit):
    """A person gives no more FTE in a period than they offer in it."""

    gives_way: ClassVar[bool] = False

    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        offer = Numbers.of("person", "period", values=plan.availability)
        yield team.fte.sum("person", "period") <= offer

    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        offer = plan.availability[codes["person"], codes["period"]]
        return f"{who(plan, codes)} gives at most the {fte(offer)} FTE on offer{when(plan, codes)}"
