"""Where a shortage has to be shared, disciplines with a higher dial bear less of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from teamform.plan.plan import Plan
from teamform.rules._kinds import Goal
from teamform.team.program import Aim
from teamform.team.table import Numbers
from teamform.team.vocabulary import Vocabulary


@dataclass(frozen=True)
class DisciplineDials(Goal):
    """As little required demand as possible is unmet, each discipline counted as its dial says.

    How much is unmet in each priority is settled before: dials only decide which disciplines bear it.
    """

    tier: ClassVar[float] = 2
    from_nought: ClassVar[bool] = True

    def applies(self, plan: Plan) -> bool:
        dials, disciplines = plan.disciplines["dial"], plan.disciplines["discipline"]
        return len(set(dials)) > 1 and len(set(dials[disciplines.isin(plan.demand["discipline"])])) > 1

    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        dial = Numbers.of("discipline", values=plan.disciplines["dial"])
        yield Aim.of("discipline_dials", "Unmet required demand, each discipline as its dial says", "FTE x dial",
                     100 * len(plan.periods), team.unmet * dial)  # fmt: skip
