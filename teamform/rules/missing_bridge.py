"""Where nobody translates between two disciplines, people who could are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from teamform.plan.fluency import fluent
from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.rules._saying import who
from teamform.team.program import Program
from teamform.team.proposal import Proposal

NAMED = 3
"""How many people who could bridge are named."""


@dataclass(frozen=True)
class MissingBridge(Lint):
    """Every pair of Bridges that is present on a team has somebody there who is fluent in both disciplines."""

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        if proposal is None:
            return
        pairs = list(plan.sheets["Bridges"][["discipline_a", "discipline_b"]].itertuples(index=False, name=None))
        for team, on in proposal.allocation.groupby("team_id", sort=True):
            there = plan.people["person_id"].isin(on["person_id"]).to_numpy(bool)
            for a, b in pairs:
                able = fluent(plan, a, b)
                if {a, b} <= set(on["discipline"]) and not (able & there).any():
                    named = self._could(plan, program, str(team), able)
                    action = f"Could bridge: {'; '.join(named)}." if named else "Nobody on offer could bridge them."
                    yield Remark(
                        self.name, f"Nobody on team {team} is fluent in both {a} and {b}.", action, (str(team),)
                    )

    def _could(self, plan: Plan, program: Program, team: str, able: np.ndarray) -> list[str]:
        """A few of those who are fluent in both and may take a seat of the team."""
        block = program.candidates
        mine = plan.teams["team_id"].to_numpy(str)[block.team] == team
        people = np.unique(block.person[mine & able[block.person]])
        return [who(plan, {"person": int(person)}) for person in people[:NAMED]]
