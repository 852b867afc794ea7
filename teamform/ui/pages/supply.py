"""Supply: where there is enough of each discipline, and where it is lost on the way to the teams."""

import streamlit as st

from teamform.ui import charts, guard, look, supply

look.title(
    "Supply",
    "What people offer against what teams ask for, by discipline and period, and where supply is lost on the way.",
)
opened, plan = guard.need_facts()

supply.key_figures(plan)
table = supply.overview(plan)
st.subheader("Asked for and offered", anchor=False)
charts.show(supply.balance_chart(table), supply.balance_words(table), table, "balance")

if len(plan.periods) > 1:
    st.subheader("Offered less asked for, by period", anchor=False)
    gap = supply.gap(plan)
    charts.show(charts.heat(gap, signs=True), supply.gap_words(gap), gap.reset_index(names="Discipline"), "gap")

st.subheader("Supply ladder", anchor=False)
chosen = supply.choose_discipline(plan)
period = supply.choose_period(plan)
ladder = supply.ladder(plan, chosen, period)
charts.show(charts.waterfall(ladder["Rung"], ladder["Change"]), supply.ladder_words(ladder, chosen), ladder, "ladder")
st.caption(
    "Each rung says what loses people on the way from everyone who has the discipline to those who can be placed."
)
