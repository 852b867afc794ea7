"""Trade-offs: what would be gained if one thing gave way; every figure is found by searching again, not guessed."""

import streamlit as st

from teamform.ui import answers, levers, look, prices, stopping, wishes

look.page("trade_offs")
opened, found = answers.need_answer("trade")
PARTS = ("Prices of rules", "Equal plans", "A wish", "What to pause", "Dials", "Try a change")
part = look.sections(PARTS)
levers.where_short(found)
if part == PARTS[0]:
    prices.rules(found)
elif part == PARTS[1]:
    prices.equal(found)
elif part == PARTS[2]:
    wishes.ask(opened, found)
elif part == PARTS[3]:
    stopping.pause(found)
elif part == PARTS[4]:
    stopping.dials(found)
else:
    levers.form(opened)
    st.subheader("What was tried", anchor=False)
    levers.results(opened, found)
