"""A test says what it tries out, when it stops, and when it is decided on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from teamform.plan.plan import Plan
from teamform.rules._kinds import Lint, Remark
from teamform.team.program import Program
from teamform.team.proposal import Proposal


@dataclass(frozen=True)
class IncompleteTest(Lint):
    """Every first step that is a test has a hypothesis, a stop rule and a day to decide by."""

    def applies(self, plan: Plan) -> bool:
        return bool((plan.first_steps["kind"] == "test").any())

    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        tests = plan.first_steps[plan.first_steps["kind"] == "test"]
        for column, what in (("hypothesis", "what it tries out"), ("stop_rule", "when it stops early"),
                             ("decide_by", "when it is decided on")):  # fmt: skip
            blank = tests[column].isna() | (tests[column].astype("str") == "")
            steps = tuple(tests.loc[blank, "first_step"])
            if steps:
                yield Remark(self.name, f"{', '.join(steps)} is a test and doesn't say {what}.",
                             f"Fill the column {column} of the FirstSteps sheet.", steps)  # fmt: skip
