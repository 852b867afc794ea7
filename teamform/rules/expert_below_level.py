"""Experts are used as experts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.plan.stretch import EXPERT
from teamform.rules._kinds import Lint, Remark, setting
from teamform.rules._saying import who
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class ExpertBelowLevel(Lint):
    """No expert spends more than a set part of the allocated time outside the discipline they are expert in."""

    percent: int = setting(50, "Largest part of the time in other disciplines.", lowest=0, highest=100, unit="%")

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        if proposal is None:
            return
        expert = {
            person: (place, discipline) for place, (person, discipline, level) in enumerate(
                zip(plan.people["person_id"], plan.people["primary_discipline"], plan.main_level, strict=True))
            if level == EXPERT
        }  # fmt: skip
        for person, on in proposal.allocation.groupby("person_id", sort=True):
            place, own = expert.get(str(person), (-1, ""))
            elsewhere = on.loc[on["discipline"] != own, "fte"].sum() * 100
            if own and elsewhere > self.percent * on["fte"].sum():
                yield Remark(
                    self.name, f"{who(plan, {'person': place})}, expert in {own}, spends"
                    f" {round(elsewhere / on['fte'].sum())} % of the allocated time in other disciplines.",
                    f"Look for somebody else there, or keep {own} work for them.", (str(person),))  # fmt: skip
