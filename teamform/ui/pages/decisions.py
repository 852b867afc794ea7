"""Decisions: what came back, who decided what, when and why, and every change of the plan."""

import streamlit as st

from teamform.ui import deciding, guard, log, look, repairing

look.page("decisions")
opened = guard.need_plan()
if not log.may_see_all():
    look.nothing_yet(
        "Your own yes or no is on the page Person", "The log of the whole plan is for those who plan and decide."
    )
    st.stop()
log.clashes(opened)
PARTS = ("To work off", "Decided", "Changes", "If somebody leaves")
part = look.sections(PARTS)
if part == PARTS[0]:
    deciding.work_list(opened)
    repairing.offer_latest(opened)
elif part == PARTS[1]:
    log.decisions(opened)
    log.seal()
elif part == PARTS[2]:
    guard.history_bar("decisions")
    log.history(opened)
    log.since(opened)
else:
    repairing.what_if(opened)
