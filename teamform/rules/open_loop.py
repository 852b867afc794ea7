"""A step in which policy hands over to delivery, and nobody looks back, is remarked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.loops import loops
from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark, setting
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class OpenLoop(Lint):
    """In every first step policy, delivery and research work together in at least one period."""

    fte: int = setting(20, "Least FTE of each, in hundredths.", lowest=1, highest=100, unit="hundredths of FTE")

    def applies(self, plan: Plan) -> bool:
        return len(plan.first_steps) > 0

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        for loop in loops(plan, None if proposal is None else proposal.allocation, self.fte):
            if not loop.closed:
                yield Remark(self.name, f"Open loop in {loop.first_step}: {loop.why}.",
                             "Let them overlap, so that delivery can change policy.", (loop.first_step,))  # fmt: skip
