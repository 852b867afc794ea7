"""What goes into the store comes out exactly as it was, and nothing of a wrong kind goes in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamform.errors import InputError
from teamform.plan.columns import Kind
from teamform.plan.sheets import SHEETS
from teamform.store import cells

WHOLE = st.integers(-(10**12), 10**12)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(max_size=8),
    "Int64": st.none() | WHOLE,
    "Float64": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.none() | st.booleans(),
    "datetime64[s]": st.none() | st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)),
}  # fmt: skip


@st.composite
def sheets_with_rows(draw: st.DrawFn) -> tuple[str, pd.DataFrame]:
    """Any sheet with up to four rows of any values, blanks among them, numbered anyhow."""
    sheet = SHEETS[draw(st.sampled_from(sorted(SHEETS)))]
    index = draw(st.lists(st.integers(0, 10**6), max_size=4, unique=True).map(sorted))
    columns = {
        c.name: pd.Series([draw(VALUES[c.kind.dtype]) for _ in index], index=index, dtype=c.kind.dtype)
        for c in sheet.columns
    }
    return sheet.name, sheet.typed(pd.DataFrame(columns, index=pd.Index(index, dtype="int64")))


@given(sheets_with_rows())
def test_any_table_of_any_sheet_comes_back_identical(case: tuple[str, pd.DataFrame]) -> None:
    name, table = case
    back = cells.table_of(name, cells.rows_of(name, table))
    pd.testing.assert_frame_equal(back, table)


@pytest.mark.parametrize(("kind", "value", "kept"), [
    (Kind.FTE, np.int64(40), 40), (Kind.FTE, 40.0, 40), (Kind.FTE, pd.NA, None), (Kind.FTE, None, None),
    (Kind.DATE, dt.date(2026, 9, 30), "2026-09-30"), (Kind.DATE, pd.Timestamp("2026-09-30"), "2026-09-30"),
    (Kind.DATE, "2026-09-30", "2026-09-30"), (Kind.DATE, pd.NaT, None),
    (Kind.YES_NO, np.True_, True), (Kind.YES_NO, False, False),
    (Kind.ID, "004217", "004217"), (Kind.ID, "", None),
])  # fmt: skip
def test_values_are_kept_in_the_plans_units(kind: Kind, value: Any, kept: Any) -> None:
    sheet, name = next((s.name, c.name) for s in SHEETS.values() for c in s.columns if c.kind is kind)
    found = cells.kept(sheet, name, value)
    assert found == kept and type(found) is type(kept)


@pytest.mark.parametrize(("kind", "value"), [
    (Kind.FTE, "0.4"), (Kind.FTE, 0.4), (Kind.FTE, True), (Kind.FTE, float("inf")), (Kind.WHOLE, "two"),
    (Kind.DATE, "30/09/2026"), (Kind.DATE, 46000), (Kind.YES_NO, "yes"), (Kind.YES_NO, 2), (Kind.ID, 4217),
])  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_in_words(kind: Kind, value: Any) -> None:
    sheet, name = next((s.name, c.name) for s in SHEETS.values() for c in s.columns if c.kind is kind)
    with pytest.raises(InputError, match=rf"{sheet}, column {name}: “.*” is no"):
        cells.kept(sheet, name, value)


def test_an_unknown_sheet_or_column_is_named_with_those_that_exist() -> None:
    with pytest.raises(InputError, match=r"no sheet called “Poeple”.*People"):
        cells.kept("Poeple", "person_id", "1")
    with pytest.raises(InputError, match=r"People has no column called “fte”.*available_fte"):
        cells.rows_of("People", pd.DataFrame({"fte": [40]}))


def test_rows_without_numbers_of_their_own_are_numbered_as_a_spreadsheet_does() -> None:
    table = SHEETS["Teams"].typed(pd.DataFrame({"team_id": ["A", "B"]}, index=["x", "x"]))
    assert list(cells.rows_of("Teams", table)) == [2, 3]


@pytest.mark.parametrize(("sheet", "column", "value", "words"), [
    ("People", "available_fte", 40, "0.4"), ("Teams", "max_one_org_share", 5000, "50%"),
    ("People", "available_from", "2026-09-30", "30/09/2026"), ("PairRules", "hard", False, "no"),
    ("Grades", "annual_cost_gbp", 77000, "77,000"), ("People", "person_id", None, "blank"),
])  # fmt: skip
def test_values_are_told_as_people_write_them(sheet: str, column: str, value: Any, words: str) -> None:
    assert cells.words(sheet, column, value) == words
