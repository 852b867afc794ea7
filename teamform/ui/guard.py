"""What every page needs before it can begin: a plan that is open, a proposal, and the right to change things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import pandas as pd
import streamlit as st

from teamform.errors import RuleError
from teamform.plan.columns import Sheet
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.rules import rules_of
from teamform.store import Change
from teamform.ui import editor, look, memory
from teamform.ui.menu import entry


def need_plan() -> memory.Opened:
    """The open plan; without one, say what to do and draw nothing more."""
    opened = memory.opened()
    if opened is None:
        look.nothing_yet("There is no plan yet", "Load the demo or a workbook first.")
        st.page_link(entry("load").file, label="Go to Load")
        st.stop()
    return opened


def need_facts() -> tuple[memory.Opened, Plan]:
    """The open plan with facts that can be planned with; else say why they can't and draw nothing more."""
    opened = need_plan()
    if opened.plan is None:
        look.inset([str(opened.error)], "red", "These facts make no plan yet")
        st.page_link(entry("decisions").file, label="See what was changed last, and undo it")
        _mend_settings(opened)
    try:
        rules_of(opened.plan)
    except RuleError as error:
        look.inset([str(error)], "red", "A setting makes no sense")
        _mend_settings(opened)
    return opened, opened.plan


def _mend_settings(opened: memory.Opened) -> NoReturn:
    """Let people put settings right when they stop everything else; draw nothing more."""
    settings = opened.table("Settings")
    if len(settings):
        st.subheader("Settings", anchor=False)
        sheet = SHEETS["Settings"]
        history_bar("mend", (sheet, ["setting", "value"], settings, opened))
        editor.edit(
            sheet, settings, ["setting", "value", "owner", "reason"], save, opened.version, "mend", opened.tables
        )
    st.stop()


def save(changes: Sequence[Change], based_on: int) -> bool:
    """Put changes of the open plan into the store."""
    return memory.save(changes, based_on)


def history_bar(name: str, editor_args: tuple[Sheet, Sequence[str], pd.DataFrame, memory.Opened] | None = None) -> None:
    """The row of buttons over a table: undo, redo, add, remove."""
    undo, redo = memory.store().can_undo(st.session_state["teamform.plan"], memory.who())
    with st.container(horizontal=True):
        st.button("Undo", icon=":material/undo:", key=f"{name}.undo", disabled=undo is None, on_click=memory.undo)
        st.button("Redo", icon=":material/redo:", key=f"{name}.redo", disabled=redo is None, on_click=memory.redo)
        if editor_args is None:
            return
        sheet, columns, table, opened = editor_args
        if st.button("Add", icon=":material/add:", key=f"{name}.add"):
            editor.add_row(sheet, columns, save, opened.version, name, opened.tables)
        if st.button("Remove", icon=":material/remove:", key=f"{name}.remove", disabled=table.empty):
            editor.remove_row(sheet, table, save, opened.version, name)
