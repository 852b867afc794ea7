"""The keys of a browser session, all in one place, and what the address of a page carries.

A session keeps only what can be lost: which plan is open and in which role. Everything that people
enter is in the store before the page answers.
"""

from __future__ import annotations

import streamlit as st

from teamform.store.roles import Role

PLAN = "teamform.plan"
ROLE = "teamform.role"
MINE = "teamform.mine"
SESSION = "teamform.session"
NOTICES = "teamform.notices"
PROBLEMS = "teamform.problems"
RUN = "teamform.run"
CARD = "teamform.card"
FOCUS = "teamform.focus"
MOVED = "teamform.moved"
UNDONE = "teamform.undone"
GENERATION = "teamform.generation"

IN_ADDRESS = {"plan": PLAN, "as": ROLE, "of": MINE}
"""What every page's address carries: identifiers only, never a name."""


def read_address() -> None:
    """Take the plan and the role from the address, where it names them, so that links and F5 work."""
    for name, key in IN_ADDRESS.items():
        value = st.query_params.get(name)
        if value and (key != ROLE or value in list(Role)):
            st.session_state[key] = value


def write_address() -> None:
    """Put the plan and the role into the address of the page, so that it can be reloaded and sent on."""
    for name, key in IN_ADDRESS.items():
        value = st.session_state.get(key)
        if value and not (key == ROLE and value == Role.PLANNER) and st.query_params.get(name) != value:
            st.query_params[name] = value


def role() -> Role:
    """The role in which somebody uses the app."""
    return Role(st.session_state.get(ROLE, Role.PLANNER))


def mine() -> tuple[str, ...]:
    """What is theirs: a leader's teams, a director's organisations, a person's own number."""
    return tuple(filter(None, str(st.session_state.get(MINE, "")).split(",")))


def given(name: str) -> str:
    """What the address says under ``name``; blank if nothing."""
    return str(st.query_params.get(name, ""))


def remember(name: str, value: str) -> None:
    """Put something into the address (an identifier, never a name of a person)."""
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def notice(text: str) -> None:
    """Say something at the top of the next page that is drawn."""
    st.session_state.setdefault(NOTICES, []).append(text)


def problem(text: str) -> None:
    """Say that something went wrong at the top of the next page that is drawn."""
    st.session_state.setdefault(PROBLEMS, []).append(text)


def generation(name: str) -> int:
    """How often something was refreshed; a widget whose key carries it starts afresh when it grows."""
    return int(st.session_state.setdefault(GENERATION, {}).get(name, 0))


def refresh(name: str) -> None:
    """Let the widgets of ``name`` start afresh."""
    counts = st.session_state.setdefault(GENERATION, {})
    counts[name] = counts.get(name, 0) + 1
