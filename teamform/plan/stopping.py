"""Stopped – learned: a good ending for a step, which frees its people from the next period on."""

from __future__ import annotations

from teamform.errors import InputError
from teamform.plan.issues import Issue, Severity
from teamform.plan.plan import Plan


def stopped(plan: Plan, first_step: str, learned: str, after: str) -> Plan:
    """The plan in which a step has ended after a period, with what it taught.

    Raises InputError when nothing is said to be learned, or when the step or the period isn't known.
    """
    steps = plan.given["FirstSteps"]
    mine = steps["first_step"] == first_step
    for wrong, column, found, why, action in (
        (not mine.any(), "first_step", first_step, "There is no such step.", "Name one of FirstSteps."),
        (not learned.strip(), "learned", "", "A step is stopped as learned only with what it taught.",
         "Write the lesson in a sentence."),
        (after not in set(plan.periods["period"]), "stopped_after", after, "There is no such period.",
         "Name one of Periods."),
    ):  # fmt: skip
        if wrong:
            row = int(steps.index[mine][0]) if mine.any() else 0
            issue = Issue(Severity.RED, "FirstSteps", row, column, found, why, action)
            raise InputError(str(issue), (issue,))
    changed = steps.copy()
    changed.loc[mine, ["status", "stopped_after", "learned"]] = ["stopped_learned", after, learned.strip()]
    return plan.changed(FirstSteps=changed)
