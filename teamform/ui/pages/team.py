"""Team: a leader's page. What the team is for, who is on it and why, what is missing, what is asked."""

import streamlit as st

from teamform.ui import answers, brief, deciding, look, portfolio, reasons, scorecard, team

look.page("team")
opened, found = answers.need_answer("team")
part = look.sections(("One team", "All teams"))
if part == "All teams":
    portfolio.show(found)
    st.stop()
chosen = team.choose(found)
team.purpose(found, chosen)
team.five(found, chosen)
brief.show(found, chosen)

st.subheader("Who, and why each", anchor=False)
people = team.members(found, chosen)
look.table(f"People proposed for {chosen}", list(people.columns), people.to_numpy().tolist())

st.subheader("What is missing", anchor=False)
team.missing(found, chosen)
with st.expander("Coverage by discipline and period"):
    team.coverage_matrix(found, chosen)

st.subheader("Ask why", anchor=False)
reasons.ask_about_team(found, chosen)

st.subheader("What is decided", anchor="decide")
deciding.record(found, chosen)
deciding.form(found, chosen)
answers.download(found, "team")
with st.expander("Ways of working, today and in this proposal"):
    scorecard.show(found, chosen)
