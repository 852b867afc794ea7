"""Decisions: what came back, who decided what, when and why, and every change of the plan."""

import streamlit as st

from teamform.ui import deciding, guard, log, look

look.title(
    "Decisions", "What came back from leaders and people, who decided what and why, and every change of the plan."
)
opened = guard.need_plan()
if not log.may_see_all():
    look.nothing_yet(
        "Your own yes or no is on the page Person", "The log of the whole plan is for those who plan and decide."
    )
    st.stop()
log.clashes(opened)
st.subheader("To work off", anchor=False)
deciding.work_list(opened)
st.subheader("Decided", anchor=False)
log.decisions(opened)
log.seal()
st.subheader("Every change of the plan", anchor=False)
guard.history_bar("decisions")
log.history(opened)
log.since(opened)
