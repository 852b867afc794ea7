"""Reading workbooks: what becomes of each cell, and where each issue is said to be."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from teamform.errors import InputError, UnreadableFile
from teamform.plan.issues import Severity
from teamform.workbook import read, reading, tables
from tests.workbook.books import DEMAND, ONE_PERSON, ONE_SEAT, PEOPLE, book, issue, people

DATA = Path(__file__).parents[2] / "data"
RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN


def test_the_demonstration_reads_without_a_single_issue():
    found = read(DATA / "demo.xlsx")
    assert found.issues == ()
    assert (len(found.need_plan().people), found.need_plan().people["available_fte"].sum()) == (127, 7180)
    assert (len(found.need_plan().demand), found.need_plan().demand["fte_required"].sum()) == (120, 6380)


def test_people_and_demand_are_enough_and_everything_else_is_assumed_aloud():
    found = read(book({"People": ONE_PERSON, "Demand": ONE_SEAT}))
    assert found.issues == ()
    assert any("no release caps" in a.sentence for a in found.need_plan().assumptions)


def test_reading_unpacks_as_plan_and_issues():
    plan, issues = read(book({"People": ONE_PERSON, "Demand": ONE_SEAT}))
    assert list(plan.people["person_id"]) == ["P1"] and issues == ()


def test_sheets_and_columns_are_known_by_any_case_and_by_their_aliases():
    found = read(book({"PEOPLE ": [("Staff Number", "Primary Discipline", "AVAILABLE_FTE"), ("P1", "BEH", 0.6)],
                       "demand": [("Team", "discipline", "required"), ("C2", "BEH", 0.8)]}))  # fmt: skip
    assert found.issues == ()
    assert found.need_plan().demand["fte_required"].tolist() == [80]


def test_what_is_not_read_is_listed():
    found = read(book({"People": [(*PEOPLE, "shoe size"), ("P1", "BEH", 0.6, 43)], "Demand": ONE_SEAT,
                       "Thoughts": [("a",), ("b",)]}))  # fmt: skip
    assert issue(found, "People", 0, "shoe size").severity is AMBER
    assert "isn't read" in issue(found, "Thoughts", 0).why


@pytest.mark.parametrize("missing", ["People", "Demand"])
def test_without_people_or_demand_there_is_no_plan_and_one_screen_says_why(missing):
    sheets = {"People": ONE_PERSON, "Demand": ONE_SEAT}
    del sheets[missing]
    found = read(book(sheets))
    assert found.plan is None and issue(found, missing, 0).severity is RED
    with pytest.raises(InputError, match=missing) as refused:
        found.need_plan()
    assert refused.value.issues == found.issues
    assert str(refused.value).count("\n") < 20


def test_a_missing_column_that_is_needed_makes_the_sheet_unusable():
    found = read(book({"People": [("person_id", "primary_discipline"), ("P1", "BEH")], "Demand": ONE_SEAT}))
    assert found.plan is None
    assert issue(found, "People", 0, "available_fte").severity is RED


def test_every_issue_of_a_file_comes_at_once_at_its_own_place():
    found = read(people(("P1", "BEH", "lots"), ("P2", "BEH", 0.5), ("", "BEH", 0.5), ("P2", "POL", 0.5)))
    assert issue(found, "People", 2, "available_fte").found == "lots"
    assert issue(found, "People", 4, "person_id").severity is RED
    assert "Row 3 has the same person_id" in issue(found, "People", 5, "person_id").why
    assert "3 of 4 rows" in issue(found, "People", 0).found
    assert list(found.need_plan().people["person_id"]) == ["P2"]


def test_identifiers_stay_text():
    found = read(people(("004217", "BEH", 0.6), (17, "BEH", 0.6), (18.0, "BEH", 0.6), ("NA", "BEH", 0.1),
                        ("None", "BEH", 0.1)))  # fmt: skip
    assert sorted(found.need_plan().people["person_id"]) == ["004217", "17", "18", "NA", "None"]


def test_leading_zeros_that_a_number_format_shows_are_kept():
    from openpyxl import load_workbook

    made = load_workbook(__import__("io").BytesIO(people((4217, "BEH", 0.6))))
    made["People"]["A2"].number_format = "000000"
    from tests.workbook.books import saved

    assert read(saved(made)).need_plan().people["person_id"].tolist() == ["004217"]


def test_the_same_row_twice_counts_once():
    found = read(people(("P1", "BEH", 0.6), ("P1", "BEH", 0.6)))
    assert issue(found, "People", 3, "person_id").severity is AMBER
    assert len(found.need_plan().people) == 1


def test_more_than_the_contract_is_not_offered():
    found = read(people(("P1", "BEH", 0.8, 0.6), head=(*PEOPLE, "contract_fte")))
    assert issue(found, "People", 2, "available_fte").severity is AMBER
    assert found.need_plan().people["available_fte"].tolist() == [60]


def test_codes_that_are_not_listed_are_added_and_said():
    found = read(book({"People": [(*PEOPLE, "organisation"), ("P1", "BEH", 0.6, "XYZ")], "Demand": ONE_SEAT,
                       "Organisations": [("organisation",), ("ABC",)]}))  # fmt: skip
    assert issue(found, "People", 2, "organisation").severity is AMBER
    assert set(found.need_plan().organisations["organisation"]) == {"ABC", "XYZ"}


def test_codes_in_another_case_are_taken_as_listed_and_said():
    found = read(book({"People": [PEOPLE, ("P1", "beh", 0.6)], "Demand": ONE_SEAT,
                       "Disciplines": [("discipline",), ("BEH",)]}))  # fmt: skip
    assert issue(found, "People", 2, "primary_discipline").severity is GREEN
    assert found.need_plan().people["primary_discipline"].tolist() == ["BEH"]


def test_a_reference_that_leads_nowhere_leaves_its_row_out():
    found = read(book({"People": ONE_PERSON, "Demand": [*ONE_SEAT, ("X9", "BEH", 0.2)],
                       "Teams": [("team_id",), ("C2",)]}))  # fmt: skip
    assert issue(found, "Demand", 3, "team_id").severity is RED
    assert found.need_plan().demand["team_id"].tolist() == ["C2"]


def test_rows_about_people_who_are_left_out_are_left_out_and_say_why():
    found = read(book({"People": [PEOPLE, ("P1", "BEH", "?x"), ("P2", "BEH", 0.5)], "Demand": ONE_SEAT,
                       "PersonSkills": [("person_id", "discipline", "level"), ("P1", "EVA", 3)]}))  # fmt: skip
    assert "is left out" in issue(found, "PersonSkills", 2, "person_id").why


def test_a_value_whose_blank_would_allow_more_makes_its_row_unusable():
    found = read(people(("P1", "BEH", 0.6, "declinned"), ("P2", "BEH", 0.6, "declined"), head=(*PEOPLE, "consent")))
    assert issue(found, "People", 2, "consent").severity is RED
    assert list(found.need_plan().people["person_id"]) == ["P2"]


def test_a_harmless_value_that_cannot_be_read_is_taken_as_blank_and_said():
    found = read(people(("P1", "BEH", 0.6, "sometimes"), head=(*PEOPLE, "work_pattern")))
    assert issue(found, "People", 2, "work_pattern").severity is AMBER
    assert found.need_plan().people["work_pattern"].tolist() == [""]


def test_dates_that_run_backwards_are_red():
    found = read(people(("P1", "BEH", 0.6, "01/07/2026", "01/06/2026"),
                        head=(*PEOPLE, "available_from", "available_to")))  # fmt: skip
    assert "01/07/2026" in issue(found, "People", 2, "available_to").why


def test_real_dates_and_written_ones_are_the_same():
    days = [datetime(2026, 7, 1), date(2026, 7, 1), "2026-07-01", "1/7/26", "01/07/2026", 46204]
    found = read(people(*((f"P{i}", "BEH", 0.6, day) for i, day in enumerate(days)), head=(*PEOPLE, "available_from")))
    assert set(found.need_plan().people["available_from"]) == {pd.Timestamp(2026, 7, 1)}
    assert issue(found, "People", 7, "available_from").severity is GREEN


def test_what_the_planning_step_loses_is_listed_person_by_person_and_in_total():
    found = read(people(("P1", "BEH", 0.65), ("P2", "BEH", 0.6), ("P3", "BEH", 0.86)))
    assert "0.6 of 0.65" in issue(found, "People", 2, "available_fte").why
    assert "0.8 of 0.86" in issue(found, "People", 4, "available_fte").why
    assert "0.11 FTE" in issue(found, "People", 0, "available_fte").why


def test_demand_and_pins_that_are_no_whole_number_of_steps_are_listed():
    found = read(book({"People": ONE_PERSON, "Demand": [DEMAND, ("C2", "BEH", 0.45)],
                       "Pins": [("person_id", "team_id", "fte"), ("P1", "C2", 0.25)]}))  # fmt: skip
    assert "0.05 FTE" in issue(found, "Demand", 2, "fte_required").why
    assert "0.05 FTE" in issue(found, "Pins", 2, "fte").why


def test_a_setting_of_the_plan_that_makes_no_sense_is_left_out_and_said():
    found = read(book({"People": ONE_PERSON, "Demand": ONE_SEAT,
                       "Settings": [("setting", "value"), ("planning_step", 0.3), ("seed", 7)]}))  # fmt: skip
    assert issue(found, "Settings", 2, "value").severity is RED
    assert (found.need_plan().step, found.need_plan().seed) == (10, 7)


def test_periods_are_not_looked_at_without_their_sheet_and_that_is_said():
    found = read(book({"People": ONE_PERSON, "Demand": [(*DEMAND, "start"), ("C2", "BEH", 0.8, "2026-27 Q1")]}))
    assert issue(found, "Demand", 0, "start").severity is AMBER
    assert found.need_plan().runs.all()


def test_titles_above_the_headings_are_skipped_and_said():
    found = read(book({"People": [("Staff on offer",), (), *ONE_PERSON], "Demand": ONE_SEAT}))
    assert issue(found, "People", 1).severity is GREEN
    assert found.need_plan().people.index.tolist() == [4]


def test_a_path_that_is_not_there_is_an_error_in_a_sentence():
    with pytest.raises(UnreadableFile, match="can't be opened"):
        read("nowhere.xlsx")


def test_raw_cells_go_through_the_same_parsers_and_checks():
    raw = {"People": pd.DataFrame([["P1", "BEH", "60%"], ["P1", "BEH", 0.2]], columns=list(PEOPLE), index=[7, 9])}
    typed = tables(raw)
    assert typed.tables["People"]["available_fte"].tolist() == [60]
    assert {(i.row, i.severity) for i in typed.issues} == {(7, GREEN), (9, RED), (0, RED)}
    assert reading("pasted", raw).plan is None
