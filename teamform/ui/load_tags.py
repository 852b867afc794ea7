"""Disciplines that titles and professions suggest: a person confirms them, for a group or for some of it."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from teamform.plan import lists
from teamform.ui import load_session, look, memory, state, words
from teamform.ui.load_draft import Choices
from teamform.ui.load_over import with_discipline
from teamform.ui.load_session import Held
from teamform.workbook.importing.making import Suggestion

MOST_GROUPS, MOST_NAMED = 30, 300


Groups = dict[tuple[str, str], list[Suggestion]]


@st.cache_data(max_entries=8, show_spinner=False)
def _groups(ident: str, stamp: int, plan: str, version: int, _held: Held, _opened: memory.Opened | None) -> Groups:
    if _held.found is None or not _held.found.suggestions:
        return {}
    known: frozenset[str] = frozenset()
    if _opened is not None:
        known = with_discipline(_opened.table("People"), _held.found.tables["People"])
    found: Groups = defaultdict(list)
    for suggestion in _held.found.suggestions:
        if suggestion.person_id not in known:
            found[suggestion.because, suggestion.discipline].append(suggestion)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def groups(held: Held, opened: memory.Opened | None) -> Groups:
    """The suggestions by what they come from and the discipline, the largest group first.

    People of whom the open plan says already what they mainly bring aren't asked about.
    """
    plan = ("", 0) if opened is None else (opened.info.id, opened.version)
    return _groups(held.id, held.stamp, *plan, held, opened)


def show(held: Held, opened: memory.Opened | None) -> None:
    """One line a group: confirm it, choose another discipline, or take only some of its people."""
    every = groups(held, opened)
    if not every or held.found is None:
        return
    people = sum(map(len, every.values()))
    st.subheader("Disciplines to confirm", anchor=False)
    st.write(
        f"The files don't say what {words.count(people, 'person', 'people')} mainly bring. Titles and professions "
        "suggest it, but can hide it: behavioural scientists are often under Social Research."
    )
    whole = {s.person_id: code for (_, code), some in every.items() for s in some}
    st.button(f"Confirm all {people:,} as suggested", key=f"tags.{held.id}.{held.stamp}", on_click=_confirm_all,
              args=(held, whole))  # fmt: skip
    table = held.found.tables["People"]
    names = dict(zip(table["person_id"], table["display_name"], strict=True)) if people <= 20_000 else {}
    for number, ((because, code), some) in enumerate(list(every.items())[:MOST_GROUPS]):
        with st.container(border=True, key=f"card-tag-{number}"):
            look.line(f"“{because}”", words.count(len(some), "person", "people"))
            _group(held, number, code, some, names)
    if len(every) > MOST_GROUPS:
        st.caption(f"The {MOST_GROUPS} largest of {len(every)} groups; the others come as these are done.")


def _group(held: Held, number: int, code: str, some: list[Suggestion], names: dict[str, str]) -> None:
    key = f"tag.{held.id}.{held.stamp}.{number}"
    codes = [code, *(c for c in lists.DISCIPLINES if c != code)]
    ids = [s.person_id for s in some]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("They mainly bring", codes, key=f"{key}.code", width=320,
                              format_func=lambda c: f"{c}, {lists.DISCIPLINES.get(c, '').lower()}")  # fmt: skip
        if len(ids) <= MOST_NAMED:
            only = st.multiselect("Only these people", ids, key=f"{key}.who", placeholder="All of them", width=320,
                                  format_func=lambda i: words.person(names.get(i, ""), i))  # fmt: skip
            ids = only or ids
        st.button(f"Confirm {chosen} for {words.count(len(ids), 'person', 'people')}", key=f"{key}.go",
                  on_click=_confirm, args=(held, ids, chosen))  # fmt: skip


def _confirm_all(held: Held, codes: dict[str, str]) -> None:
    def settle(choices: Choices) -> None:
        choices.answers.setdefault("disciplines", {}).update(codes)

    load_session.change(held, settle)
    state.notice(f"{words.count(len(codes), 'discipline')} confirmed.")


def _confirm(held: Held, people: list[str], code: str) -> None:
    def settle(choices: Choices) -> None:
        choices.answers.setdefault("disciplines", {}).update(dict.fromkeys(people, code))

    load_session.change(held, settle)
    state.notice(f"{code} is confirmed for {words.count(len(people), 'person', 'people')}.")
