"""From a file to a plan: what was read, what is wrong, what would change, and only then the plan itself."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from teamform.errors import TeamformError
from teamform.plan.issues import Assumption, Issue, Severity
from teamform.plan.sheets import SHEETS
from teamform.report.record import worst_first
from teamform.report.shipped import shipped
from teamform.store import Clash
from teamform.ui import look, memory, state, words
from teamform.workbook import Reading, read, reading
from teamform.workbook.writer import shown

DRAFT = "teamform.draft"
MOST_SHOWN = 500


def read_upload(name: str, content: bytes) -> None:
    """Read an uploaded file into a draft; whatever can't be opened is said in a sentence."""
    try:
        with st.spinner(f"Reading {name}"):
            st.session_state[DRAFT] = (name, read(content))
    except TeamformError as error:
        st.session_state.pop(DRAFT, None)
        look.inset([str(error)], "red", "There is a problem with the file")


def read_demo() -> None:
    """Read the demonstration workbook into a draft."""
    st.session_state[DRAFT] = ("The demo", read(shipped("data/demo.xlsx")))


def draft() -> tuple[str, Reading] | None:
    """The workbook that was read and isn't a plan yet."""
    return st.session_state.get(DRAFT)


def drop_draft() -> None:
    """Forget the workbook that was read."""
    st.session_state.pop(DRAFT, None)


def make_plan(name: str) -> None:
    """Make a new plan of the draft and open it."""
    found = draft()
    if found is None:
        return
    try:
        plan_id = memory.store().create_plan(name, found[1].tables, memory.who())
    except TeamformError as error:
        state.problem(str(error))
        return
    open_plan(plan_id)
    drop_draft()
    state.notice(f"“{name}” is loaded and open.")


def update_plan(opened: memory.Opened) -> None:
    """Put the draft's sheets in place of those of the open plan; what others changed meanwhile stays."""
    found = draft()
    if found is None:
        return
    try:
        answer = memory.store().replace(
            opened.info.id, found[1].tables, memory.who(), opened.version, why=f"From {found[0]}"
        )
    except TeamformError as error:
        state.problem(str(error))
        return
    drop_draft()
    held = f" {words.count(len(answer.cells), 'cell')} wait on Decisions." if isinstance(answer, Clash) else ""
    state.notice(f"{words.count(len(answer.changes), 'change')} taken over from {found[0]}.{held}")


def open_plan(plan_id: str) -> None:
    """Open a plan in this session."""
    st.session_state[state.PLAN] = plan_id
    st.query_params["plan"] = plan_id


def contents(found: Reading) -> pd.DataFrame:
    """How many rows each sheet of a workbook holds."""
    rows = [(name, len(table), SHEETS[name].help) for name, table in found.tables.items() if len(table)]
    return pd.DataFrame(rows, columns=["Sheet", "Rows", "What it says"])


def differences(opened: memory.Opened, found: Reading) -> pd.DataFrame:
    """What taking over a workbook would change in the open plan."""
    from teamform.store.cells import rows_of
    from teamform.store.changes import to_table

    lines = []
    for name, table in found.tables.items():
        old = rows_of(name, opened.table(name))
        lines += [{"Change": str(change)} for change in to_table(name, old, rows_of(name, table).values())]
    return pd.DataFrame(lines, columns=["Change"])


@st.cache_data(max_entries=8, show_spinner=False)
def issues_of(plan_id: str, version: int, _opened: memory.Opened) -> tuple[Issue, ...]:
    """What is wrong in a plan as it stands: its facts are read again, as a workbook would be."""
    raw = {
        name: pd.DataFrame(
            {c.name: shown(table[c.name], c) for c in SHEETS[name].columns}, index=table.index, dtype=object
        )
        for name, table in _opened.tables.items()
        if len(table)
    }
    return tuple(i for i in reading(_opened.info.name, raw).issues if i.severity is not Severity.GREEN)


def show_issues(issues: Iterable[Issue], key: str) -> None:
    """List issues, worst first: a count by kind, then each with its place and what to do."""
    issues = worst_first(list(issues))
    if not issues:
        look.inset(["Nothing is wrong in these facts."], "green")
        return
    counts = {s: sum(i.severity == s for i in issues) for s in Severity}
    look.figures(
        (words.SEVERITY[s], f"{counts[s]:,}", note)
        for s, note in (
            (Severity.RED, "can't be used until put right"),
            (Severity.AMBER, "used, but look at it"),
            (Severity.GREEN, "put right while reading"),
        )
    )
    table = pd.DataFrame(
        {
            "Kind": [words.SEVERITY[i.severity] for i in issues],
            "Sheet": [i.sheet for i in issues],
            "Row": [str(i.row or "") for i in issues],
            "Column": [i.column for i in issues],
            "Found": [i.found for i in issues],
            "Why": [i.why for i in issues],
            "What to do": [i.action for i in issues],
        }
    )
    chosen = st.segmented_control(
        "Show", ["All", *(words.SEVERITY[s] for s in Severity if counts[s])], default="All", key=f"{key}.kind"
    )
    some = table if chosen in (None, "All") else table[table["Kind"] == chosen]
    st.dataframe(
        some.head(MOST_SHOWN),
        hide_index=True,
        height=min(38 + 35 * len(some), 420),
        key=f"{key}.table",
        alt="Issues: kind, place, what was found, why, and what to do",
    )
    if len(some) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {len(some):,}; the download has them all.")
    st.download_button(
        "Download the issues", words.csv(table), "issues.csv", "text/csv", key=f"{key}.csv", on_click="ignore"
    )


def show_assumptions(assumptions: Iterable[Assumption]) -> None:
    """List every default that is used."""
    assumptions = list(assumptions)
    if not assumptions:
        st.write("The facts say everything: nothing had to be assumed.")
        return
    look.table(
        "Assumptions",
        ["About", "Assumed"],
        [
            [
                a.sheet + (f", {words.sentence_case(a.column)}" if a.column else ""),
                a.sentence[:1].upper() + a.sentence[1:],
            ]
            for a in assumptions
        ],
    )
