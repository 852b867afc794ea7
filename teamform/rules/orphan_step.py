"""A first step stands for a wider change and builds towards something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class OrphanStep(Lint):
    """Every first step says what it stands for and what it builds towards."""

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        steps = plan.first_steps
        for column, what in (("symbolises", "what it stands for"), ("builds_towards", "what it builds towards")):
            blank = tuple(steps.loc[steps[column] == "", "first_step"])
            if blank:
                yield Remark(self.name, f"{', '.join(blank)} doesn't say {what}.",
                             f"Fill the column {column} of the FirstSteps sheet.", blank)  # fmt: skip
