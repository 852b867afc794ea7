"""The facts of a plan as they stand: which plan is open, what is wrong in it, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from teamform.plan.columns import sentence_case
from teamform.plan.issues import Assumption, Issue, Severity
from teamform.plan.sheets import SHEETS
from teamform.report.record import worst_first
from teamform.ui import look, memory, state, words
from teamform.workbook import reading
from teamform.workbook.writer import shown

MOST_SHOWN = 500


def open_plan(plan_id: str) -> None:
    """Open a plan in this session."""
    st.session_state[state.PLAN] = plan_id
    st.query_params["plan"] = plan_id


@st.cache_resource(max_entries=8, show_spinner=False)
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
                a.sheet + (f", {sentence_case(a.column)}" if a.column else ""),
                a.sentence[:1].upper() + a.sentence[1:],
            ]
            for a in assumptions
        ],
    )
