"""The door: hostile, damaged and lying files end as a sentence or as issues, soon and cheaply."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from teamform.errors import UnreadableFile
from teamform.plan.issues import Severity
from teamform.workbook import read
from teamform.workbook.door import limits
from teamform.workbook.opening import open_book
from tests.workbook.books import DEMAND, MAIN, ONE_SEAT, PEOPLE, XML, book, issue, packed, parts, people, saved, sheet

RED, AMBER = Severity.RED, Severity.AMBER


def good() -> bytes:
    return packed(parts())


def test_the_workbook_that_the_others_are_made_from_is_good():
    assert read(good()).issues == ()


def zip_of_zeros() -> bytes:
    return packed(parts(sheet1=b"<worksheet>" + b" " * 200_000_000))


def many_parts() -> bytes:
    return packed({**parts(), **{f"x{i}.xml": "" for i in range(limits.ENTRIES)}})


def doctype(body: str) -> bytes:
    return packed(parts(sheet1=f'<?xml version="1.0"?><!DOCTYPE x [{body}]><worksheet {MAIN}><sheetData/></worksheet>'))


def laughs() -> bytes:
    return doctype(
        '<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    )


def shared_bomb() -> bytes:
    return packed(parts(texts=f"{XML}<sst {MAIN}>" + f"<si><t>{'x' * 30_000}</t></si>" * 5000 + "</sst>"))


def too_many_rows() -> bytes:
    return packed(parts(sheet1=f"{XML}<worksheet {MAIN}><sheetData>" + "<row><c><v>1</v></c></row>" * 1_000_000
                        + "</sheetData></worksheet>"))  # fmt: skip


def styles_bomb() -> bytes:
    return packed(parts(styles=f"{XML}<styleSheet {MAIN}><cellXfs>" + '<xf numFmtId="0"/>' * 2_000_000
                        + "</cellXfs></styleSheet>"))  # fmt: skip


def stray(body: str) -> bytes:
    return packed(parts(sheet1=sheet([], body=body)))


def encrypted_part() -> bytes:
    data = bytearray(good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def deep() -> bytes:
    return packed(parts(sheet1="<worksheet>" + "<a>" * 300_000 + "</a>" * 300_000 + "</worksheet>"))


HOSTILE = {
    "nothing at all": lambda: b"",
    "a program": lambda: b"MZ\x90\x00" + os.urandom(2000),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(2000),
    "an old or encrypted workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
    "half a workbook": lambda: good()[: len(good()) // 2],
    "a zip that is no workbook": lambda: packed({"readme.txt": "hello"}),
    "a zip of zeros": zip_of_zeros,
    "too many parts": many_parts,
    "a path out of the file": lambda: packed({**parts(), "../../etc/passwd": "x"}),
    "a part with a password": encrypted_part,
    "a document type": lambda: doctype(""),
    "a billion laughs": laughs,
    "an outside entity": lambda: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'),
    "too much text": shared_bomb,
    "a million rows": too_many_rows,
    "two million styles": styles_bomb,
    "a row that no spreadsheet has": lambda: stray('<row r="2000000000"><c><v>1</v></c></row>'),
    "a column that no spreadsheet has": lambda: stray('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'),
    "damaged markup": lambda: packed(parts(sheet1=f"<worksheet {MAIN}><sheetData><row>")),
    "no workbook part": lambda: packed(parts(workbook=None)),
    "no sheets": lambda: packed(parts(workbook=f"<workbook {MAIN}><sheets/></workbook>")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon_with_a_sentence(name):
    data = HOSTILE[name]()
    began = time.monotonic()
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert time.monotonic() - began < 5
    assert str(refused.value).endswith(".") and len(str(refused.value)) < 300


ONE = sheet([PEOPLE, ("P1", "BEH", 0.6)])


def ending(more: str) -> str:
    """The part of a good sheet with something after its cells."""
    return sheet([PEOPLE, ("P1", "BEH", 0.6)], more)


FAR = sheet([PEOPLE, ("P1", "BEH", 0.6)], body='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
RULE = '<dataValidation type="list" sqref="A1:A1048576"/>'
ODD = {
    "a single cell at the far corner": FAR,
    "a merge over everything": ending('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a link over everything": ending('<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'),
    "many validations": ending(f"<dataValidations>{RULE * 20_000}</dataValidations>"),
    "a dimension that lies": ONE.replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>'),
    "a sheet in UTF-16": ONE.replace("UTF-8", "UTF-16").encode("utf-16"),
    "deep markup": ending("<a>" * 20_000 + "</a>" * 20_000),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_all_the_same(name):
    began = time.monotonic()
    found = read(packed(parts(sheet1=ODD[name])))
    assert time.monotonic() - began < 5
    assert found.need_plan().people["person_id"].tolist() == ["P1"]


def test_the_far_cell_is_said():
    found = read(packed(parts(sheet1=FAR)))
    assert [i for i in found.issues if i.row == 1_048_576 or "XFD" in i.column]


LIES = {
    "an error": ('<c r="C2" t="e"><v>#N/A</v></c>', "error"),
    "a formula that was never calculated": ('<c r="C2"><f>A1*2</f></c>', "formula"),
    "a shared text that isn't there": ('<c r="C2" t="s"><v>99</v></c>', "damaged"),
    "a negative shared text": ('<c r="C2" t="s"><v>-1</v></c>', "damaged"),
    "a number that is none": ('<c r="C2"><v>abc</v></c>', "damaged"),
    "an endless number": ('<c r="C2"><v>1e999</v></c>', "damaged"),
    "a nan": ('<c r="C2"><v>nan</v></c>', "damaged"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_cell_without_a_value_is_an_issue_at_its_place(name):
    cell, word = LIES[name]
    body = f'<row r="2"><c r="A2" t="inlineStr"><is><t>P1</t></is></c>{cell}</row>'
    found = read(packed(parts(sheet1=sheet([PEOPLE], body=body))))
    problem = issue(found, "People", 2, "available_fte")
    assert problem.severity is RED and word in problem.why


def test_a_formula_with_its_value_is_that_value():
    body = '<row r="2"><c t="inlineStr"><is><t>P1</t></is></c><c/><c r="C2"><f>0.3*2</f><v>0.6</v></c></row>'
    found = read(packed(parts(sheet1=sheet([PEOPLE], body=body))))
    assert found.need_plan().people["available_fte"].tolist() == [60]


def test_a_sheet_whose_part_is_missing_is_red():
    found = read(packed(parts(sheet1=None)))
    assert "missing" in next(i for i in found.issues if i.sheet == "People").why and found.plan is None


def test_rich_text_is_read_without_its_reading_aids():
    texts = f"{XML}<sst {MAIN}><si><r><t>P</t></r><r><t>1</t></r><rPh sb='0' eb='1'><t>zz</t></rPh></si></sst>"
    body = '<row r="2"><c t="s"><v>0</v></c><c/><c><v>0.6</v></c></row>'
    found = read(packed(parts(texts=texts, sheet1=sheet([PEOPLE], body=body))))
    assert found.need_plan().people["person_id"].tolist() == ["P1"]


def test_both_date_systems_are_read(tmp_path):
    from datetime import datetime

    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    for epoch in (None, CALENDAR_MAC_1904):
        made = Workbook()
        if epoch:
            made.epoch = epoch
        made.active.title = "People"
        made.active.append([*PEOPLE, "available_from"])
        made.active.append(["P1", "BEH", 0.6, datetime(2026, 7, 1)])
        demand = made.create_sheet("Demand")
        for row in ONE_SEAT:
            demand.append(row)
        found = read(saved(made)).need_plan()
        assert found.people["available_from"].iloc[0] == datetime(2026, 7, 1)


def test_merged_cells_below_the_headings_are_said():
    made = load_workbook(io.BytesIO(people(("P1", "BEH", 0.6), ("P2", "BEH", 0.6))))
    made["People"].merge_cells("B2:B3")
    assert issue(read(saved(made)), "People", 2).severity is AMBER


def test_hidden_sheets_and_rows_are_read_and_said():
    made = load_workbook(io.BytesIO(people(("P1", "BEH", 0.6))))
    made["Demand"].sheet_state = "hidden"
    made["People"].row_dimensions[2].hidden = True
    found = read(saved(made))
    assert issue(found, "Demand", 0).severity is AMBER and issue(found, "People", 2).severity is AMBER
    assert found.plan is not None


def test_macros_are_left_alone_and_the_cells_are_read():
    assert read(packed({**parts(), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})).plan is not None


def test_a_reader_that_dies_or_hangs_is_an_error_in_a_sentence(monkeypatch):
    for code, seconds in (("import os; os.abort()", 4.0), ("import time; time.sleep(60)", 0.5)):
        monkeypatch.setattr("teamform.workbook.opening._CHILD", code)
        monkeypatch.setattr(limits, "SECONDS", seconds)
        began = time.monotonic()
        with pytest.raises(UnreadableFile):
            read(good())
        assert time.monotonic() - began < 4


def test_what_is_no_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    for path in (tmp_path / "pipe.xlsx", tmp_path, tmp_path / "nothing.xlsx"):
        with pytest.raises(UnreadableFile, match="can't be opened"):
            read(path)


def test_the_child_stays_light():
    code = ("import sys; from teamform.workbook.door import child, xlsx, package; "
            "print([m for m in ('pandas', 'numpy', 'openpyxl', 'ortools') if m in sys.modules])")  # fmt: skip
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert said.stdout.strip() == "[]"


def test_progress_is_told_sheet_by_sheet():
    told = []
    open_book(book({"People": [PEOPLE, *((f"P{i}", "BEH", 0.5) for i in range(5000))], "Demand": [DEMAND]}),
              lambda sheet, rows: told.append((sheet, rows)))  # fmt: skip
    assert told == [("People", 2000), ("People", 4000), ("People", 5001), ("Demand", 1)]


def test_a_big_honest_sheet_is_read(tmp_path):
    made = book({"People": [PEOPLE, *((f"P{i}", "BEH", 0.5) for i in range(20_000))], "Demand": ONE_SEAT})
    assert len(read(made).need_plan().people) == 20_000


def test_parts_with_the_same_name_are_refused():
    file = io.BytesIO(good())
    with zipfile.ZipFile(file, "a") as out, pytest.warns(UserWarning):
        out.writestr("xl/workbook.xml", "again")
    with pytest.raises(UnreadableFile):
        read(file.getvalue())
