"""Data health: every line of what is wrong, was assumed or repaired; filtered, put right, undone, sent on."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from teamform.plan.issues import Issue, Severity
from teamform.ui import load_draft, load_session, look, words
from teamform.ui.load_draft import BY_HAND, Choices
from teamform.ui.load_session import Held
from teamform.workbook.importing.health import ask
from teamform.workbook.importing.output import write_health

A_PAGE = 20
TO_DO, ALL = "to do", "all"
MARKS = {Severity.RED: ("✖", "red"), Severity.AMBER: ("▲", "amber"), Severity.GREEN: ("✔", "green")}
ORDER = (Severity.RED, Severity.AMBER, Severity.GREEN)
MOST_ASKED = 50
HEADINGS = (BY_HAND, "guess", "not read", "private")
"""Kinds of lines whose cell isn't a value that waits to be put right."""
Line = tuple[int, Issue]
"""An issue with its place among all of them."""


@dataclass(frozen=True)
class Filtered:
    """The lines that are shown, and how many there would be of each severity."""

    lines: list[Line]
    counts: Counter[Severity]


def counts(held: Held) -> Counter[Severity]:
    """How many lines there are of each severity."""
    return Counter(issue.severity for issue in (held.found.issues if held.found else ()))


def kind_of(issue: Issue) -> str:
    """The kind of a line, by which it is filtered and undone."""
    return issue.by or ("can't be read" if issue.row else "a whole file or sheet")


def show(held: Held) -> None:
    """Figures, filters and the lines, a page at a time."""
    totals = counts(held)
    look.figures(
        (words.SEVERITY[s], f"{totals[s]:,}", note)
        for s, note in zip(
            ORDER, ("left out until put right", "used, but look at it", "put right while reading"), strict=True
        )
    )
    _undone(held)
    filtered = _filters(held, totals)
    _downloads(held, [issue for _, issue in filtered.lines])
    if not filtered.lines:
        look.inset(["Nothing to show: choose another filter, or go on."], "green")
        return
    st.caption("Type over a value and press Enter: it is put right here, in no file, and checked again at once.")
    st.checkbox("Put the same value right everywhere in its column", key=f"health.{held.id}.every")
    pages = -(-len(filtered.lines) // A_PAGE)
    page = st.pagination(pages, key=f"health.{held.id}.page") if pages > 1 else 1
    page = min(page, pages)
    shown = filtered.lines[(page - 1) * A_PAGE : page * A_PAGE]
    group = None
    for place, issue in shown:
        if (issue.severity, kind_of(issue)) != group:
            group = (issue.severity, kind_of(issue))
            same = [i for _, i in filtered.lines if (i.severity, kind_of(i)) == group]
            _group(held, same, place)
        _line(held, place, issue)
    if pages > 1:
        st.caption(f"Lines {(page - 1) * A_PAGE + 1:,} to {(page - 1) * A_PAGE + len(shown):,} of "
                   f"{len(filtered.lines):,}.")  # fmt: skip


# --- filters


def _filters(held: Held, totals: Counter[Severity]) -> Filtered:
    """The lines that the filters leave, the worst first."""
    assert held.found is not None
    first: dict[Issue, int] = {}
    for place, issue in enumerate(held.found.issues):
        first.setdefault(issue, place)  # a row that became several is listed once
    every: list[Line] = [(place, issue) for issue, place in first.items()]
    old = len(held.seen)
    if old and st.toggle(f"Only what is new: {words.count(old, 'line')} were there when such a file was last loaded",
                         True, key=f"health.{held.id}.new"):  # fmt: skip
        every = [(n, i) for n, i in every if n not in held.seen]
    labels = {TO_DO: f"To do {totals[Severity.RED] + totals[Severity.AMBER]:,}", ALL: "All"}
    labels |= {str(s): f"{MARKS[s][0]} {words.SEVERITY[str(s)][2:]} {totals[s]:,}" for s in ORDER}
    start = TO_DO if totals[Severity.RED] + totals[Severity.AMBER] else ALL
    chosen = st.segmented_control("Show", list(labels), default=start, format_func=labels.__getitem__,
                                  key=f"health.{held.id}.show")  # fmt: skip
    files = sorted({i.file for _, i in every if i.file})
    kinds = Counter(kind_of(i) for _, i in every)
    with st.container(horizontal=True):
        file = st.selectbox("File", ["", *files], key=f"health.{held.id}.file", width=300,
                            format_func=lambda f: f or "All files") if files else ""  # fmt: skip
        kind = st.selectbox("Kind", ["", *sorted(kinds)], key=f"health.{held.id}.kind", width=300,
                            format_func=lambda k: f"{words.begin(k)} ({kinds[k]:,})" if k else "All kinds")  # fmt: skip
    wanted = {TO_DO: ORDER[:2], ALL: ORDER, None: ORDER}.get(chosen, (chosen,))
    lines = [(n, i) for n, i in every if i.severity in wanted and file in ("", i.file) and kind in ("", kind_of(i))]
    lines.sort(key=lambda line: (ORDER.index(line[1].severity), kind_of(line[1]), line[0]))
    return Filtered(lines, totals)


def _undone(held: Held) -> None:
    """What was undone by kind, to be done again."""
    assert held.draft is not None
    with st.container(horizontal=True):
        for kind in held.draft.choices.kinds:
            st.button(f"Do “{kind}” again", key=f"redo.{held.id}.{kind}", on_click=_undo_kind,
                      args=(held, kind, False))  # fmt: skip
        single = len(held.draft.choices.cells)
        if single:
            st.button(f"Do {words.count(single, 'single repair')} again", key=f"redo.{held.id}.cells",
                      on_click=_redo_cells, args=(held,))  # fmt: skip


# --- lines


def _group(held: Held, same: Sequence[Issue], place: int) -> None:
    """The heading over the lines of one kind, with what can be done with all of them, whatever the filters show."""
    kind, mark, colour = kind_of(same[0]), *MARKS[same[0].severity]
    with st.container(horizontal=True, vertical_alignment="center", key=f"group-{place}"):
        st.html(f"<h3 class='tf-group'>{look.tag(mark, colour)} {escape(words.begin(kind))} "
                f"<small>{words.count(len(same), 'line')}</small></h3>")  # fmt: skip
        if same[0].became and kind != BY_HAND:
            every = sum(i.by == kind and bool(i.became) for i in held.found.issues) if held.found else 0
            st.button(f"Undo all {every:,}", key=f"undo.{held.id}.{held.stamp}.{place}", on_click=_undo_kind,
                      args=(held, kind, True))  # fmt: skip
        if same[0].severity is not Severity.GREEN:
            with st.popover("Ask the owner of the data"):
                st.write("Copy this and send it:")
                st.code(_letter(held, same), language=None, wrap_lines=True)


def _letter(held: Held, some: Sequence[Issue]) -> str:
    """What to send to whoever owns the data: a sentence a line."""
    only = held.draft.files[0] if held.draft and len(held.draft.files) == 1 else ""
    lines = [ask(replace(issue, file=issue.file or only)) for issue in some[:MOST_ASKED]]
    more = [f"And {len(some) - MOST_ASKED} more of the kind."] if len(some) > MOST_ASKED else []
    return "\n".join(lines + more)


def _line(held: Held, place: int, issue: Issue) -> None:
    """One line: where, what, why; the value to be put right; and its undo."""
    assert held.found is not None and held.draft is not None
    column = load_draft.column_of(held.found, held.draft, issue)
    left, right = st.columns([5, 3], vertical_alignment="center", gap="small")
    where = ", ".join(filter(None, (issue.file, issue.sheet if issue.sheet not in issue.file else "",
                                    f"row {issue.row}" if issue.row else "", issue.column)))  # fmt: skip
    became = f" → <b>{escape(issue.became)}</b>" if issue.became else ""
    found = f"<span>“{escape(issue.found)}”{became}</span>" if issue.found or became else ""
    why = escape(f"{issue.why} {issue.action}".strip())
    left.html(
        f"<div class='tf-line {MARKS[issue.severity][1]}'><small>{escape(where)}</small>{found}<p>{why}</p></div>"
    )
    file = issue.file or held.draft.files[0]
    with right.container(horizontal=True, vertical_alignment="center"):
        if column and issue.by not in HEADINGS and issue.severity is not Severity.GREEN:
            now = load_draft.cell(held.draft, file, issue.sheet, issue.row, column)
            key = f"fix.{held.id}.{held.stamp}.{place}"
            st.text_input(f"New value of row {issue.row}, column {column}", "" if now is None else str(now), key=key,
                          label_visibility="collapsed", on_change=_put_right, width=180,
                          args=(held, issue, file, column, now, key))  # fmt: skip
        if issue.became:
            st.button("Undo", key=f"undo1.{held.id}.{held.stamp}.{place}", on_click=_undo_cell, type="tertiary",
                      args=(held, issue, file))  # fmt: skip


# --- what can be done


def _put_right(held: Held, issue: Issue, file: str, column: int, was: object, key: str) -> None:
    """Put the value of a cell right."""
    value = str(st.session_state[key]).strip()
    if value == ("" if was is None else str(was)):
        return

    rows = [issue.row]
    if st.session_state.get(f"health.{held.id}.every") and held.draft is not None:
        rows = load_draft.rows_with(held.draft, file, issue.sheet, column, was)

    def settle(choices: Choices) -> None:
        places = [(file, issue.sheet, row, issue.column, column) for row in rows]
        load_draft.put_right(choices, places, was, value)

    load_session.change(held, settle)


def _undo_cell(held: Held, issue: Issue, file: str) -> None:
    place = [file, issue.sheet, issue.row, issue.column]

    def settle(choices: Choices) -> None:
        if issue.by == BY_HAND:
            choices.values = [p for p in choices.values if p[:4] != place]
        else:
            choices.cells.append(place)

    load_session.change(held, settle)


def _undo_kind(held: Held, kind: str, undo: bool) -> None:
    def settle(choices: Choices) -> None:
        choices.kinds = [*(k for k in choices.kinds if k != kind), *([kind] if undo else [])]

    load_session.change(held, settle)


def _redo_cells(held: Held) -> None:
    load_session.change(held, lambda choices: choices.cells.clear())


def _downloads(held: Held, some: list[Issue]) -> None:
    """The lines that are shown, as CSV and Excel."""
    with st.container(horizontal=True):
        st.download_button(f"These {len(some):,} lines as CSV", partial(_csv, some), "data-health.csv", "text/csv",
                           key=f"health.{held.id}.csv", on_click="ignore")  # fmt: skip
        st.download_button("As Excel", partial(_xlsx, some), "data-health.xlsx", key=f"health.{held.id}.xlsx",
                           on_click="ignore")  # fmt: skip


def _csv(some: Sequence[Issue]) -> bytes:
    names = ("severity", "file", "sheet", "row", "column", "found", "became", "by", "why", "action")
    table = pd.DataFrame([[str(getattr(i, name)) for name in names] for i in some], columns=list(names))
    return words.csv(table.assign(sentence=[ask(i) if i.severity is not Severity.GREEN else "" for i in some]))


def _xlsx(some: Sequence[Issue]) -> bytes:
    written = io.BytesIO()
    write_health(written, some)
    return written.getvalue()
