"""A strong link between teams that nobody looks after is remarked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class OpenLink(Lint):
    """Two strongly linked teams share somebody, or have a liaison."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.sheets["MissionLinks"]["strength"] == "strong").any())

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        if proposal is None:
            return
        on = proposal.allocation.groupby("team_id")["person_id"].agg(set).to_dict()
        links = plan.sheets["MissionLinks"]
        for link in links[(links["strength"] == "strong") & (links["liaison"] == "")].to_dict("records"):
            a, b = link["from_team"], link["to_team"]
            if a in on and b in on and not on[a] & on[b]:
                yield Remark(self.name, f"{a} and {b} are strongly linked ({link['kind']}), and nobody is on both.",
                             "Name a liaison in MissionLinks, or ask for a shared person there.", (a, b))  # fmt: skip
