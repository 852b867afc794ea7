"""A team of central government alone is remarked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class CentralOnly(Lint):
    """Every team has, or at least could have, somebody from outside central government."""

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        teams, outside = plan.teams["team_id"].to_numpy(str), set(plan.people["person_id"][plan.outside])
        if proposal is None:
            block = program.candidates
            staffed, mixed = set(teams[np.unique(block.team)]), set(teams[block.team[plan.outside[block.person]]])
            what = "could be given to anybody from outside central government"
        else:
            on = proposal.allocation
            staffed, mixed = set(on["team_id"]), set(on.loc[on["person_id"].isin(outside), "team_id"])
            what = "is given to anybody from outside central government"
        alone = tuple(sorted(staffed - mixed))
        if alone and outside:
            yield Remark(self.name, f"No seat of {', '.join(alone)} {what}: a central-only team.",
                         "Ask who is closer to the problem; set min_outside_share, or a seat.", alone)  # fmt: skip
