"""Normalisers: every way in which people write an FTE, a date, a share, a level."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamform.plan.columns import Column, Kind
from teamform.plan.sheets import SHEETS
from teamform.workbook.grid import NoValue
from teamform.workbook.inert import plain
from teamform.workbook.normalise import Habit, habit_of, normalise
from teamform.workbook.unusable import Unusable

PEOPLE, DEMAND = SHEETS["People"].by_name, SHEETS["Demand"].by_name
FTE, AMOUNT = PEOPLE["available_fte"], DEMAND["fte_required"]


@pytest.mark.parametrize(("written", "stored"), [
    (0.6, 60), ("0.6", 60), ("0,6", 60), (".6", 60), ("60%", 60), ("60 per cent", 60), ("3 days", 60), ("3d", 60),
    ("3 days a week", 60), ("22.2 hours", 60), ("22.2h", 60), ("FT", 100), ("Full time", 100), ("FULL_TIME", 100),
    ("0.6 FTE", 60), ("½", 50), ("3/5", 60), (1, 100), (0, 0), (0.30000000000000004, 30), (0.1 + 0.7, 80),
    (" 0.6 ", 60), ("0.6\u00a0", 60), (0.81, 81), (True, None), ("-0.2", None), (1.2, None), (60, None),
    ("part time", None), ("lots", None),
    (datetime(2026, 5, 3), None), ("=1+1", None), ("1e400", None), ("nan", None), ("37 hours", 100),
    ("0.0.6", None), ("6 days", None),
])  # fmt: skip
def test_fte_in_all_its_clothes(written, stored):
    if stored is None:
        with pytest.raises(Unusable):
            normalise(FTE, written)
    else:
        assert normalise(FTE, written).value == stored


@pytest.mark.parametrize("written", ["0,6", "60%", "3 days", "22.2 hours", "FT", 0.125, " 0.6"])
def test_whatever_is_changed_is_said(written):
    assert normalise(FTE, written).repair


@pytest.mark.parametrize("written", [0.6, 1, 0, 0.30000000000000004, "0.6"])
def test_what_is_as_it_should_be_needs_no_word(written):
    assert normalise(FTE, written).repair == ""


def test_finer_than_hundredths_is_rounded_down_and_said():
    assert normalise(FTE, 0.129).value == 12 and "rounded down" in normalise(FTE, 0.129).repair


def test_a_column_of_numbers_above_one_is_per_cent():
    habit = habit_of(FTE, [84, 100, 0, None, 60])
    assert habit.percent and normalise(FTE, 84, habit).value == 84
    assert not habit_of(FTE, [0.6, 60]).percent, "a mixed column is not guessed at"
    assert not habit_of(AMOUNT, [2, 3]).percent, "a team may well need 2 FTE"


def test_hours_are_of_the_week_that_the_file_says():
    assert normalise(FTE, "21 hours", Habit(week_hours=42)).value == 50


def test_a_comma_that_could_be_thousands_is_not_guessed_at():
    with pytest.raises(Unusable, match="thousands"):
        normalise(AMOUNT, "1,250")


@pytest.mark.parametrize(("written", "day"), [
    ("2026-04-01", "2026-04-01"), ("1/4/26", "2026-04-01"), ("01/07/2026", "2026-07-01"), ("1.7.2026", "2026-07-01"),
    (45992, "2025-12-01"), ("45992", "2025-12-01"), (20260401, "2026-04-01"), ("1 Apr 2026", "2026-04-01"),
    ("1st April 2026", "2026-04-01"), ("Wed 1 April 2026", "2026-04-01"), ("April 1, 2026", "2026-04-01"),
    ("Sept 26", "2026-09-01"), ("Sep-26", "2026-09-01"), ("09/2026", "2026-09-01"),
    ("2026-04-01T00:00:00Z", "2026-04-01"),
    (datetime(2026, 4, 1, 12, 30), "2026-04-01"), ("31/02/2026", None), ("04/13/2026", None), ("soon", None),
    (12, None), ("Q1", None), (True, None), ("1/4/1066", None), ("Smarch 2026", None),
])  # fmt: skip
def test_dates_in_all_their_clothes(written, day):
    if day is None:
        with pytest.raises(Unusable):
            normalise(PEOPLE["available_from"], written)
    else:
        assert normalise(PEOPLE["available_from"], written).value == datetime.fromisoformat(day)


def test_a_month_alone_ends_on_its_last_day_where_something_ends():
    read = normalise(PEOPLE["available_to"], "Sept 26")
    assert read.value == datetime(2026, 9, 30) and read.check


@pytest.mark.parametrize(("written", "stored"), [
    (0.25, 2500), (25, 2500), ("25%", 2500), (1, 10_000), (0, 0), ("0.255", 2550), (101, None), (-0.1, None),
    ("most", None),
])  # fmt: skip
def test_shares(written, stored):
    column = SHEETS["Teams"].by_name["min_outside_share"]
    if stored is None:
        with pytest.raises(Unusable):
            normalise(column, written)
    else:
        assert normalise(column, written).value == stored


@pytest.mark.parametrize(("written", "stored"), [(3, 3), ("3", 3), (3.0, 3), ("3 - Practitioner", 3), ("Expert", 4),
                                                 ("working", 2), (5, None), (2.5, None), ("good", None)])  # fmt: skip
def test_levels_of_ability(written, stored):
    if stored is None:
        with pytest.raises(Unusable):
            normalise(PEOPLE["level"], written)
    else:
        assert normalise(PEOPLE["level"], written).value == stored


@pytest.mark.parametrize(("written", "stored"), [("yes", True), ("Y", True), (True, True), (1, True), ("TRUE", True),
                                                 ("no", False), (0, False), ("x", True), ("maybe", None)])  # fmt: skip
def test_yes_and_no(written, stored):
    if stored is None:
        with pytest.raises(Unusable):
            normalise(PEOPLE["translator"], written)
    else:
        assert normalise(PEOPLE["translator"], written).value is stored


@pytest.mark.parametrize(("written", "stored"), [("77,000", 77_000), ("£77,000", 77_000), (77_000, 77_000),
                                                 ("77k", 77_000), ("1.5m", 1_500_000), ("much", None)])  # fmt: skip
def test_sums(written, stored):
    column = SHEETS["Grades"].by_name["annual_cost_gbp"]
    if stored is None:
        with pytest.raises(Unusable):
            normalise(column, written)
    else:
        assert normalise(column, written).value == stored


@pytest.mark.parametrize(("written", "stored"), [("DAT:3; EVA:2", "DAT:3; EVA:2"), ("DAT=3, EVA", "DAT:3; EVA"),
                                                 ("DAT (3)", "DAT:3"), ("DAT:9", None), ("DAT:x", None)])  # fmt: skip
def test_lists_of_disciplines(written, stored):
    if stored is None:
        with pytest.raises(Unusable):
            normalise(PEOPLE["other_disciplines"], written)
    else:
        assert normalise(PEOPLE["other_disciplines"], written).value == stored


@pytest.mark.parametrize("mark", ["-", "n/a", "N/K", "TBC", "[c]", "[x]", ":", ".."])
def test_marks_for_missing_values_are_blanks_and_said(mark):
    read = normalise(PEOPLE["grade"], mark)
    assert read.value is None and read.repair


@pytest.mark.parametrize("code", ["NA", "Null", "None", "nan", "INF"])
def test_codes_that_look_like_missing_values_are_codes(code):
    assert normalise(PEOPLE["organisation"], code).value == code


def test_none_is_a_clearance():
    assert normalise(PEOPLE["clearance"], "None").value == "none"


def test_unseen_characters_are_taken_out_and_that_is_said():
    read = normalise(PEOPLE["person_id"], "P\u200b1\u202e\ufeff")
    assert read.value == "P1" and "unseen" in read.repair


@pytest.mark.parametrize(("kind", "word"), [("error", "error"), ("formula", "formula"), ("broken", "damaged")])
def test_a_cell_without_a_value_is_never_a_blank(kind, word):
    for column in PEOPLE.values():
        with pytest.raises(Unusable, match=word):
            normalise(column, NoValue(kind, "#N/A"))


_CELLS = st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.none())


@given(st.sampled_from([c for s in SHEETS.values() for c in s.columns]), _CELLS)
def test_any_cell_ends_as_a_value_of_its_kind_or_as_a_reason(column: Column, value):
    try:
        found = normalise(column, value).value
    except Unusable as no:
        assert no.why and no.action
        return
    wanted = {"str": str, "Int64": int, "Float64": float, "boolean": bool, "datetime64[s]": datetime}
    assert found is None or type(found) is wanted[column.kind.dtype]


@given(st.integers(0, 100), st.sampled_from(["{:.2f}", "{:.0%}", "{:g}"]))
def test_an_fte_is_the_same_however_it_is_written(hundredths, form):
    assert normalise(FTE, form.format(hundredths / 100)).value == hundredths


@given(st.text())
def test_plain_text_stays_plain(text):
    assert plain(plain(text)) == plain(text)


def test_every_kind_has_a_normaliser():
    for kind in Kind:
        assert normalise(Column("x", kind, ""), None).value is None
