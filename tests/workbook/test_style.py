"""Written tables: headings in sight, rows coloured by what they say, lists of words, columns as wide as they need."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from teamform.plan.columns import Column, Kind
from teamform.workbook.book import Book
from teamform.workbook.choices import add_choices
from teamform.workbook.style import FTE, INPUT, Heading, add_sheet


def test_a_table_looks_as_tables_do():
    book = Book()
    headings = [Heading("severity"), Heading("fte", FTE, "How much."), Heading("why")]
    rows = [("red", 0.5, "x" * 20), ("green", 1, None), ("-", None, "y" * 200)]
    sheet = add_sheet(book, "People", headings, rows, INPUT, fill_by=0, above=("Title", "Said below"))
    columns = [Column("severity", Kind.TEXT, "How bad.", choices=("red", "green")),
               Column("agreed", Kind.YES_NO, "Whether."), Column("team", Kind.ID, "Which.", refers="T.t")]  # fmt: skip
    add_choices(sheet, columns, 9, {"T.t": "'T'!$A$2:$A$9"})
    made = load_workbook(io.BytesIO(book.content()))["People"]
    assert made.sheet_properties.tabColor.rgb == "FF1D70B8"
    assert made.freeze_panes == "A4" and made.auto_filter.ref == "A3:C6"
    assert [(c.value, c.font.b, c.font.sz) for c in (made["A1"], made["A2"])] == [
        ("Title", True, 14),
        ("Said below", False, 11),
    ]
    assert {(c.font.b, c.font.color.rgb, c.fill.fgColor.rgb) for c in made[3]} == {(True, "FFFFFFFF", "FF1D70B8")}
    assert [c.comment and c.comment.text for c in made[3]] == [None, "How much.", None]
    assert [[c.fill.fgColor.rgb for c in row] for row in made["A4:C6"]] == [
        ["FFF6D7D2"] * 3,
        ["FFCCE2D8"] * 3,
        ["00000000"] * 3,
    ]
    assert [made.column_dimensions[letter].width for letter in "ABC"] == [12, 8, 60]
    assert [(str(r.sqref), r.formula1, r.errorStyle, r.error) for r in made.data_validations.dataValidation] == [
        ("A2:A9", '"red,green"', "warning", "One of: red, green"), ("B2:B9", '"yes,no"', "warning", "Whether."),
        ("C2:C9", "'T'!$A$2:$A$9", "warning", "Which.")]  # fmt: skip
