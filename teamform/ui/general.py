"""The form of the settings of a plan as a whole, and how such settings are kept."""

from __future__ import annotations

import streamlit as st

from teamform.errors import RuleError
from teamform.plan import settings
from teamform.plan.plan import Plan
from teamform.store import add, put
from teamform.ui import look, memory, state, words


def form(opened: memory.Opened, plan: Plan) -> None:
    """The settings of the plan as a whole: planning step and tie seed."""
    with st.expander(f"Planning step {plan.settings['planning_step']} FTE, tie seed {plan.seed}"):
        lost = plan.rounded_away
        if len(lost):
            gone = (lost["offered"] - lost["planned"]).sum() / len(plan.periods)
            st.write(
                f"Rounding down to the planning step loses {gone:.2f} FTE in all, "
                f"of {words.count(lost['person_id'].nunique(), 'person', 'people')}."
            )
            st.dataframe(lost, hide_index=True, alt="What the planning step loses, person by person")
        with st.form(f"general.{state.generation('Settings')}", border=False):
            steps = list(settings.STEPS)
            step = st.selectbox(
                "Planning step in FTE",
                steps,
                steps.index(plan.settings["planning_step"]) if plan.settings["planning_step"] in steps else 1,
                key="general.step",
            )
            seed = st.text_input(
                "Tie seed: equal people are drawn by lot with this number", str(plan.seed), key="general.seed"
            )
            if st.form_submit_button("Save", type="primary"):
                save({"planning_step": step, "seed": seed.strip()}, opened)


def save(texts: dict[str, str], opened: memory.Opened) -> None:
    """Keep settings, one change for all of them; those that make no sense are said and not kept."""
    try:
        settings.checked(texts)
    except RuleError as error:
        look.inset([str(error)], "red", "There is a problem")
        return
    known = {text: int(row) for row, text in opened.table("Settings")["setting"].items()}
    changes = [
        put("Settings", known[n], "value", v) if n in known else add("Settings", {"setting": n, "value": v})
        for n, v in texts.items()
        if n in known or v != settings.DEFAULTS[n]
    ]
    if changes and memory.save(changes, opened.version):
        state.notice("Saved.")
    state.refresh("Settings")
    st.rerun()
