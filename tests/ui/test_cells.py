"""Cells: what people type is read without guessing, and what is stored is shown as people write it."""

from __future__ import annotations

import pandas as pd
import pytest

from teamform.plan.columns import sentence_case
from teamform.plan.sheets import SHEETS
from teamform.ui import cells, memory, words
from tests.ui import small

PEOPLE = SHEETS["People"]


@pytest.mark.parametrize(
    ("column", "typed", "shown"),
    [
        ("available_fte", "0,8", "0.8"),
        ("available_fte", ".5", "0.5"),
        ("available_fte", "60%", "0.6"),
        ("available_from", "03/02/2027", "03/02/2027"),
        ("critical_function", "yes", "yes"),
        ("person_id", "007", "007"),
        ("notes_for_allocation", "=1+1", "=1+1"),
    ],
)
def test_what_is_typed_is_shown_as_people_write_it(column, typed, shown):
    about = PEOPLE.by_name[column]
    assert cells.text(cells.read(about, typed), about.kind) == shown


@pytest.mark.parametrize(
    ("column", "typed"),
    [("available_fte", "lots"), ("available_fte", "1.7"), ("available_fte", ""), ("clearance", "super secret")],
)
def test_what_cannot_be_used_is_refused_with_the_reason(column, typed):
    kept, refused = cells.changes(PEOPLE, 2, "001", {column: typed})
    assert kept == []
    assert "The old value stays" in str(refused[0])


def test_a_pasted_block_is_lined_up_by_headers_and_keys():
    table = small.tables()["People"]
    block = "Person ID\tAvailable FTE\tShoe\n001\t0,5\t9\n002\t0.6\t9\n099\t0.2\t9\n003\tlots\t9"
    found = cells.pasted(PEOPLE, table, block)
    assert found.changed == (("001", "available_fte", "1", "0.5"),)
    assert cells.written(PEOPLE, found.added) == (["Person ID", "Available FTE"], [["099", "0.2"]])
    assert [r.row for r in found.refused] == ["003"]
    assert found.unknown == ("Shoe",)


def test_tables_are_patched_as_the_store_changes_them(tmp_path):
    from teamform.store import Role, Store, Who, add, drop, put

    ann = Who("Ann", Role.PLANNER)
    with Store(f"sqlite:///{tmp_path / 'patch.db'}") as store:
        plan = store.create_plan("Patched", small.tables(), ann)
        before = store.tables(plan)
        row = {
            "person_id": "099",
            "display_name": "New",
            "available_fte": 40,
            "available_from": pd.Timestamp("2026-05-01"),
        }
        store.edit(plan, [put("People", 3, "available_fte", 20), drop("People", 4), add("People", row)], ann, 1)
        now = memory.patched(before, store.changes_between(plan, 1, 2))
        for sheet, table in store.tables(plan).items():
            pd.testing.assert_frame_equal(now[sheet], table)


def test_figures_are_written_as_people_read_them():
    assert [words.fte(n) for n in (80, 85, 100, None)] == ["0.8", "0.85", "1.0", ""]
    assert words.amount(1570673.0, "pounds") == "£1,570,673"
    assert words.change(-0.3, "FTE") == "−0.3 FTE"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert sentence_case("fte_required") == "FTE required"


def test_a_csv_holds_no_live_formula():
    assert b"'=1+1" in words.csv(pd.DataFrame({"a": ["=1+1", "plain"]}))
