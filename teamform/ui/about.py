"""What the tool is, how it decides, what it never looks at, and how accessible it is."""

from __future__ import annotations

import streamlit as st

import teamform
from teamform.rules import Goal, kinds_of_rule
from teamform.store import MATRIX
from teamform.ui import look, memory, words
from teamform.ui.menu import ROLES
from teamform.ui.person import NEVER


def how_it_decides() -> None:
    """The order of goals, in the rules' own words."""
    goals = sorted((r for r in kinds_of_rule() if issubclass(r, Goal)), key=lambda r: r.tier)
    look.table(
        "Goals, the most important first: nothing later is ever bought with anything earlier",
        ["", "Goal"],
        [[str(i), r().title] for i, r in enumerate(goals, 1)],
    )


def who_may_what() -> None:
    """The role matrix, from the store's own table."""
    rows = [
        [words.begin(str(act)), *("✔" if role in roles else "–" for role in ROLES)] for act, roles in MATRIX.items()
    ]
    look.table("Who may do what", ["", *ROLES.values()], rows)


def fairness() -> None:
    """What is never looked at."""
    look.inset(
        [
            f"Never looked at, because there is no place for it: {NEVER}.",
            "Equal people are drawn by lot with a published number. "
            "Nobody is sorted by name, number, grade or start date.",
        ],
        "blue",
        "Fair by construction",
    )


def accessibility() -> None:
    """The accessibility statement."""
    st.write(
        "Every page is checked against WCAG 2.2 AA by an automatic test, works by keyboard alone and on a screen "
        "320 pixels wide. Every chart has a description and the same figures as a table. Cards on the board can be "
        "moved by a list instead of by dragging. Single letters do nothing outside of fields."
    )


def versions() -> None:
    """What runs here."""
    st.write(f"teamform {teamform.__version__}. You appear in the log as “{words.plain(memory.who().name)}”.")
