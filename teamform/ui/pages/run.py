"""Run: make a proposal, watch it get better, stop when it is good enough."""

import streamlit as st

from teamform.ui import guard, look, running

look.page("run")
opened, plan = guard.need_facts()
running.start_form(opened)
run = running.chosen(opened)
if run is None:
    look.nothing_yet("Nothing has been run yet", "A first proposal for a plan like the demo takes less than a minute.")
    st.stop()
running.watch(run)
if run.state.over:
    running.ending(run, opened)
running.history(opened, run)
