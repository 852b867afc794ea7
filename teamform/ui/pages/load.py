"""Load: files in, what was recognised, what is wrong with it, check, and only then a plan."""

import streamlit as st

from teamform.report.shipped import shipped
from teamform.ui import (
    load_columns,
    load_health,
    load_session,
    load_steps,
    load_tags,
    load_use,
    loading,
    look,
    memory,
    words,
)

look.page("load")
opened, held = memory.opened(), load_session.current()

if held is not None and not load_session.arrived(held):
    load_steps.wait(held)
    st.stop()
if held is not None and held.found is None:
    held = load_session.current()

if held is None:
    one, two = st.columns(2, gap="large")
    with one:
        st.subheader("Your files", anchor=False)
        load_steps.choose()
        load_steps.paste()
        empty = shipped("data/template.xlsx").read_bytes()
        st.download_button("Download the empty template", empty, "teamform-template.xlsx", on_click="ignore")
    with two:
        st.subheader("The demo", anchor=False)
        st.write(
            "127 fictional people, 12 teams in five missions, and one organisation that holds on to its specialists."
        )
        st.button("Load the demo", on_click=load_session.begin_demo)
    load_steps.unfinished()
    if opened:
        st.subheader(f"What is wrong in “{words.plain(opened.info.name)}” now", anchor=False)
        loading.show_issues(loading.issues_of(opened.info.id, opened.version, opened), "now")
        if opened.plan:
            with st.expander("What had to be assumed"):
                loading.show_assumptions(opened.plan.assumptions)
    st.stop()

load_columns.refused(held)
if load_steps.waiting(held):
    st.caption("You can go on changing; what is shown below is from before these changes.")
now = load_steps.step(held, opened)
if now == load_steps.RECOGNISED:
    load_columns.show(held, sorted(opened.table("Organisations")["organisation"]) if opened else [])
    load_tags.show(held, opened)
elif now == load_steps.HEALTH:
    load_health.show(held)
elif not held.waiting:
    load_use.show(held, opened)
load_steps.onward(held, now)
