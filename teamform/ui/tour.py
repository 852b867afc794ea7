"""The guided tour: the nine lines that the demonstration tells, one at a time."""

from __future__ import annotations

import streamlit as st

from teamform.errors import TeamformError
from teamform.plan.plan import Plan
from teamform.report.shipped import shipped
from teamform.report.tour import Stop, stops
from teamform.ui import loading, look, memory, state
from teamform.ui.menu import PAGES, entry, seen_by
from teamform.workbook import read

NAME = "Guided tour"
"""The plan that the tour loads, so that nobody's own plan is touched."""


def invite() -> None:
    """The way in, from Home."""
    if entry("tour") in seen_by(state.role()):
        st.page_link(entry("tour").file, label="New here? Take the guided tour: nine stops, ten minutes")


def begin() -> None:
    """Load the demonstration as a plan of its own, and go to the first stop."""
    try:
        plan_id = memory.store().create_plan(NAME, read(shipped("data/demo.xlsx")).tables, memory.who())
    except TeamformError as error:
        state.problem(str(error))
        return
    loading.open_plan(plan_id)
    go_to(1)


def go_to(number: int) -> None:
    """Go to a stop; where one stands is in the address."""
    state.remember("stop", str(number))


def show(opened: memory.Opened | None) -> None:
    """The stop that the address names, or the way to begin."""
    told = _stops(opened)
    given = state.given("stop")
    if not told or not given.isdigit() or not 1 <= int(given) <= len(told):
        _before(bool(told))
        return
    number = int(given)
    st.progress(number / len(told), f"Stop {number} of {len(told)}")
    _stop(number, told[number - 1])
    with st.container(horizontal=True):
        if number > 1:
            st.button("Back", on_click=go_to, args=(number - 1,), key="tour.back")
        if number < len(told):
            st.button("Next", type="primary", on_click=go_to, args=(number + 1,), key="tour.next")
        else:
            st.page_link(entry("run").file, label="The tour ends here: make a proposal of your own")
            st.button("From the beginning", on_click=go_to, args=(1,), key="tour.again")


def _stops(opened: memory.Opened | None) -> tuple[Stop, ...]:
    """The stops that the open plan has something to show for."""
    return _told(opened.info.id, opened.version, opened.plan) if opened and opened.plan else ()


@st.cache_resource(max_entries=12, show_spinner=False)
def _told(plan_id: str, version: int, _plan: Plan) -> tuple[Stop, ...]:
    return stops(_plan)


def _before(ready: bool) -> None:
    """What the tour is, and how it begins."""
    look.inset(
        ["You are a planner with 127 people on offer and twelve teams that ask for them. The people and bodies are made"
         " up; the trouble is real.",
         "Each stop counts one thing from the facts, in front of you, and says on which page to look further. Nothing"
         " you try here touches another plan."],
        heading="Nine stops, about a minute each",
    )  # fmt: skip
    if ready:
        st.button("Begin with the plan that is open", type="primary", on_click=go_to, args=(1,), key="tour.begin")
    st.button("Load the demo and begin", type="secondary" if ready else "primary", on_click=begin, key="tour.load")


def _stop(number: int, stop: Stop) -> None:
    st.subheader(f"{number}. {stop.title}", anchor=False)
    look.figures(stop.figures)
    for line in stop.lines:
        look.line("", line)
    if stop.table is not None:
        look.table(stop.title, list(stop.table.columns), stop.table.to_numpy().tolist())
    if any(page.url == stop.page for page in seen_by(state.role())):
        name = next(page.name for page in PAGES if page.url == stop.page)
        st.page_link(entry(stop.page).file, label=f"Look at {name}", icon=":material/arrow_forward:")
    st.caption(stop.look)
