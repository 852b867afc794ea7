"""Board: teams as lanes and people as cards; every move is checked at once and has its price."""

import streamlit as st

from teamform.ui import answers, board, board_moves, board_panel, look, state
from teamform.ui.board_view import board as draw

look.page("board")
opened, found = answers.need_answer("board")
board.must_fit(found.plan)
table = board.on_the_desk(opened, found)
plan = table.plan

with st.container(horizontal=True, vertical_alignment="bottom"):
    period, only = board.choose_period(list(plan.periods["period"]))
    asked = ["", *sorted(set(plan.demand["discipline"]))]
    discipline = st.selectbox("Discipline", asked, format_func=lambda d: d or "All", key="board.discipline", width=160)
    teams = board.choose_teams(plan.teams)
    st.button("Undo", icon=":material/undo:", on_click=board_moves.step_back, args=(found.stored,), key="board.undo",
              disabled=found.stored.parent is None)  # fmt: skip
    st.button("Redo", icon=":material/redo:", on_click=board_moves.step_forward, key="board.redo",
              disabled=not st.session_state.get(state.UNDONE))  # fmt: skip
    board_panel.around(table, opened, found.stored)
    answers.download(found, "board")

board_panel.last_move(table, opened, found.stored)
data = board.drawn(table, opened, found.stored, teams, period, discipline)
card, said = st.session_state.get(state.FOCUS, ("", ""))
data = data | {"chosen": st.session_state.get(state.CARD, ""), "focus": card, "said": said, "stamp": found.stored.id}
done = draw(data, "board")
if done:
    board_moves.act(done, table, opened, found.stored, only)
    st.rerun()
board_panel.whole(table)
board_panel.chosen(table, opened, found.stored)
