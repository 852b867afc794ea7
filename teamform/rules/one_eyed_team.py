"""A team sees with two eyes: numbers and stories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class OneEyedTeam(Lint):
    """Every team has somebody who brings numbers and somebody who brings stories."""

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        brings = plan.disciplines.set_index("discipline")["brings"]
        on = plan.demand if proposal is None else proposal.allocation
        for team, rows in on.groupby("team_id", sort=True):
            there = set(rows["discipline"].map(brings))
            missing = [sense for sense in ("numbers", "stories") if sense not in there]
            if missing:
                who = " and ".join(f"{', '.join(brings.index[brings == sense]) or 'nobody'}" for sense in missing)
                yield Remark(self.name, f"One-eyed team {team}: nobody brings {' or '.join(missing)}.",
                             f"Ask for {who}, or for advice from them.", (str(team),))  # fmt: skip
