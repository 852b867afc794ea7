"""What was recognised: every sheet, every column with its first value, what is only guessed, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from teamform.plan.columns import sentence_case
from teamform.plan.sheets import SHEETS
from teamform.ui import load_session, look, state, words
from teamform.ui.load_draft import Choices
from teamform.ui.load_session import Held
from teamform.workbook.importing.imported import ColumnRead, TableRead
from teamform.workbook.importing.questions import Question
from teamform.workbook.recognising.words import SOURCE_FIELDS

HOW = {
    "exact": ("Exact", "green"),
    "remembered": ("Remembered", "blue"),
    "told": ("Your choice", "blue"),
    "guess": ("Guess: needs your tick", "amber"),
    "not read": ("Not read", "grey"),
}
"""How the meaning of a column is known, in words and colour."""


def open_points(held: Held) -> int:
    """How many questions, guesses and refused files wait for an answer."""
    found = held.found
    assert found is not None
    guesses = sum(not c.used for c in found.guesses) + sum(_to_confirm(t) for t in found.read)
    return guesses + sum(not q.answered for q in found.questions)


def show(held: Held, organisations: list[str]) -> None:
    """Every file with its sheets, in the order in which they were given."""
    found, draft = held.found, held.draft
    assert found is not None and draft is not None
    for number, assumed in enumerate(found.assumptions):
        _ask(held, assumed, [], number)
    for file in found.files:
        if file in found.refused:
            continue
        tables = [(n, t) for n, t in enumerate(found.read) if t.file == file]
        with st.container(border=True, key=f"card-file-{found.files.index(file)}"):
            st.subheader(words.plain(file), anchor=False)
            dropped = [d for d in found.dropped if d.file == file]
            if dropped:
                names = words.listed([f"“{d.heading}”" for d in dropped], 20)
                look.inset([f"{names}. Nothing of what stood there is kept anywhere."], "green", "Dropped for privacy")
            if not tables:
                st.write("No table was found in this file.")
            for question in (q for q in found.questions if q.file == file):
                _ask(held, question, organisations, found.files.index(file) + 10)
            for number, table in tables:
                _table(held, number, table, len(tables) > 1 or len(draft.grids[file]) > 1)


def refused(held: Held) -> None:
    """Files that can't be opened, each in a sentence; the others go on."""
    assert held.found is not None
    if held.found.refused:
        look.inset(list(held.found.refused.values()), "red", "There is a problem with the file"
                   + "s" * (len(held.found.refused) > 1))  # fmt: skip


# --- questions

ASKED = {
    "organisation": "Home organisation of these people",
    "available_share": "Share of the contract that they offer, in per cent",
    "pools": "Pools of posts",
}


def _ask(held: Held, question: Question, more: list[str], number: int) -> None:
    """One question, answered in place."""
    key = f"ask.{held.id}.{number}.{question.name}.{question.answered}.{question.answer}"
    choices = list(dict.fromkeys([*question.choices, *more, *([question.answer] if question.answered else [])]))
    chosen = choices.index(question.answer) if question.answered else None
    with st.container(key=f"card-ask-{number}"):
        st.html(f"<p class='tf-ask'>{escape(question.text)}</p>")
        st.selectbox(
            ASKED.get(question.name, sentence_case(question.name)),
            choices,
            chosen,
            key=key,
            accept_new_options=question.name != "pools",
            placeholder="Choose an answer" + (" or type one" if question.name != "pools" else ""),
            on_change=_answer,
            args=(held, question, key),
            width=520,
        )
        if not question.answered:
            meanwhile = "Until you answer" if question.file else "Assumed unless you say otherwise"
            unit = " per cent, for people who are new" if question.name == "available_share" else ""
            st.caption(f"{meanwhile}: {words.plain(question.answer) or 'not given'}{unit}.")


def _answer(held: Held, question: Question, key: str) -> None:
    given = str(st.session_state[key] or "").strip()
    value: str | float = given
    if question.name == "available_share":
        try:
            value = float(given.rstrip("% ").replace(",", "."))
        except ValueError:
            value = -1
        if not 0 <= value <= 100:
            state.problem("Give a figure from 0 to 100 per cent.")
            return

    def settle(choices: Choices) -> None:
        if not question.file:
            choices.answers[question.name] = value
            return
        for table in held.found.read if held.found else ():
            if table.file == question.file and question.sheet in ("", table.sheet):
                choices.table(table)["answers"][question.name] = value

    load_session.change(held, settle)


# --- tables and columns


def _table(held: Held, number: int, table: TableRead, several: bool) -> None:
    """One table: what it is taken for, and its columns."""
    about = [f"Sheet “{table.sheet}”" if several else "", f"{table.profile} style" if table.profile else ""]
    about += [f"headings in row {table.head}" if table.head else "", words.count(table.rows, "row")]
    known = f"Read as {table.table}" if table.table else "Not read"
    colour = "amber" if _to_confirm(table) else "green" if table.table else "grey"
    tag = look.tag("Guess: needs your tick" if _to_confirm(table) else known, colour)
    st.html(f"<p class='tf-strip'>{escape(words.begin(', '.join(filter(None, about))))} {tag}</p>")
    if not table.table and table.why:
        st.caption(words.plain(words.begin(table.why)) + ".")
    if _to_confirm(table):
        st.checkbox(f"It is a wide table of {table.table}: read it so", key=f"wide.{held.id}.{number}.{held.stamp}",
                    on_change=_confirm_table, args=(held, table))  # fmt: skip
    counts = words.listed(list(_counts(held, table)))
    label = (
        f"{words.count(len(table.columns), 'column')}: {counts}" if counts else "Say what it is, if it is one of ours"
    )
    with st.expander(label, key=f"columns.{held.id}.{number}",  # its words change while people map
                     expanded=any(_how(held, c) == "guess" for c in table.columns)):  # fmt: skip
        options = ["", *SHEETS]
        key = f"sheet.{held.id}.{number}.{table.table}"
        st.selectbox("Read this table as", options, options.index(table.table), key=key, width=300,
                     format_func=lambda name: name or "Not read", on_change=_choose_sheet,
                     args=(held, table, key))  # fmt: skip
        for column in sorted(table.columns, key=lambda c: _how(held, c) != "guess"):
            _column(held, number, table, column)


def _to_confirm(table: TableRead) -> bool:
    """Whether a table is only guessed to be what it is taken for."""
    return table.guess and bool(table.table)


def _counts(held: Held, table: TableRead) -> Iterator[str]:
    hows = [_how(held, column) for column in table.columns]
    said = {"exact": "exact", "remembered": "remembered", "told": "as you chose", "guess": "to be ticked",
            "not read": "not read"}  # fmt: skip
    for how, text in said.items():
        if how in hows:
            yield f"{hows.count(how)} {text}"


def _how(held: Held, column: ColumnRead) -> str:
    """How the meaning of a column is known: a key of `HOW`."""
    if column.how in ("near", "values"):
        return "guess"
    if column.how == "told" and held.draft is not None:
        place = [column.file, column.sheet, column.heading]
        return "remembered" if place in held.draft.choices.remembered else "told"
    return column.how


def _column(held: Held, number: int, table: TableRead, column: ColumnRead) -> None:
    """One column: its heading and first value, what it is read as, and how that is known."""
    how = _how(held, column)
    left, middle, right = st.columns([4, 4, 3], vertical_alignment="center", gap="small")
    first = f"first: “{column.first[:60]}”" if column.first else "empty"
    left.html(f"<p class='tf-col'><strong>{escape(column.heading)}</strong>"
              f"<small>column {column.letter}, {escape(first)}</small></p>")  # fmt: skip
    options = ["", *_fields(table.table)]
    now = column.field if column.used and column.field in options else ""
    key = f"map.{held.id}.{number}.{column.letter}.{now}"
    middle.selectbox(f"Column {column.letter} is read as", options, options.index(now), key=key,
                     format_func=lambda name: sentence_case(name) or "Not read", label_visibility="collapsed",
                     on_change=_choose_column, args=(held, table, column, key))  # fmt: skip
    if how == "guess":
        right.html(f"<p class='tf-col'>{look.tag(*HOW[how])}<small>{escape(column.why)}</small></p>")
        right.checkbox(f"Yes, it is {sentence_case(column.field)}", on_change=_tick, args=(held, table, column),
                       key=f"tick.{held.id}.{number}.{column.letter}.{held.stamp}")  # fmt: skip
    else:
        note = f"<small>{escape(column.why)}</small>" if how == "not read" and column.why else ""
        right.html(f"<p class='tf-col'>{look.tag(*HOW[how])}{note}</p>")


def _fields(sheet: str) -> list[str]:
    """What a column of a sheet may be read as."""
    own = list(SHEETS[sheet].by_name) if sheet else []
    return [*own, *(f for f in SOURCE_FIELDS if sheet in ("People", "Demand"))]


def _tick(held: Held, table: TableRead, column: ColumnRead) -> None:
    _read_as(held, table, column.heading, column.field)


def _choose_column(held: Held, table: TableRead, column: ColumnRead, key: str) -> None:
    _read_as(held, table, column.heading, st.session_state[key])


def _read_as(held: Held, table: TableRead, heading: str, field: str) -> None:
    """Read a column as something; another that was read so isn't any more."""

    def settle(choices: Choices) -> None:
        mine = choices.table(table)["columns"]
        for other in table.columns:
            if field and other.field == field and other.used and other.heading != heading:
                mine[other.heading] = None
        mine[heading] = field or None
        choices.remembered = [r for r in choices.remembered if r != [table.file, table.sheet, heading]]

    load_session.change(held, settle)


def _choose_sheet(held: Held, table: TableRead, key: str) -> None:
    name = st.session_state[key]

    def settle(choices: Choices) -> None:
        choices.table(table).update(table=name, columns={})
        choices.table(table).pop("wide", None)
        if table.guess and name:
            choices.table(table)["wide"] = True

    load_session.change(held, settle)


def _confirm_table(held: Held, table: TableRead) -> None:
    def settle(choices: Choices) -> None:
        choices.table(table).update(table=table.table, wide=True)  # only wide tables are guessed as a whole

    load_session.change(held, settle)
