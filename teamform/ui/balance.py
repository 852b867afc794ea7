"""Paradox panel: four pairs of goods that pull apart, each side with a floor, and no score over them."""

from __future__ import annotations

from html import escape

import streamlit as st

from teamform.plan import settings
from teamform.report.paradox import Gauge, Side, paradoxes
from teamform.store import Role
from teamform.ui import answers, general, guard, look, memory, state, words

TITLES = (
    "First steps, and the long term", "Central government, and the ecosystem", "Numbers, and people",
    "Accountable, and free to learn",
)  # fmt: skip
METER = (
    '<div style="position:relative;height:14px;background:#eeefef;border:1px solid #505a5f;margin:2px 0 4px">'
    '<div style="position:absolute;inset:0 auto 0 0;width:{percent}%;background:{colour}"></div>'
    '<div style="position:absolute;top:-4px;bottom:-4px;left:{floor}%;border-left:3px solid #0b0c0c"></div></div>'
)
"""A bar with a mark at its floor."""


def show(opened: memory.Opened, found: answers.Answer) -> None:
    """The four gauges under today's floors, each with a slider that tries another balance."""
    st.write("Each side has a floor, the mark on its bar. Too little of either is a problem; there is no total.")
    today = settings.floors((opened.plan or found.plan).settings)
    if state.role() is Role.PLANNER:
        _ask_floors(opened, today)
    for title, gauge in zip(TITLES, paradoxes(found.plan, found.allocation, today), strict=True):
        with st.container(border=True):
            st.markdown(f"**{title}**")
            now = round(gauge.left.percent)
            key = f"balance.{found.stored.id}.{gauge.left.name}"
            tried = st.slider(f"Try another balance: {gauge.left.name}, in per cent", 0, 100, now, key=key)
            _gauge(gauge if tried == now else gauge.pushed(tried))


def _ask_floors(opened: memory.Opened, today: dict[str, float]) -> None:
    """The floors, to be set by a planner; an Undo beside them."""
    with st.expander("Where the floors are"):
        guard.history_bar("balance")
        with st.form(f"floors.{state.generation('Settings')}", border=False):
            texts = {
                name: st.text_input(f"Least {_side(name)}, in per cent", f"{percent:g}", key=f"balance.{name}").strip()
                for name, percent in today.items()
            }
            if st.form_submit_button("Save the floors", type="primary"):
                general.save(texts, opened)


def _side(setting: str) -> str:
    return setting.partition(".")[2].replace("_", " ")


def _gauge(gauge: Gauge) -> None:
    for side in (gauge.left, gauge.right):
        st.html(_meter(side))


def _meter(side: Side) -> str:
    """One side: its words, its bar, and whether it is too low."""
    tag = look.tag("▲ Below its floor", "amber") if side.amber else look.tag("✔ Above its floor", "green")
    colour = "#b58840" if side.amber else "#12436D"
    bar = METER.format(percent=min(side.percent, 100), floor=side.floor, colour=colour)
    return f'<p style="margin:0">{escape(words.begin(side.words))} {tag}</p><div aria-hidden="true">{bar}</div>'
