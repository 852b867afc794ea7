"""Learning: tests with their stop rules, steps that end as “stopped – learned”, and lessons that come back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.plan.columns import sentence_case
from teamform.plan.plan import Plan
from teamform.store import Change, Role, add, put
from teamform.ui import answers, look, memory, state

BY = {"lessons", "incomplete_test", "orphan_step", "not_ready_to_staff"}
"""The rules whose remarks belong here."""


def show(opened: memory.Opened, found: answers.Answer) -> None:
    """What is being tested, what was learned, and what the plan makes of it."""
    tests(found.plan)
    _lessons(found)
    if state.role() is Role.PLANNER:
        stop(opened, found.plan)


def tests(plan: Plan) -> None:
    """The steps that try something out."""
    steps = plan.first_steps[plan.first_steps["kind"] == "test"]
    if steps.empty:
        look.nothing_yet(
            "No step is a test", "A step of the kind “test” says what it tries out and when it ends early."
        )
        return
    rows = [[r.first_step, r.hypothesis or "not said", r.stop_rule or "not said",
             "not said" if pd.isna(r.decide_by) else f"{r.decide_by:%d/%m/%Y}", sentence_case(r.status)]
            for r in steps.itertuples()]  # fmt: skip
    look.table("What is being tested", ["Step", "It tries out", "It ends early if", "Decided by", "State"], rows)


def _lessons(found: answers.Answer) -> None:
    """The lessons, and where this plan goes against one."""
    table = found.plan.sheets["Lessons"]
    if len(table):
        rows = [
            [r.lesson, r.first_step, r.discipline, r.expected, r.happened, r.rule_to_try] for r in table.itertuples()
        ]
        look.table("Lessons", ["", "Step", "Discipline", "Expected", "What happened", "To try"], rows)
    else:
        look.nothing_yet("No lessons yet", "When a step ends, write down what it taught.")
    for remark in found.outcome.remarks:
        if remark.rule in BY:
            look.inset([remark.text, remark.action], "amber")


def stop(opened: memory.Opened, plan: Plan) -> None:
    """End a step as stopped – learned: a good ending, which frees its people from the next period."""
    going = plan.first_steps[plan.first_steps["status"] != "stopped_learned"]
    if going.empty or plan.first_steps.empty:
        return
    with st.expander("End a step as “stopped – learned”"), st.form(f"stop.{state.generation('stop')}", border=False):
        step = st.selectbox("Step", list(going["first_step"]))
        after = st.selectbox("Its last period", list(plan.periods["period"]))
        learned = st.text_area("What it taught")
        rule = st.text_input("What to try next time (as UR>=0.6 it is checked in every plan; optional)")
        if st.form_submit_button("End it"):
            if not learned.strip():
                look.inset(["A step is stopped as learned only with what it taught."], "red", "There is a problem")
            elif memory.save(changes(opened, step, after, learned.strip(), rule.strip()), opened.version,
                             f"{step} stopped, learned: {learned.strip()}"):  # fmt: skip
                state.refresh("stop")
                state.notice(f"{step} ends after {after}. Its people are free from then on, with thanks. Run again.")
                st.rerun()


def changes(opened: memory.Opened, step: str, after: str, learned: str, rule: str) -> list[Change]:
    """The changes that end a step and keep its lesson."""
    table = opened.table("FirstSteps")
    row = int(table.index[table["first_step"] == step][0])
    told = {"status": "stopped_learned", "stopped_after": after, "learned": learned}
    lesson = {"first_step": step, "happened": learned, "rule_to_try": rule}
    return [*(put("FirstSteps", row, column, value) for column, value in told.items()), add("Lessons", lesson)]
