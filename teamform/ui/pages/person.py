"""Person: what is proposed for somebody, why, and how to say no. Nobody else is named or compared."""

import streamlit as st

from teamform.ui import answers, look, person, reasons

look.page("person")
opened, found = answers.need_answer("person")
chosen = person.choose(found)
person.headline(found, chosen)
person.six_parts(found, chosen)
st.subheader("Ask why", anchor=False)
reasons.own_page(found, chosen)
st.subheader("Saying yes or no", anchor=False)
person.say_no(found, chosen)
