"""Supply: where there is enough of each discipline, and where it is lost on the way to the teams."""

import streamlit as st

from teamform.ui import answers, fragile, guard, look, prices, supply

look.page("supply")
opened, plan = guard.need_facts()
latest = supply.newest(opened)
PARTS = ("Supply and demand", "Ladder", "Short seats", "Hiring and training", "Who could step in")
part = look.sections(PARTS)
if part == PARTS[0]:
    supply.key_figures(plan)
    supply.balance(plan)
    if len(plan.periods) > 1:
        st.subheader("By period", anchor=False)
        supply.by_period(plan, latest)
elif part == PARTS[1]:
    supply.ladder(opened, plan, latest)
elif latest is None:
    answers.none_yet(opened, ", from which this is worked out")
elif part == PARTS[2]:
    supply.short_seats(latest)
elif part == PARTS[3]:
    prices.one_more(latest)
else:
    fragile.seats(latest)
