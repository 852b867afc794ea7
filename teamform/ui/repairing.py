"""Repair on the screen: the plan after a no, a leaver or changed facts, with as few people disturbed as can be."""

from __future__ import annotations

import streamlit as st

from teamform.errors import TeamformError
from teamform.store import Role
from teamform.ui import answers, asking, deciding, fragile, memory, state, words
from teamform.ui.asking import Asked, Question


def offer(opened: memory.Opened, found: answers.Answer) -> None:
    """Repair the latest proposal for what came back and for facts that changed, listing everyone affected."""
    waiting = memory.store().to_do(opened.info.id)
    changes = memory.store().changes_between(opened.info.id, found.stored.version, opened.version)
    if not waiting and not changes:
        return
    st.subheader("Repair with the least change", anchor=False)
    st.write(
        "Missions keep the best that is possible; then as few placements as possible change. "
        "Everyone affected is listed before anything is kept."
    )
    if state.role() is not Role.PLANNER:
        st.write("A planner repairs a proposal.")
        return
    if waiting:
        said = words.count(len(waiting), "answer")
        st.button(f"Take in {said} that came back", key="repair.honour", on_click=take_in, args=(opened,))
    if not changes:
        return
    st.caption(f"{words.count(len(changes), 'fact')} changed since the proposal was made.")
    asked = Question("repair", opened.info.id, opened.version, found.stored.id)

    def draw(answer: Asked) -> None:
        fragile.repaired(answer)
        if answer.over and not answer.error:
            st.button("Keep the repaired proposal", type="primary", key="repair.keep", on_click=keep,
                      args=(opened, answer))  # fmt: skip

    asking.on_request(asked, "Repair the proposal", draw, "Repairing the proposal for the facts of today.")


def take_in(opened: memory.Opened) -> None:
    """Turn what came back into pins, so that a repair honours it."""
    if deciding.take_in(opened):
        state.notice("What came back is in the plan now, as pins. Repair the proposal to honour it.")


def keep(opened: memory.Opened, asked: Asked) -> None:
    """Keep a repaired proposal."""
    answer = asked.only
    note = f"repaired: {words.count(len(answer.moves), 'person', 'people')} changed"
    try:
        kept = memory.store().save_proposal(opened.info.id, opened.version, answer.proposal,
                                            memory.who(), note)  # fmt: skip
    except TeamformError as error:
        state.problem(str(error))
        return
    state.remember("proposal", kept)
    look_at = words.count(len(answer.moves), "person changes", "people change")
    state.notice(f"The repaired proposal is kept: {look_at}. It is the newest proposal now.")


def offer_latest(opened: memory.Opened) -> None:
    """Offer to repair the newest proposal, where there is anything to repair."""
    every = answers.listed(opened)
    if every and opened.plan is not None:
        offer(opened, answers.answer(every[0].id))


def what_if(opened: memory.Opened) -> None:
    """What if somebody left, what would absences do, and what hangs on each organisation?"""
    every = answers.listed(opened)
    if not every:
        answers.none_yet(opened)
        return
    found = answers.answer(every[0].id)
    st.subheader("What if somebody left?", anchor=False)
    fragile.leaving(found)
    st.subheader("What would absences do?", anchor=False)
    fragile.stress(found)
    st.subheader("What if an organisation gave nobody?", anchor=False)
    fragile.withdrawals(found)
