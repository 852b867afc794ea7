"""The order of an import: choose files, wait while they are read, then one thing at a time."""

from __future__ import annotations

import streamlit as st

from teamform.plan.issues import Severity
from teamform.ui import load_columns, load_health, load_session, load_tags, look, memory, state, words
from teamform.ui.load_session import Held

MOST_BYTES = 100 * 2**20
"""How much is read in one go."""
RECOGNISED, HEALTH, USE = "recognised", "health", "use"


def choose() -> None:
    """Let people drop files, several at once."""
    key = f"upload.{state.generation('upload')}"
    files = st.file_uploader(
        "Excel, OpenDocument or CSV files, 25 MB each at most", accept_multiple_files=True, key=key
    )
    if files and sum(file.size for file in files) > MOST_BYTES:
        look.inset(["Together they have more than 100 MB: read them in several goes."], "red", "There is a problem")
    elif files:
        st.button(
            f"Read {words.count(len(files), 'file')}",
            type="primary",
            on_click=lambda: load_session.begin([(f.name, f.getvalue()) for f in files]),
        )


def paste() -> None:
    """Let people paste a block of cells; it goes the way of every file."""
    with st.expander("Paste from Excel"):
        key = f"paste.{state.generation('upload')}"
        block = st.text_area("Cells with their row of headings, as copied from a spreadsheet", key=key, height=140)
        if st.button("Read these cells") and block.strip():
            load_session.begin([("Pasted.csv", block.encode())])
            st.rerun()


def unfinished() -> None:
    """Imports that were begun and not used yet."""
    for ident, about in load_session.unfinished()[:5]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"card-open-{ident}"):
            look.line("Not used yet:", f"{words.listed(about['files'], 1)}, {words.moment(str(about['at']))}")
            st.button("Go on", key=f"go.{ident}", on_click=load_session.open_kept, args=(ident,))
            st.button("Throw away", key=f"away.{ident}", on_click=load_session.drop, args=(ident,), type="tertiary")


@st.fragment(run_every=0.5)
def wait(held: Held) -> None:
    """Say how far the reading is; the page stays alive, and it can be cancelled."""
    if load_session.arrived(held) or held.reading is None:
        st.rerun()
    seconds = f", {held.reading.seconds} seconds" if held.reading.seconds else ""
    many = words.count(held.reading.files, "file") if held.reading.files else "the files again"
    look.status_list([(f"Reading {many}", held.reading.sentence(), f"Reading{seconds}", "blue")])
    if st.button("Cancel", key=f"cancel.{held.id}"):
        load_session.cancel(held)
        st.rerun()


def step(held: Held, opened: memory.Opened | None) -> str:
    """Let people choose the step; the first that has something to do comes by itself."""
    totals, key = load_health.counts(held), f"step.{held.id}"
    todo = load_columns.open_points(held) + len(load_tags.groups(held, opened))
    labels = {
        RECOGNISED: "1 Recognised" + (f" ({todo} to settle)" if todo else ""),
        HEALTH: f"2 Data health (✖ {totals[Severity.RED]:,} ▲ {totals[Severity.AMBER]:,})",
        USE: "3 Check and use",
    }
    if st.session_state.get(key) is None:
        wrong = totals[Severity.RED] + totals[Severity.AMBER]
        st.session_state[key] = RECOGNISED if todo or not held.found.read else HEALTH if wrong else USE
    return st.segmented_control("Step", list(labels), format_func=labels.__getitem__, key=key) or RECOGNISED


def onward(held: Held, now: str) -> None:
    """The ways out of a step: the next one, another reading, or leaving the files."""
    after = {RECOGNISED: (HEALTH, "Go on to data health"), HEALTH: (USE, "Go on to check and use")}.get(now)
    with st.container(horizontal=True):
        if after:
            st.button(after[1], type="primary", key=f"next.{now}", on_click=_go, args=(held, after[0]))
        st.button("Don't use these files", key=f"drop.{held.id}", on_click=load_session.drop, args=(held.id,))


def waiting(held: Held) -> bool:
    """Say how many changes of large files wait to be checked; says whether any do."""
    if held.waiting:
        look.inset(
            [f"{words.count(held.waiting, 'change')} kept. Large files are checked again when you ask."], "amber"
        )
        st.button("Check the files again", on_click=load_session.check_again, args=(held,), type="primary")
    return bool(held.waiting)


def _go(held: Held, where: str) -> None:
    st.session_state[f"step.{held.id}"] = where
