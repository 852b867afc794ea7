"""The picture frame around every page: settings of the page, navigation, who you are, which plan is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from teamform.store.roles import Role
from teamform.ui import idle, look, memory, state
from teamform.ui.menu import ROLES, seen_by
from teamform.ui.notices import say

ICON = str(Path(__file__).parents[1] / "icon.svg")


def show() -> None:
    """Draw the frame, then the page that the address names."""
    st.set_page_config("Mission teams", page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    state.read_address()
    pages = [
        st.Page(
            entry.file,
            title=entry.name,
            url_path=entry.url or None,
            default=not entry.url,
            visibility="hidden" if entry.hidden else "visible",
        )
        for entry in seen_by(state.role())
    ]
    page = st.navigation(pages, position="top")
    look.dress()
    if idle.expired():
        return
    opened = memory.opened()
    state.write_address()
    _strip(opened)
    with notices():
        page.run()


@contextmanager
def notices() -> Iterator[None]:
    """Say above the page what is to be said; only what stood there until the page was drawn counts as said."""
    waiting = {key: st.session_state.setdefault(key, []) for key in (state.PROBLEMS, state.NOTICES)}
    drawn = {key: len(texts) for key, texts in waiting.items()}
    say(waiting[state.PROBLEMS], waiting[state.NOTICES])
    again = False
    try:
        yield
    except RerunException:
        again = True  # the next run draws over it, perhaps before anybody could read it
        raise
    finally:
        if not again:
            for key, texts in waiting.items():
                del texts[: drawn[key]]


def _strip(opened: memory.Opened | None) -> None:
    """The line under the navigation: the open plan, and in which role."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        if opened is None:
            st.html('<p class="tf-strip">No plan is open</p>')
        else:
            live = look.tag("Live plan", "green") if opened.info.live else ""
            look.strip(opened.info.name, f"version {opened.version}", live)
        with st.popover(f"You are: {ROLES[state.role()]}", type="tertiary"):
            _role_chooser(opened)


def _role_chooser(opened: memory.Opened | None) -> None:
    role = st.radio("Use the app as", list(ROLES), list(ROLES).index(state.role()), format_func=ROLES.get, key="role")
    name = st.text_input(
        "Your name for the log", memory.names().get(memory.browser(), ""), key="who", autocomplete="name"
    )
    sheet = {Role.LEADER: ("Teams", "team_id"), Role.DIRECTOR: ("Organisations", "organisation"),
             Role.PERSON: ("People", "person_id")}.get(role)  # fmt: skip
    choices = sorted(opened.table(sheet[0])[sheet[1]]) if opened and sheet else []
    of: list[str] = []
    if choices:
        label = {Role.LEADER: "Your teams", Role.DIRECTOR: "Your organisations", Role.PERSON: "Your number"}[role]
        of = st.multiselect(label, choices, [m for m in state.mine() if m in choices], key=f"of.{role}")
    st.button("Use this role", on_click=_choose, args=(role, name, of), type="primary")


def _choose(role: Role, name: str, of: list[str]) -> None:
    st.session_state[state.ROLE], st.session_state[state.MINE] = str(role), ",".join(of)
    if name.strip():
        memory.names()[memory.browser()] = name.strip()[:80]
    st.query_params["as"] = str(role)
    state.remember("of", ",".join(of))
