"""Trade-offs: what would be gained if one thing gave way; every answer is a real run, not a guess."""

import streamlit as st

from teamform.store import Role
from teamform.ui import answers, charts, levers, look, state

look.title(
    "Trade-offs", "What would be gained if one cap, rule or piece of work gave way. Every answer is a run of its own."
)
opened, found = answers.need_answer("trade")
assert opened.plan is not None
short = levers.worth(found)
if short.empty:
    look.inset(["Every seat is filled: nothing needs to give way."], "green")
    st.stop()
st.subheader("Where it is short", anchor=False)
said = (
    "FTE filled and unmet by discipline: "
    + "; ".join(f"{r[0]} lacks {r[2]:.1f}" for r in short.itertuples(index=False))
    + "."
)
charts.show(charts.bars(short, "Discipline", ["Filled", "Unmet"]), said, short, "worth")

st.subheader("What could give way?", anchor=False)
kinds = levers.every(opened, opened.plan)
kind = st.segmented_control("Kind", list(kinds), default=next(iter(kinds)), key="levers.kind", required=True)
if not kinds[kind]:
    st.write("There is nothing of this kind in the plan.")
elif state.role() is Role.PLANNER:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.selectbox("What if", [lever.title for lever in kinds[kind]], key=f"levers.{kind}")
        lever = next(one for one in kinds[kind] if one.title == title)
        st.button("Try it", type="primary", on_click=levers.pull, args=(opened, lever), key="levers.go")
else:
    st.write("A planner can try these out; the results are shown below.")
levers.results(opened, found)
