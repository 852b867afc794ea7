"""A first step has the disciplines that its way of working normally needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.lists import DISCIPLINES
from teamform.plan.plan import Plan
from teamform.plan.recipes import missing
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class MissingDiscipline(Lint):
    """Every first step asks for the disciplines of its recipe, or says why it goes without."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.first_steps["instrument"] != "").any())

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        names = DISCIPLINES | dict(zip(plan.disciplines["discipline"], plan.disciplines["name"], strict=True))
        for step, instrument, gaps in missing(plan):
            what = ", ".join(f"{names.get(gap, gap)} ({gap})" for gap in gaps)
            yield Remark(self.name, f"{step} is a {instrument} without {what}.",
                         "Ask for it in Demand, or give the reason in goes_without.", (step,))  # fmt: skip
