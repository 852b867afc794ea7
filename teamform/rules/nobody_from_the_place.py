"""Work for a place is done with people from the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from teamform.plan.lookup import beside
from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.rules._saying import fte
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class NobodyFromThePlace(Lint):
    """A team with a place has, or at least could have, somebody from an organisation of that place, or based there."""

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        based = plan.people["location"].to_numpy(str)
        home = beside(plan.people["organisation"], plan.organisations, "organisation", "place", "")
        if proposal is None:
            block = program.candidates
            person, on = block.person, plan.teams["team_id"].to_numpy(str)[block.team]
        else:
            person = program.vocabulary.labels.code("person", proposal.allocation["person_id"])
            on = proposal.allocation["team_id"].to_numpy(str)
        for team, place in plan.teams.loc[plan.teams["place"] != "", ["team_id", "place"]].itertuples(index=False):
            there = person[on == team]
            if not np.isin([*based[there], *home[there]], place).any():
                asked = fte(plan.demand.loc[plan.demand["team_id"] == team, "fte_required"].sum())
                yield Remark(
                    self.name, f"Nobody from {place} {'could be' if proposal is None else 'is'} on team {team}: "
                    f"0.0 of {asked} FTE asked for.",
                    f"Ask an organisation of {place} to offer somebody.", (team,))  # fmt: skip
