"""Compare: scenarios and proposals side by side, and which one is the live plan."""

import streamlit as st

from teamform.ui import answers, compare, guard, look, portfolio

look.page("compare")
opened, plan = guard.need_facts()
compare.make(opened)
options = compare.choices(opened)
if not options:
    answers.none_yet(opened)
    st.stop()
chosen = compare.choose(options)
found = [answers.answer(i) for i in chosen]
if not found:
    st.stop()
names = [options[i].split(":")[0] + f" ({n + 1})" for n, i in enumerate(chosen)]
table = compare.lines(found, names)
look.table("Side by side", list(table.columns), table.to_numpy().tolist())

if len(found) > 1:
    st.subheader("Who joins, leaves or changes, from the first to the second", anchor=False)
    moves = compare.changes(found[0], found[1])
    if moves.empty:
        st.write("Nobody.")
    else:
        st.dataframe(
            moves, hide_index=True, alt="Who joins, leaves or changes between the first and the second proposal"
        )
    with st.expander("Which facts and rules differ"):
        look.table("What was changed", ["Change"], compare.facts(found[0], found[1])[:200])

st.subheader(f"Pictures of {names[0]}", anchor=False)
portfolio.show(found[0])
