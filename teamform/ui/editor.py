"""The editable table: every keystroke is kept, nothing is guessed, and what can't be kept is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from teamform.plan.columns import Sheet, sentence_case
from teamform.store.changes import Change
from teamform.ui import cells, look, state, words
from teamform.ui.cells import Refused

ROWS = 200
"""Rows on one page of a table."""

Save = Callable[[list[Change], int], bool]
"""Puts changes made to a version of the plan into the store; they are safe when it says so."""


def edit(
    sheet: Sheet,
    table: pd.DataFrame,
    columns: Sequence[str],
    save: Save,
    version: int,
    key: str,
    tables: Mapping[str, pd.DataFrame],
    locked: Sequence[str] = (),
) -> None:
    """Let people edit some columns of a table of the plan, one page of rows at a time.

    The table that the widget starts from stays the same while somebody types: a changed one would
    make it forget what was typed meanwhile. Each change sends all of the page's edits, and those that
    the store knows already do nothing, so that none is lost when they come quickly.
    """
    pages = max(1, math.ceil(len(table) / ROWS))
    page = st.pagination(pages, key=f"{key}.page") if pages > 1 else 1
    part = table.iloc[(page - 1) * ROWS : page * ROWS]
    widget = f"{key}.{state.generation(sheet.name)}.{page}.{pd.util.hash_array(part.index.to_numpy()).sum()}"
    text = cells.shown(part, sheet, columns)
    if widget not in st.session_state:  # drawn for the first time, or again after another page
        st.session_state.update(
            {f"{widget}.base": text, f"{widget}.version": version}
            | {f"{widget}.{memory}": {} for memory in ("refused", "sent", "read")}
        )
    base: pd.DataFrame = st.session_state[f"{widget}.base"]
    problems: dict[tuple[int, str], Refused] = st.session_state[f"{widget}.refused"]
    sent: dict[tuple[int, str], str] = st.session_state[f"{widget}.sent"]
    # What is said has one place above the table, so that the table never moves: moved, it would be made anew
    # in the browser and lose what is being typed into it.
    with st.container():
        if problems:
            look.inset([str(p) for p in problems.values()], "red", f"{words.count(len(problems), 'cell')} not kept")
        if read := st.session_state[f"{widget}.read"]:
            look.inset(list(read.values()), "blue", f"{words.count(len(read), 'cell')} kept in other words")
        _tell_of_others(base, text, sent, problems, sheet.name, key)
    with st.container():
        st.data_editor(
            base,
            key=widget,
            num_rows="fixed",
            hide_index=True,
            width="stretch",
            height=min(38 + 35 * len(base), 560),
            disabled=[*sheet.key, *locked],
            column_config={c: _config(sheet, c, tables, c in (*sheet.key, *locked)) for c in columns},
            on_change=_keep,
            args=(widget, sheet, cells.names(sheet, part), save),
            placeholder="",
            alt=f"{sheet.name}: {sheet.help}",
        )
    shown = (
        f"Rows {(page - 1) * ROWS + 1:,} to {(page - 1) * ROWS + len(part):,} of {len(table):,}. " if pages > 1 else ""
    )
    st.caption(f"{shown}Every change is saved as you make it.")


def _config(sheet: Sheet, name: str, tables: Mapping[str, pd.DataFrame], locked: bool) -> Any:
    """How a column is typed: from a list where there is one, else as text that we read ourselves."""
    column = sheet.by_name[name]
    label, choices = sentence_case(name), [] if locked else cells.options(sheet, column, tables)
    about = f"{column.help} ({column.kind.value})"
    if choices:
        return st.column_config.SelectboxColumn(label, options=choices, help=about)
    return st.column_config.TextColumn(label, help=about, pinned=name in sheet.key[:1] or None)


def _keep(widget: str, sheet: Sheet, names: list[str], save: Save) -> None:
    """Send every edit of the page that the store doesn't know yet."""
    base: pd.DataFrame = st.session_state[f"{widget}.base"]
    sent: dict[tuple[int, str], str] = st.session_state[f"{widget}.sent"]
    problems: dict[tuple[int, str], Refused] = st.session_state[f"{widget}.refused"]
    changes: list[Change] = []
    new: dict[tuple[int, str], str] = {}
    read: dict[tuple[int, str], str] = st.session_state[f"{widget}.read"]
    for position, typed in st.session_state[widget]["edited_rows"].items():
        row = int(base.index[int(position)])
        for column, given in typed.items():
            place, value = (row, column), "" if given is None else str(given)
            if sent.get(place, base.at[row, column] if place not in problems else None) == value:
                continue
            kept, refused = cells.changes(sheet, row, names[int(position)], {column: value})
            changes += kept
            problems.pop(place, None)
            read.pop(place, None)
            if refused:
                problems[place] = refused[0]
                continue
            new[place] = value
            if (shown := cells.as_kept(sheet.by_name[column], value)) != value.strip():
                whose = f"{names[int(position)]}, {sentence_case(column)}"
                read[place] = f"{whose}: “{value}” is kept as {shown or 'blank'}."
    if not changes or save(changes, st.session_state[f"{widget}.version"]):
        sent.update(new)


def _tell_of_others(
    base: pd.DataFrame,
    text: pd.DataFrame,
    sent: Mapping[tuple[int, str], str],
    problems: Mapping[tuple[int, str], Refused],
    sheet: str,
    key: str,
) -> None:
    """Say when the plan has changed elsewhere since the table was drawn, and offer to draw it again."""
    if not base.index.equals(text.index):
        return
    differs = (base != text).to_numpy()
    rows, columns = differs.nonzero()
    places = [(int(base.index[r]), str(base.columns[c])) for r, c in zip(rows, columns, strict=True)]
    others = [p for p in places if p not in sent and p not in problems]
    if others:
        look.inset(
            [f"{words.count(len(others), 'cell')} of this table changed elsewhere since you opened it."], "amber"
        )
        st.button("Show the latest", key=f"{key}.latest", on_click=state.refresh, args=(sheet,))


def bulk(
    sheet: Sheet,
    table: pd.DataFrame,
    columns: Sequence[str],
    save: Save,
    version: int,
    key: str,
    tables: Mapping[str, pd.DataFrame],
) -> None:
    """Change one column of all rows that are shown, after a look at how many that is."""
    with st.expander(f"Change {words.count(len(table), 'row')} shown at once"):
        column = st.selectbox("Column", columns, format_func=sentence_case, key=f"{key}.column")
        about = sheet.by_name[column]
        choices = cells.options(sheet, about, tables)
        value = (
            st.selectbox("New value", choices, key=f"{key}.choice")
            if choices
            else st.text_input("New value", key=f"{key}.value", help=f"{about.help} ({about.kind.value})")
        )
        if not st.button(f"Change {words.count(len(table), 'row')}", key=f"{key}.go"):
            return
        changes, refused = cells.changes(sheet, 0, "All rows", {column: value})
        if refused:
            look.inset([str(refused[0])], "red")
            return
        made = [Change(c.sheet, int(row), c.column, None, c.now) for c in changes for row in table.index]
        if save(made, version):
            state.refresh(sheet.name)
            kept = cells.as_kept(about, value or "")
            state.notice(f"{words.count(len(made), 'row')}: {sentence_case(column)} is now “{kept or 'blank'}”.")
        st.rerun()


def paste(sheet: Sheet, table: pd.DataFrame, save: Save, version: int, key: str) -> None:
    """Take rows copied from a spreadsheet: look at what would change, then confirm."""
    from teamform.store.changes import add

    with st.expander("Paste from Excel"):
        st.write("Copy a block of cells with its header row, paste it here, and look at what would change.")
        block = st.text_area(
            "Cells from the spreadsheet", key=f"{key}.{state.generation(sheet.name)}.block", height=120
        )
        if not block.strip():
            return
        found = cells.pasted(sheet, table, block)
        if found.unknown:
            look.inset(
                [f"Left out, because {sheet.name} has no such columns: {words.listed(found.unknown, 20)}"], "amber"
            )
        if found.refused:
            look.inset(
                [str(r) for r in found.refused[:20]], "red", f"{words.count(len(found.refused), 'cell')} can't be used"
            )
        if found.changed:
            some = [(row, sentence_case(column), *figures) for row, column, *figures in found.changed[:100]]
            look.table("What would change", ["Row", "Column", "Was", "Becomes"], some)
        if found.added:
            look.table("Rows that would be added", *cells.written(sheet, found.added[:100]))
        if not (found.changed or found.added):
            st.write("Nothing would change.")
            return
        sure = f"Apply {words.count(len(found.changed), 'change')} and {words.count(len(found.added), 'new row')}"
        if st.button(sure, key=f"{key}.apply", type="primary"):
            if save([*found.changes, *(add(sheet.name, row) for row in found.added)], version):
                state.refresh(sheet.name)
                state.notice(f"Pasted: {sure.removeprefix('Apply ')}.")
            st.rerun()


@st.dialog("Add a row", width="medium")
def add_row(
    sheet: Sheet, columns: Sequence[str], save: Save, version: int, key: str, tables: Mapping[str, pd.DataFrame]
) -> None:
    """Ask for the cells of a new row; whatever can't be used is said, and nothing is lost."""
    from teamform.store.changes import add

    typed: dict[str, str] = {}
    for name in columns:
        column = sheet.by_name[name]
        label = sentence_case(name) + ("" if column.required else " (optional)")
        choices = cells.options(sheet, column, tables)
        typed[name] = (
            st.selectbox(label, choices, key=f"{key}.new.{name}", help=column.help)
            if choices
            else st.text_input(label, key=f"{key}.new.{name}", help=column.help)
        ) or ""
    if st.button("Add", type="primary", key=f"{key}.new.add"):
        values, refused = cells.new_row(sheet, typed, "The new row")
        if refused:
            look.inset([f"{sentence_case(r.column)}: {r.why}" for r in refused], "red", "There is a problem")
            return
        if save([add(sheet.name, values)], version):
            state.refresh(sheet.name)
            state.notice("The row is added.")
        st.rerun()


@st.dialog("Remove a row", width="medium")
def remove_row(sheet: Sheet, table: pd.DataFrame, save: Save, version: int, key: str) -> None:
    """Take a row out; Undo brings it back."""
    from teamform.store.changes import drop

    names = dict(zip(cells.names(sheet, table), table.index, strict=True))
    chosen = st.selectbox("Row", list(names), index=None, key=f"{key}.gone", placeholder="Choose a row")
    st.write("You can bring it back with Undo.")
    if st.button("Remove", type="primary", key=f"{key}.gone.go", disabled=chosen is None) and chosen:
        if save([drop(sheet.name, int(names[chosen]))], version):
            state.refresh(sheet.name)
            state.notice(f"{chosen} is removed. Undo brings it back.")
        st.rerun()
