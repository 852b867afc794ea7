"""About: how it decides, who may what, what is never looked at, accessibility."""

import streamlit as st

from teamform.ui import about, look

look.page("about")
st.write(
    "A proposal is a suggestion by a computer program that people then accept, change or reject. No part of it is "
    "learned "
    "from data: it searches, goal by goal, for the best plan that keeps every rule, and says what is proved."
)
about.how_it_decides()
about.fairness()
about.who_may_what()
st.subheader("Accessibility", anchor=False)
about.accessibility()
about.versions()
