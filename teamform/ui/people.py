"""Finding people: filters that live in the address, and the columns that belong together."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from teamform.ui import state, words

FIRST = ["person_id", "display_name"]
VIEWS = {
    "Offer": [
        *FIRST,
        "organisation",
        "primary_discipline",
        "level",
        "contract_fte",
        "available_fte",
        "consent",
        "max_missions",
    ],
    "Dates and clearance": [
        *FIRST,
        "available_from",
        "available_to",
        "no_move_before",
        "critical_function",
        "critical_until",
        "clearance",
        "clearance_pending",
        "clearance_expected",
        "clearance_expiry",
    ],
    "Who and where": [
        *FIRST,
        "organisation",
        "directorate",
        "profession",
        "grade",
        "employment_type",
        "location",
        "work_pattern",
    ],
}
"""Columns of People that are looked at together."""
BULK = [
    "available_fte",
    "consent",
    "available_from",
    "available_to",
    "no_move_before",
    "clearance",
    "critical_function",
    "work_pattern",
    "location",
    "max_missions",
    "level",
]
ADDED = [
    "person_id",
    "display_name",
    "organisation",
    "primary_discipline",
    "level",
    "grade",
    "contract_fte",
    "available_fte",
    "clearance",
    "location",
]
FILTERS = {"organisation": "Organisation", "primary_discipline": "Discipline", "consent": "Consent"}
"""What people can be filtered by; each lives in the address, so that a filtered page can be sent on."""


def filtered(table: pd.DataFrame) -> pd.DataFrame:
    """Ask for filters, and return the people who fit."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Find by number or name", state.given("find") if state.given("find") else "", key="people.find"
        )
        for column, label in FILTERS.items():
            choices = ["", *sorted(v for v in table[column].unique() if v)]
            given = state.given(column)
            chosen = st.selectbox(
                label,
                choices,
                choices.index(given) if given in choices else 0,
                format_func=lambda o: o or "All",
                key=f"people.{column}",
            )
            state.remember(column, chosen or "")
            if chosen:
                table = table[table[column] == chosen]
    if text.strip():
        sought = text.strip().casefold()
        hit = table["person_id"].str.casefold().str.contains(sought, regex=False)
        table = table[hit | table["display_name"].str.casefold().str.contains(sought, regex=False)]
    return table


def count(table: pd.DataFrame, every: pd.DataFrame) -> None:
    """Say how many people are shown and what they offer."""
    offered = words.fte(int(table["available_fte"].fillna(0).sum()))
    of = f" of {len(every):,}" if len(table) != len(every) else ""
    st.write(f"**{len(table):,}{of} people**, who offer {offered or '0'} FTE")
