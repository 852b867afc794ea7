"""Use these: what would be new, change or go, the files to keep, and only then the plan itself."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.plan.columns import sentence_case
from teamform.store import Clash, Role
from teamform.ui import load_session, loading, look, memory, state, words
from teamform.ui.load_over import ADD, WAYS, WHOLE, Outcome, is_own, outcome
from teamform.ui.load_session import Held
from teamform.workbook.importing.output import write_clean, write_flagged

MOST_LINES = 300


def show(held: Held, opened: memory.Opened | None) -> None:
    """Take the files over into the plan in hand, or make a new plan of them."""
    found = held.found
    assert found is not None and held.draft is not None
    rows = [(name, f"{len(table):,}") for name, table in found.tables.items() if len(table)]
    if not rows:
        look.inset(["Not one row can be used yet. Put right what is marked ✖, or map the columns."], "red",
                   "There is nothing to use")  # fmt: skip
        return
    if opened is not None:
        _update(held, opened)
    with st.container(border=True, key="card-new"):
        st.subheader("Make a new plan" if opened is None else "Or make a new plan", anchor=False)
        _new(held)
    left, right = st.columns(2, gap="large")
    with left:
        look.table("Rows that came in", ["Sheet", "Rows"], rows, ["Rows"])
    with right:
        _files(held)
    if found.plan is not None:
        with st.expander("What had to be assumed"):
            loading.show_assumptions(found.plan.assumptions)


# --- a new plan


def _new(held: Held) -> None:
    found = held.found
    assert found is not None
    if state.role() is not Role.PLANNER:
        st.write("Only a planner makes new plans.")
        return
    name = "The demo" if found.files == ("The demo.xlsx",) else found.files[0].rpartition(".")[0] or found.files[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input("Name of the plan", name[:80], key=f"plan_name.{held.id}", width=420)
        kind = "secondary" if memory.opened() else "primary"
        st.button("Use these as a new plan", type=kind, on_click=_make, args=(held, title.strip() or name))
    if found.plan is None:
        st.caption("What teams need (Demand) isn't in these files: the plan can be filled on Missions afterwards.")


def _make(held: Held, name: str) -> None:
    assert held.found is not None
    tables = {n: t.set_axis(range(2, len(t) + 2)) for n, t in held.found.tables.items() if len(t)}
    try:
        plan_id = memory.store().create_plan(name, tables, memory.who())
    except TeamformError as error:
        state.problem(str(error))
        return
    loading.open_plan(plan_id)
    _done(held, f"“{name}” is loaded and open.")


# --- the plan in hand


@st.cache_data(max_entries=8, show_spinner="Comparing with the plan in hand")
def _outcome(ident: str, stamp: int, plan: str, version: int, way: str, they_left: bool, alike: bool,
             _held: Held, _opened: memory.Opened) -> Outcome:  # fmt: skip
    assert _held.found is not None
    return outcome(_opened.tables, _held.found, way, they_left, alike)


def _compared(held: Held, opened: memory.Opened, way: str, they_left: bool, alike: bool) -> Outcome:
    return _outcome(held.id, held.stamp, opened.info.id, opened.version, way, they_left, alike, held, opened)


def _update(held: Held, opened: memory.Opened) -> None:
    """Compare with the plan in hand, ask what must be asked, and take over."""
    assert held.found is not None
    st.subheader(f"Take these over into “{words.plain(opened.info.name)}”", anchor=False)
    key = f"use.{held.id}"
    way = st.radio("How", [ADD, WHOLE], 1 if is_own(held.found) else 0, format_func=WAYS.get, key=f"{key}.way") or ADD
    plain = _compared(held, opened, way, False, False)
    alike = bool(plain.twins) and st.checkbox(
        f"{words.count(len(plain.twins), 'person', 'people')} of the files have the name and organisation of somebody "
        "in the plan under another number: they are the same, keep the plan's number",
        True,
        key=f"{key}.alike",
    )
    if plain.twins:
        _pairs(plain, opened)
    first = _compared(held, opened, way, False, alike)
    left = way == ADD and bool(first.missing) and st.checkbox(
        f"{words.count(len(first.missing), 'person', 'people')} of the same organisations are in the plan but not in "
        "these files: they have left, take them out", False, key=f"{key}.left",
    )  # fmt: skip
    now = _compared(held, opened, way, left, alike)
    _figures(now)
    if not now.changes:
        look.inset(["The plan says all of this already: there is nothing to take over."], "green")
        st.button("Done with these files", on_click=_done, args=(held, "Nothing had to change."))
        return
    _lists(now)
    with st.container(horizontal=True):
        st.button("Use these", type="primary", on_click=_take, args=(held, opened, now), key=f"{key}.go")
    st.caption("It is one change: one Undo on People takes all of it back.")


def _pairs(found: Outcome, opened: memory.Opened) -> None:
    """Who is taken for whom, to be looked at."""
    names = opened.table("People").set_index("person_id")["display_name"]
    with st.expander("Who is taken for whom"):
        rows = [(names.get(old, ""), new, old) for new, old in found.twins.items()]
        look.table("The same people", ["Name", "Number in the files", "Number in the plan"], rows[:MOST_LINES])
        if len(rows) > MOST_LINES:
            st.caption(f"The first {MOST_LINES} of {len(rows):,}.")


def _figures(now: Outcome) -> None:
    """People before and after, and how many are new, changed and gone."""
    people = now.differences.get("People")
    if people is None:
        return
    look.figures(
        (
            ("People now", f"{people.before:,}", "in the plan"),
            ("New", f"{len(people.new):,}", "join the plan"),
            ("Changed", f"{len(people.changed):,}", "in at least one fact"),
            ("Gone", f"{len(people.gone):,}", "leave the plan"),
            ("People then", f"{people.after:,}", "after you use these"),
        )
    )


def _lists(now: Outcome) -> None:
    """Every new, changed and gone row, by sheet."""
    for name, found in now.differences.items():
        if found.same:
            continue
        parts = [(len(found.new), "new"), (len(found.changed), "changed"), (len(found.gone), "gone")]
        with st.expander(f"{name}: " + ", ".join(f"{n:,} {word}" for n, word in parts if n)):
            if found.new:
                st.write(words.plain(f"New: {words.listed(_named(name, found.new, now), 60)}."))
            if found.gone:
                st.write(words.plain(f"Gone: {words.listed(found.gone, 60)}."))
            if found.changed:
                rows = [(row, sentence_case(column), was, now)
                        for row, cells in found.changed.items() for column, was, now in cells]  # fmt: skip
                table = pd.DataFrame(rows, columns=["Row", "Column", "Now", "Then"])
                st.dataframe(table.head(MOST_LINES), hide_index=True, height=min(38 + 35 * len(table), 380),
                             alt=f"{name}: what would change")  # fmt: skip
                if len(table) > MOST_LINES:
                    st.caption(f"The first {MOST_LINES} of {len(table):,} changes.")


def _named(sheet: str, rows: Sequence[str], now: Outcome) -> list[str]:
    """People with their names; other rows as they are called."""
    if sheet != "People":
        return list(rows)
    names = now.tables[sheet].set_index("person_id")["display_name"]
    return [words.person(names[row], row) for row in rows]


def _take(held: Held, opened: memory.Opened, now: Outcome) -> None:
    """Put the sheets into the plan as one event."""
    assert held.found is not None
    why = f"From {words.listed(held.found.files, 5)}"
    tables = {name: table for name, table in now.tables.items() if not now.differences[name].same}
    try:
        answer = memory.store().replace(opened.info.id, tables, memory.who(), opened.version, why, held.id)
    except TeamformError as error:
        state.problem(str(error))
        return
    for name in tables:
        state.refresh(name)
    waits = f" {words.count(len(answer.cells), 'cell')} wait on Decisions." if isinstance(answer, Clash) else ""
    people = now.differences.get("People")
    said = (f"{len(people.new):,} people new, {len(people.changed):,} changed, {len(people.gone):,} gone"
            if people else words.count(now.changes, "row") + " changed")  # fmt: skip
    _done(held, f"{why}: {said}.{waits} Undo on People takes it back.")


def _done(held: Held, said: str) -> None:
    load_session.remember(held)
    load_session.drop(held.id)
    state.notice(said)


# --- files to keep


def _files(held: Held) -> None:
    """The clean workbook, and a copy of each file with its flagged cells."""
    assert held.found is not None and held.draft is not None
    st.write("**To keep, or to send back**")
    st.download_button("Clean workbook with its health", partial(_clean, held), "clean.xlsx",
                       key=f"clean.{held.id}", on_click="ignore")  # fmt: skip
    for number, file in enumerate(held.draft.grids):
        name = f"{file.rpartition('.')[0] or file}, flagged.xlsx"
        st.download_button(f"{words.plain(file)}, flagged cells coloured", partial(_flagged, held, file), name,
                           key=f"flagged.{held.id}.{number}", on_click="ignore")  # fmt: skip
    mapping = json.dumps(held.found.mapping, ensure_ascii=False, indent=1)
    st.download_button("What columns mean, for the command line", mapping, "mapping.json", "application/json",
                       key=f"mapping.{held.id}", on_click="ignore")  # fmt: skip


def _clean(held: Held) -> bytes:
    written = io.BytesIO()
    assert held.found is not None
    write_clean(written, held.found)
    load_session.remember(held)
    return written.getvalue()


def _flagged(held: Held, file: str) -> bytes:
    written = io.BytesIO()
    assert held.found is not None
    write_flagged(written, held.found, file)
    load_session.remember(held)
    return written.getvalue()
