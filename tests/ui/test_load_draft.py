"""An import that is being worked on: kept without what is private, put right, undone, remembered, taken over."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace

import pytest

from teamform.plan.sheets import SHEETS
from teamform.ui import load_draft, load_keep
from teamform.ui.load_draft import BY_HAND, Draft
from teamform.ui.load_over import ADD, WHOLE, is_own, outcome, with_discipline
from teamform.ui.load_reader import BROKEN, Reading, again
from teamform.ui.load_reader import read as read_files
from teamform.workbook import import_files
from teamform.workbook.importing.output import write_flagged
from tests.ui import small

IDENT = "0123456789ab"
STAFF = (
    "Employee ID,Worker,Job Profile,Stufe,FTE,Gender,National Insurance\n"
    "001,Ash Alder,Policy,Grade 7,60%,Female,QQ123456C\n"
    '008,Hal Holly,Policy,HEO,"0,8",Male,QQ654321A\n'
    "009,Ivy Ilex,Social Research,SEO,1.7,Female,QQ111111B\n"
)


def drafted(folder, text: str = STAFF, name: str = "staff.csv") -> Draft:
    """A draft of a file, read as the reader process reads it."""
    draft, _ = read_files(IDENT, [(name, text.encode())], folder, io.StringIO())
    return draft


def column(draft: Draft, heading: str):
    """What a column of the only table was taken for."""
    return next(c for c in draft.imported().read[0].columns if c.heading == heading)


def told(draft: Draft, **columns: str) -> Draft:
    """Settle what columns are taken for."""
    draft.choices.table(draft.imported().read[0])["columns"].update(columns)
    return draft


# --- keeping


def test_a_draft_comes_back_from_its_folder_as_it_was(tmp_path):
    draft = told(drafted(tmp_path), Stufe="grade")
    draft.save(tmp_path)
    back = load_draft.load(tmp_path, IDENT)
    assert back == draft
    assert back.imported().tables["People"].equals(draft.imported().tables["People"])
    assert back.imported().issues == draft.imported().issues


def test_dates_errors_and_hidden_rows_come_back_too(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Employee ID", "Worker", "FTE", "Available from"])
    book.active.append(["1", "Ash Alder", 0.5, "=1/0"])
    book.active["D2"].value, book.active["D2"].data_type = "#DIV/0!", "e"
    book.active.append(["2", "Bay Beech", 1, None])
    book.active["D3"].value = __import__("datetime").datetime(2026, 4, 1)
    book.active.row_dimensions[3].hidden = True
    written = io.BytesIO()
    book.save(written)
    draft, found = read_files(IDENT, [("a.xlsx", written.getvalue())], tmp_path, io.StringIO())
    assert load_draft.load(tmp_path, IDENT) == draft
    assert again(IDENT, tmp_path)[1].issues == found.issues


def test_nothing_private_is_kept_in_the_folder(tmp_path):
    draft = drafted(tmp_path)
    load_keep.remember(draft, draft.imported(), tmp_path)
    kept = "".join(path.read_text() for path in tmp_path.iterdir())
    assert "Hal Holly" in kept
    assert not [word for word in ("Female", "Male", "QQ123456C") if word in kept]
    assert {d.heading for d in draft.dropped} == {"Gender", "National Insurance"}


@pytest.mark.parametrize("ident", ["../../etc/passwd", "nosuchdraft0", ""])
def test_a_draft_that_is_not_there_is_none(tmp_path, ident):
    assert load_draft.load(tmp_path, ident) is None


def test_a_draft_that_nobody_used_for_a_week_is_thrown_away(tmp_path, monkeypatch):
    drafted(tmp_path)
    assert [ident for ident, _ in load_draft.kept(tmp_path)] == [IDENT]
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 8 * 86_400)
    assert load_draft.kept(tmp_path) == []
    assert not list(tmp_path.glob(f"{IDENT}*"))


# --- putting right


def test_a_cell_put_right_by_hand_counts_and_is_listed_with_what_it_was(tmp_path):
    draft = drafted(tmp_path)
    wrong = next(i for i in draft.imported().issues if i.found == "1.7")
    place = load_draft.column_of(draft.imported(), draft, wrong)
    assert (wrong.row, place) == (4, 5)
    draft.choices.values.append(["staff.csv", "staff", 4, "FTE", place, "1.7", "0,7"])
    found = draft.imported()
    assert found.tables["People"].set_index("person_id").loc["009", "contract_fte"] == 70
    line = next(i for i in found.issues if i.by == BY_HAND)
    assert (line.row, line.column, line.found, line.became) == (4, "FTE", "1.7", "0,7")
    assert load_draft.cell(draft, "staff.csv", "staff", 4, place) == "0,7"
    draft.choices.values.clear()
    assert "009" not in set(draft.imported().tables["People"]["person_id"])


def test_the_same_value_can_be_put_right_everywhere_in_its_column(tmp_path):
    draft = drafted(tmp_path)
    rows = load_draft.rows_with(draft, "staff.csv", "staff", 3, "Policy")
    assert rows == [2, 3]
    places = [("staff.csv", "staff", row, "Job Profile", 3) for row in rows]
    load_draft.put_right(draft.choices, places, "Policy", "Economics")
    load_draft.put_right(draft.choices, places[:1], "Economics", "Science")
    assert load_draft.rows_with(draft, "staff.csv", "staff", 3, "Economics") == [3]
    assert [(p[2], p[5], p[6]) for p in draft.choices.values] == [
        (3, "Policy", "Economics"), (2, "Policy", "Science")]  # fmt: skip
    assert draft.imported().tables["People"]["profession"].tolist()[:2] == ["Science", "Economics"]


def test_a_kind_of_repair_is_undone_and_done_again(tmp_path):
    draft = drafted(tmp_path)
    assert [i.became for i in draft.imported().issues if i.by == "decimal comma"] == ["0.8"]
    draft.choices.kinds.append("decimal comma")
    assert not [i for i in draft.imported().issues if i.by == "decimal comma"]
    draft.choices.kinds.clear()
    assert [i.became for i in draft.imported().issues if i.by == "decimal comma"] == ["0.8"]


def test_a_confirmed_discipline_is_used_and_listed(tmp_path):
    draft = drafted(tmp_path)
    assert {s.discipline for s in draft.imported().suggestions} == {"POL", "EVA"}
    draft.choices.answers["disciplines"] = {"009": "BEH", "001": "POL"}
    draft.choices.values.append(["staff.csv", "staff", 4, "FTE", 5, "1.7", "0,7"])
    people = draft.imported().tables["People"].set_index("person_id")["primary_discipline"]
    assert people.to_dict() == {"001": "POL", "008": "", "009": "BEH"}
    assert {i.became for i in draft.imported().issues if i.by == "confirmed discipline"} == {"BEH", "POL"}


# --- remembering


def test_a_ticked_column_is_remembered_by_the_headings_for_a_file_of_any_name(tmp_path):
    draft = told(drafted(tmp_path), Stufe="grade")
    load_keep.remember(draft, draft.imported(), tmp_path)
    later = drafted(tmp_path, name="next month.csv")
    assert (column(later, "Stufe").how, column(later, "Stufe").used) == ("told", True)
    assert later.choices.remembered == [["next month.csv", "next month", "Stufe"]]
    other = drafted(tmp_path, STAFF.replace("Job Profile", "Location"))
    assert column(other, "Stufe").how == "values"


def test_an_organisation_is_remembered_for_files_of_that_name_only(tmp_path):
    draft = drafted(tmp_path, name="DHC 2026-10.csv")
    draft.choices.table(draft.imported().read[0])["answers"]["organisation"] = "DHC"
    load_keep.remember(draft, draft.imported(), tmp_path)
    assert set(drafted(tmp_path, name="DHC 2026-11.csv").imported().tables["People"]["organisation"]) == {"DHC"}
    assert set(drafted(tmp_path, name="RPS 2026-11.csv").imported().tables["People"]["organisation"]) == {""}


def test_two_files_with_the_same_headings_have_answers_of_their_own(tmp_path):
    sources = [("a.csv", STAFF.encode()), ("b.csv", STAFF.replace("00", "10").encode())]
    draft, found = read_files(IDENT, sources, tmp_path, io.StringIO())
    for table, code in zip(found.read, ("DHC", "RPS"), strict=True):
        draft.choices.table(table)["answers"]["organisation"] = code
    people = draft.imported().tables["People"].set_index("person_id")["organisation"]
    assert people[["001", "101"]].tolist() == ["DHC", "RPS"]


def test_two_sheets_with_the_same_headings_are_settled_and_remembered_apart(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for sheet in (book.active, book.create_sheet("Leavers")):
        for row in csv.reader(STAFF.splitlines()):
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)

    def read_it(name: str):
        return read_files(IDENT, [(name, written.getvalue())], tmp_path, io.StringIO())

    draft, found = read_it("a.xlsx")
    draft.choices.table(found.read[1])["table"] = ""
    assert [t.table for t in draft.imported().read] == ["People", ""]
    load_keep.remember(draft, draft.imported(), tmp_path)
    assert [t.table for t in read_it("b.xlsx")[1].read] == ["People", ""]


def test_only_lines_that_were_not_there_last_time_are_new(tmp_path):
    draft = drafted(tmp_path)
    assert not load_keep.seen_before(draft, draft.imported(), tmp_path)
    load_keep.remember(draft, draft.imported(), tmp_path)
    mended = drafted(tmp_path, STAFF.replace("1.7", "0.7") + "010,Jon Juniper,Policy,HEO,lots,Male,\n")
    found = mended.imported()
    seen = load_keep.seen_before(mended, found, tmp_path)
    new = [issue for n, issue in enumerate(found.issues) if n not in seen and issue.sheet and issue.row]
    assert {i.row for i in new} == {5}


def test_a_flagged_copy_that_was_mended_in_excel_shows_only_what_is_new(tmp_path):
    from openpyxl import load_workbook

    twice = STAFF + "001,Ash Alder,Policy,Grade 7,20%,Female,\n"
    draft = drafted(tmp_path, twice)
    found, written = draft.imported(), io.BytesIO()
    load_keep.remember(draft, found, tmp_path)
    write_flagged(written, found, "staff.csv")
    book = load_workbook(written)
    assert book.active["E4"].value == "1.7" and book.active["E4"].comment
    book.active["E4"].value = "0,7 FTE"
    mended = io.BytesIO()
    book.save(mended)
    later, now = read_files(IDENT, [("staff, flagged.xlsx", mended.getvalue())], tmp_path, io.StringIO())
    assert now.tables["People"].set_index("person_id")["contract_fte"].to_dict() == {"001": 60, "008": 80, "009": 70}
    seen = load_keep.seen_before(later, now, tmp_path)
    assert {(i.row, i.column) for n, i in enumerate(now.issues) if n not in seen and i.sheet and i.row} == {(4, "FTE")}


# --- reading in another process


def test_a_reading_comes_back_with_its_draft_and_says_how_far_it_is(tmp_path):
    reading = Reading(IDENT, tmp_path, [("staff.csv", STAFF.encode()), ("bad.xlsx", b"MZ" + b"\0" * 99)])
    while reading.going:
        time.sleep(0.05)
    assert "rows of “" in reading.sentence()
    draft, found = reading.result()
    assert draft == load_draft.load(tmp_path, IDENT)
    assert len(found.read) == 1 and "can't be used" in found.refused["bad.xlsx"]


def test_a_reading_that_is_cancelled_leaves_nothing_and_one_that_dies_is_a_sentence(tmp_path):
    reading = Reading(IDENT, tmp_path, [("staff.csv", STAFF.encode())])
    reading.stop()
    assert not reading.going and not list(tmp_path.iterdir())
    dying = Reading(IDENT, tmp_path, [("staff.csv", STAFF.encode())])
    dying._process.kill()
    dying._process.wait()
    assert dying.result() == BROKEN


# --- taking over


def people(text: str, **answers):
    return import_files([("staff.csv", text.encode())], {"answers": answers})


SAME = "Employee ID,Worker,Organisation,FTE\n001,Ash Alder,DHC,0.6\n012,Bay Beech,DHC,1\n"


def test_what_files_leave_blank_stays_and_what_nobody_answered_does_not_count():
    found = outcome(small.tables(), people(SAME), ADD, False, False)
    table = found.tables["People"].set_index("person_id")
    assert table.loc["001", ["contract_fte", "available_fte", "primary_discipline"]].tolist() == [60, 100, "POL"]
    assert found.differences["People"].new == ("012",)
    assert found.differences["People"].changed == {"001": (("contract_fte", "1", "0.6"),)}
    answered = outcome(small.tables(), people(SAME, available_share=50), ADD, False, False)
    assert answered.tables["People"].set_index("person_id").loc["001", "available_fte"] == 30


def test_the_same_person_under_another_number_keeps_the_plans_number():
    found = outcome(small.tables(), people(SAME), ADD, False, True)
    assert found.twins == {"012": "002"}
    assert found.differences["People"].new == ()
    assert found.differences["People"].after == 7
    assert with_discipline(small.tables()["People"], people(SAME).tables["People"]) == {"001", "012"}


def test_nobody_leaves_unless_it_is_said_and_then_from_every_sheet():
    plan = small.tables()
    plan["CurrentAllocation"].loc[2, "person_id"] = "002"
    only = people("Employee ID,Worker,Organisation,FTE\n001,Ash Alder,DHC,1\n")
    stays = outcome(plan, only, ADD, False, False)
    assert stays.missing == ("002",) and not stays.differences["People"].gone
    gone = outcome(plan, only, ADD, True, False)
    assert gone.differences["People"].gone == ("002",)
    assert gone.differences["CurrentAllocation"].after == 0
    assert len(gone.tables["People"]) == 6


def test_a_complete_workbook_takes_the_place_of_the_plans_sheets():
    found = outcome(small.tables(), people(SAME), WHOLE, False, False)
    assert found.differences["People"].after == 2 and len(found.differences["People"].gone) == 6
    assert not is_own(people(SAME))


def test_taking_over_what_is_there_already_changes_nothing():
    plan = small.tables()
    imported = people(SAME)
    same = replace(imported, reading=replace(imported.reading, tables=plan))
    for way in (ADD, WHOLE):
        assert outcome(plan, same, way, False, True).changes == 0
    assert set(SHEETS) >= set(plan)
