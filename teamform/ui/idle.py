"""Sessions that expire: a window that nobody has used for a while is cleared; what was entered is in the store."""

from __future__ import annotations

import os
import time

import streamlit as st

from teamform.ui import look

USED, EXPIRED = "teamform.used", "teamform.expired"
LOOK_EVERY = 30.0
"""Seconds between two looks at the clock."""


def seconds() -> float:
    """How long a window may stay unused: half an hour, or TEAMFORM_IDLE_MINUTES."""
    try:
        return max(0.05, float(os.environ.get("TEAMFORM_IDLE_MINUTES", "30"))) * 60
    except ValueError:
        return 1800.0


def expired() -> bool:
    """Whether this window was left unused for too long; it is cleared then, and can be opened again."""
    session = st.session_state
    unused = time.monotonic() - session.get(USED, time.monotonic())
    if session.get(EXPIRED) or unused > seconds():
        session.clear()
        session[EXPIRED] = True
        look.title(
            "You were away", "Nobody used this window for a while, so it was cleared. What you entered is saved."
        )
        st.button("Go on", type="primary", on_click=_go_on, key="idle.go")
        return True
    session[USED] = time.monotonic()
    st.fragment(_look, run_every=min(LOOK_EVERY, seconds()))()
    return False


def _look() -> None:
    """Clear the page as soon as it has been unused for too long; looking is no use of it."""
    if time.monotonic() - st.session_state.get(USED, time.monotonic()) > seconds():
        st.session_state[EXPIRED] = True
        st.rerun()


def _go_on() -> None:
    st.session_state.clear()
