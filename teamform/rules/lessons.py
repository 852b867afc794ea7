"""Lessons of earlier steps are looked at again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.rules._saying import fte
from teamform.team.program import Program
from teamform.team.proposal import Proposal

CHECKABLE = re.compile(r"\s*(\w+)\s*>=\s*(\d*\.?\d+)\s*")
"""A rule to try that can be checked: a discipline and the least FTE of a seat, and of a person on it."""


@dataclass(frozen=True)
class Lessons(Lint):
    """No seat, and nobody on one, has less FTE than a lesson says that its discipline needs."""

    def applies(self, plan: Plan) -> bool:
        return len(plan.sheets["Lessons"]) > 0

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        for lesson in plan.sheets["Lessons"].to_dict("records"):
            rule = CHECKABLE.fullmatch(lesson["rule_to_try"])
            if rule:
                said = f"Lesson {lesson['lesson']} says {lesson['rule_to_try']}"
                why = f" ({lesson['happened']})" if lesson["happened"] else ""
                for what, team in self._against(plan, proposal, rule[1], round(float(rule[2]) * 100)):
                    yield Remark(self.name, f"{said}{why}: {what}.", "Follow it, or say why it is different now.",
                                 (team,))  # fmt: skip

    def _against(self, plan: Plan, proposal: Proposal | None, discipline: str, least: int) -> Iterable[tuple[str, str]]:
        """The seats, and the people on them, with less FTE than the lesson says; each with its team."""
        thin = (plan.demand["discipline"] == discipline) & (plan.demand["fte_required"] < least)
        columns = ["demand_id", "fte_required", "team_id"]
        for seat, amount, team in plan.demand.loc[thin, columns].itertuples(index=False):
            yield f"the seat {seat} asks for {fte(amount)} FTE", team
        if proposal is not None:
            on = proposal.allocation
            on = on[(on["discipline"] == discipline) & (on["fte"] < least)]
            columns = ["person_id", "demand_id", "fte", "team_id"]
            for person, seat, amount, team in on[columns].drop_duplicates().itertuples(index=False):
                yield f"{person} gives {seat} {fte(amount)} FTE", team
