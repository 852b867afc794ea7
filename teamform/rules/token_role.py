"""A discipline that is to be embedded is more than a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark, setting
from teamform.rules._saying import fte
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class TokenRole(Lint):
    """No team has less than a set FTE of a discipline that is to be embedded."""

    fte: int = setting(40, "Least FTE in hundredths that is more than a token.", lowest=1, highest=100,
                       unit="hundredths of FTE")  # fmt: skip

    def applies(self, plan: Plan) -> bool:
        return bool((plan.disciplines["contribution_mode"] == "embedded").any())

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        if proposal is None:
            return
        embedded = plan.disciplines.loc[plan.disciplines["contribution_mode"] == "embedded", "discipline"]
        on = proposal.allocation[proposal.allocation["discipline"].isin(embedded)]
        least = on.groupby(["team_id", "discipline", "period"])["fte"].sum().groupby(["team_id", "discipline"]).min()
        for team, discipline, amount in least[least < self.fte].reset_index().itertuples(index=False):
            yield Remark(self.name, f"Team {team} has {fte(amount)} FTE of {discipline}: a token role.",
                         f"Give {discipline} at least {fte(self.fte)} FTE there, or do without.", (team,))  # fmt: skip
