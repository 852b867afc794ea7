"""What is said above a page is said until it could be read."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from teamform.ui import frame, state

    step = st.session_state["step"] = st.session_state.get("step", 0) + 1
    if step == 1:
        state.notice("Saved: a cap")
        state.problem("A cell clashes")
    with frame.notices():
        st.write(f"step {step}")
        if step == 1:
            state.notice("Said while the page was drawn")
            st.rerun()
        if step == 3:
            st.stop()


def said(app: AppTest) -> list[str]:
    """What is said above the page."""
    mine = [c.proto for c in app.get("bidi_component") if c.proto.component_name == "teamform.notices"]
    return [text for texts in map(json.loads, (c.json for c in mine)) for text in texts["problems"] + texts["notices"]]


def test_what_a_run_said_that_was_broken_off_is_said_again_and_then_no_more():
    app = AppTest.from_function(script).run()
    shown = " ".join(said(app))
    assert app.session_state["step"] == 2
    assert all(text in shown for text in ("Saved: a cap", "A cell clashes", "Said while the page was drawn"))
    assert "Saved: a cap" not in " ".join(said(app.run()))


def test_a_page_that_ends_early_has_said_what_it_had_to_say():
    app = AppTest.from_function(script).run()
    app.session_state["step"] = 2
    app.session_state["teamform.notices"] = ["Nothing is open"]
    assert "Nothing is open" in " ".join(said(app.run()))
    assert "Nothing is open" not in " ".join(said(app.run()))
