"""Decisions and history on the screen: who decided what, when and why, and every change of the plan."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.store import Role
from teamform.ui import deciding, look, memory, state, words

KINDS = {
    "made": "Made",
    "copied": "Copied",
    "renamed": "Renamed",
    "edit": "Changed",
    "replace": "Taken over from a file",
    "undo": "Undone",
    "redo": "Done again",
    "settled": "Settled",
}
MOST_EVENTS = 200


def decisions(opened: memory.Opened) -> None:
    """The log of decisions, newest first, with its seal checked."""
    lines = memory.store().decisions(opened.info.id)
    if not lines:
        look.nothing_yet(
            "Nothing has been decided yet", "Leaders decide on the page Team; what they say is listed here for good."
        )
        return
    rows = [
        (
            str(d),
            words.moment(d.at),
            deciding.LABELS.get(d.act, words.begin(str(d.act))),
            deciding.COLOURS.get(d.act, "grey"),
        )
        for d in reversed(lines)
    ]
    look.status_list(rows)
    table = pd.DataFrame(
        [
            {
                "Line": d.number,
                "When": words.moment(d.at),
                "Who": d.who,
                "Role": d.role,
                "Decision": str(d.act),
                "Team": d.team_id,
                "Person": d.person_id,
                "Why": d.reason,
                "Instead": d.alternative,
                "Proposal": d.proposal_id,
                "Seal": d.hash[:12],
            }
            for d in lines
        ]
    )
    st.download_button("Download the log", words.csv(table), "decisions.csv", "text/csv", on_click="ignore")


def seal() -> None:
    """Whether the log is as it was written."""
    faults = memory.store().verify_log()
    if faults:
        look.inset([str(f) for f in faults], "red", "The log was tampered with")
    else:
        st.caption("Each line of the log seals the one before it; all seals are whole.")


def history(opened: memory.Opened) -> None:
    """Every change of the plan, newest first."""
    events = memory.store().history(opened.info.id, last=MOST_EVENTS)
    rows = []
    for event in events:
        what = "; ".join(str(c) for c in event.changes[:3]) + (
            f" and {len(event.changes) - 3} more" if len(event.changes) > 3 else ""
        )
        rows.append(
            {
                "Version": event.version,
                "When": words.moment(event.at),
                "Who": event.who,
                "What": KINDS.get(event.kind, event.kind),
                "Changes": what,
                "Why": event.why,
            }
        )
    table = pd.DataFrame(rows)
    st.dataframe(
        table, hide_index=True, alt="Every change of the plan, newest first", height=min(38 + 35 * len(table), 420)
    )
    st.download_button("Download the history", words.csv(table), "history.csv", "text/csv", on_click="ignore")


def since(opened: memory.Opened) -> None:
    """What is different now from an earlier version."""
    if opened.version < 2:
        return
    first = st.number_input(
        "What changed since version", 1, opened.version - 1, max(1, opened.version - 1), key="since"
    )
    changes = memory.store().changes_between(opened.info.id, int(first), opened.version)
    if changes:
        look.table(f"From version {first} to version {opened.version}", ["Change"], [[str(c)] for c in changes[:200]])
    else:
        st.write("Nothing is different.")


def clashes(opened: memory.Opened) -> None:
    """Cells that two people changed at once: both values, and a choice."""
    held = memory.store().clashes(opened.info.id)
    if not held:
        return
    st.subheader("Two people, one cell", anchor=False)
    for clash in held:
        look.inset([str(clash.cell)], "amber", f"{clash.who} and {clash.cell.by} changed the same")
        with st.container(horizontal=True):
            st.button(
                f"Keep what {clash.cell.by} entered",
                key=f"theirs.{clash.id}",
                on_click=_settle,
                args=(opened, clash.id, "theirs"),
            )
            st.button(
                f"Keep what {clash.who} entered",
                key=f"mine.{clash.id}",
                on_click=_settle,
                args=(opened, clash.id, "mine"),
            )


def _settle(opened: memory.Opened, clash: int, kept: str) -> None:
    try:
        answer = memory.store().settle(opened.info.id, {clash: kept}, memory.who())
    except TeamformError as error:
        state.problem(str(error))
        return
    for change in answer.changes:
        state.refresh(change.sheet)
    state.notice("Settled.")


def may_see_all() -> bool:
    """People in a role of their own see only what is theirs."""
    return state.role() is not Role.PERSON
