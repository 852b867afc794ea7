"""Written workbooks: every text comes back as it is, no cell is live, and nothing is lost or left behind in silence."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from teamform.errors import TeamformError
from teamform.workbook import book as book_module
from teamform.workbook.book import LONGEST, Book, Look
from teamform.workbook.headers import team_titles, titles
from teamform.workbook.opening import open_book


def made(values, looks=None) -> bytes:
    """A workbook of one column."""
    book = Book()
    looks = looks or [Look()] * len(values)
    book.page("Texts", [(n, [value], [look]) for n, (value, look) in enumerate(zip(values, looks, strict=True), 1)])
    return book.content()


def through_the_door(content: bytes) -> list:
    rows = open_book(content)[0].rows
    return [rows[n].get(1) if n in rows else None for n in range(1, max(rows) + 1)]


def through_openpyxl(content: bytes) -> list:
    return list(load_workbook(io.BytesIO(content))["Texts"]["A"])


LIVE = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]
MARKUP = [
    "<r><t>rich</t></r>",
    "<r><rPr><b/></rPr><t>bold</t></r>",
    "<r></r>",
    "<b>x</b>",
    "&amp;",
    "]]>",
    "<!--",
    "{=1}",
]
SPACED = [
    " before",
    "after ",
    "\u00a0hard\u00a0",
    "two  in it",
    "a\nb",
    "a\tb",
    "a\r\nb",
    "\n",
    "http://x.example",
    "'=1",
]
ESCAPED = ["_x0041_", "_x005F_x0041_", "a_x000D_b", "_x004", "_X0041_", "_x0041__x0041_", "_"]


TEXTS = [*LIVE, *MARKUP, *SPACED, *ESCAPED, "007", "1e5", "TRUE", "#N/A", "😀 ünï ç"]


@pytest.fixture(scope="module")
def texts():
    return made([*TEXTS, "end"])


def test_any_text_comes_back_as_it_is(texts):
    assert through_the_door(texts)[:-1] == [text if text.strip() else None for text in TEXTS]


def test_every_program_finds_nothing_but_text_in_it(texts):
    cells = through_openpyxl(texts)[:-1]
    assert [c.value for c in cells] == [re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", text) for text in TEXTS]
    assert {(c.data_type, c.hyperlink) for c in cells} == {("s", None)}
    assert [c.value for c in cells if c.quotePrefix] == LIVE
    with zipfile.ZipFile(io.BytesIO(texts)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '<t xml:space="preserve"> before</t>' in sheet and "<t>007</t>" in sheet
    assert not [tag for tag in ("<r>", "<f>", "<f ", "<hyperlink") if tag in sheet]


def test_what_no_workbook_can_hold_is_left_out_and_the_rest_stays():
    odd = ["a\x00b\x08c\x1fd", "\ud800x\udfff", "\ufffe\uffffy", "\x01"]
    assert [cell.value for cell in through_openpyxl(made([*odd, "end"]))] == ["abcd", "x", "y", None, "end"]
    assert [len(cell.value) for cell in through_openpyxl(made(["é&" * LONGEST, "x" * LONGEST]))] == [LONGEST, LONGEST]


def test_figures_are_figures_and_what_is_none_is_blank():
    given = [0.1 + 0.2, 12345678901, np.float64(0.29), np.int64(7), True, np.False_, float("nan"), float("-inf"), pd.NA,
             pd.NaT, None, "", "end"]  # fmt: skip
    cells = through_openpyxl(made(given))
    assert [c.value for c in cells] == [0.1 + 0.2, 12345678901, 0.29, 7, "yes", "no", *[None] * 6, "end"]
    assert {c.data_type for c in cells[:4]} == {"n"}
    assert isinstance(through_openpyxl(made([2.0]))[0].value, int), "a whole figure stands as one"
    with pytest.raises(TypeError):
        made([object()])


def test_days_are_counted_as_spreadsheets_count_them():
    days = [datetime(1900, 1, 1), datetime(1900, 2, 28), datetime(1900, 3, 1), datetime(2026, 4, 1, 13, 30)]
    content = made([*days, date(2026, 4, 1), pd.Timestamp(2030, 12, 31)])
    assert through_the_door(content) == [*days, datetime(2026, 4, 1), datetime(2030, 12, 31)]
    assert {cell.number_format for cell in through_openpyxl(content)} == {"dd/mm/yyyy"}
    with pytest.raises(TypeError):
        made([datetime(2026, 4, 1, tzinfo=UTC)])


def test_a_cell_looks_as_was_asked_and_long_text_is_wrapped():
    looks = [Look("0.0#", "FFF2CC"), Look(fill="CCE2D8"), Look(), Look(), Look(bold=True, size=14, wrapped=False)]
    figure, blank, short, long, title = through_openpyxl(made([0.5, None, "x", "x" * 41, "y" * 41], looks))
    assert figure.number_format == "0.0#" and figure.fill.fgColor.rgb == "FFFFF2CC"
    assert blank.value is None and blank.fill.fgColor.rgb == "FFCCE2D8"
    assert [bool(c.alignment.wrap_text) for c in (short, long, title)] == [False, True, False]
    assert title.font.b and title.font.sz == 14 and not short.font.b and short.alignment.vertical == "top"


def test_lines_stand_where_their_numbers_say():
    book = Book()
    page = book.page("Far", [(2, [None, "b"], [Look()] * 2), (70_000, ["x"] + [None] * 600 + ["y"], [Look()] * 602)])
    page.note(70_000, 1, "<b>\x00_x0041_", height=120)
    rows = open_book(content := book.content())[0].rows
    assert rows == {2: {2: "b"}, 70_000: {1: "x", 602: "y"}}
    comment = load_workbook(io.BytesIO(content))["Far"]["A70000"].comment
    assert comment.text == "<b>_x005F_x0041_" and comment.author == "teamform"


def test_more_rows_than_a_sheet_has_are_refused_and_not_left_out():
    with pytest.raises(TeamformError, match="1,048,577 rows"):
        Book().page("Long", [(1_048_577, ["x"], [Look()])])


def test_a_file_without_its_cells_is_never_handed_out(monkeypatch):
    monkeypatch.setattr(book_module, "_CELLS", re.compile(b"<elsewhere/>"))
    with pytest.raises(RuntimeError, match="without its cells"):
        made(["x"])


def test_nothing_of_a_workbook_stays_among_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made(["x"])
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(Book, "style", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made(["secret"])
    assert list(tmp_path.iterdir()) == []


def test_sheets_have_titles_that_every_program_takes_and_none_twice():
    names = ["A" * 40, "a" * 40, "x/y?[z]:*\\'", "😀" * 20, "😀" * 20, "Staff list of all departments 26"]
    found = titles([*names, *["B" * 40] * 11])
    assert found[:6] == ["A" * 31, "a" * 27 + " (2)", "x-y--z-----", "😀" * 15, "😀" * 13 + " (2)", names[-1][:31]]
    assert set(team_titles(["T/1", "C" * 40]).values()) == {"Team T-1", "Team " + "C" * 22}
    book = Book()
    for title in found:
        book.page(title, [(1, ["x"], [Look()])])
    assert load_workbook(io.BytesIO(book.content())).sheetnames == found
