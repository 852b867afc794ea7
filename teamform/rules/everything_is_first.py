"""If everything is first, nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.lookup import beside
from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark, setting
from teamform.rules._saying import fte
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class EverythingIsFirst(Lint):
    """No more than a set part of the demand has priority 1, at the time when most is asked for."""

    percent: int = setting(50, "Largest part of the required FTE that may have priority 1.", lowest=1, highest=100,
                           unit="%")  # fmt: skip

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        then = plan.demand[plan.runs[:, plan.busiest]]
        required, priority = then["fte_required"], beside(then["team_id"], plan.teams, "team_id", "priority", 0)
        first, whole = int(required[priority == 1].sum()), int(required.sum())
        if first * 100 > whole * self.percent and len(plan.teams) > 1:
            yield Remark(
                self.name,
                f"{fte(first)} of {fte(whole)} FTE asked for has priority 1: if everything is first, nothing is.",
                "Move the teams that can wait to priority 2 or 3.",
                tuple(plan.teams.loc[plan.teams["priority"] == 1, "team_id"]),
            )
