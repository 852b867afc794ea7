"""People aren't asked for before somebody owns the problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class NotReadyToStaff(Lint):
    """Every mission that asks for people is ready to be staffed: it has an owner and a written problem."""

    def applies(self, plan: Plan) -> bool:
        return bool((~plan.sheets["Missions"]["ready_to_staff"].to_numpy(bool)).any())

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        missions = plan.sheets["Missions"]
        asking = set(plan.teams.loc[plan.teams["team_id"].isin(plan.demand["team_id"]), "mission"])
        waiting = missions[~missions["ready_to_staff"].to_numpy(bool) & missions["mission"].isin(asking)]
        for mission, owner in waiting[["mission", "sro_name"]].itertuples(index=False):
            who = f" ({owner} answers for it)" if owner else " and has no senior responsible owner"
            yield Remark(self.name, f"{mission} asks for people but isn't ready to be staffed{who}.",
                         "Write the problem down, name an owner, set ready_to_staff to yes.", (mission,))  # fmt: skip
