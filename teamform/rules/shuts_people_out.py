"""A rule that shuts people out is named before anyone is allocated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Plan
from teamform.rules._folder import kinds_of_rule
from teamform.rules._kinds import Eligibility, Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal
from teamform.team.reach import ruled_out

NAMED = 5
"""How many people a remark names before it only counts."""


@dataclass(frozen=True)
class ShutsPeopleOut(Lint):
    """No rule alone keeps somebody, who has a discipline that is asked for, off every team."""

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        excluded, eligible = program.sifted.excluded, program.sifted.eligible
        considered = np.bincount(np.concatenate([excluded.person, eligible.person]), minlength=len(plan.people))
        own_choice = {
            r.__module__.rpartition(".")[2]
            for r in kinds_of_rule()
            if issubclass(r, Eligibility) and r.chosen_by_person
        }
        alone = {
            name: (np.bincount(excluded.person[mask], minlength=len(plan.people)) == considered) & (considered > 0)
            for name, mask in program.sifted.reasons.items() if name not in own_choice
        }  # fmt: skip
        remaining = np.bincount(eligible.person, minlength=len(plan.people))
        for name, mask in ruled_out(program).items():
            turned = np.bincount(eligible.person[mask], minlength=len(plan.people))
            alone[name] = alone.get(name, np.zeros(len(plan.people), bool)) | ((turned == remaining) & (remaining > 0))
        for name, people in sorted(alone.items()):
            if people.any():
                yield self._remark(plan, name, np.flatnonzero(people))

    def _remark(self, plan: Plan, rule: str, people: np.ndarray) -> Remark:
        part_time = int((plan.people["contract_fte"].to_numpy(np.int64)[people] < 100).sum())
        ids = tuple(plan.people["person_id"].iloc[people])
        named = ", ".join(sorted(ids)[:NAMED]) + (" and others" if len(ids) > NAMED else "")
        of_whom = f" ({part_time} part-time)" if part_time else ""
        count = f"{len(ids)} {'people' if len(ids) != 1 else 'person'}{of_whom}"
        return Remark(self.name, f"The rule {rule.replace('_', ' ')} alone shuts out {count}: {named}.",
                      "Look whether that is meant; loosen the rule if it isn't.", ids)  # fmt: skip
