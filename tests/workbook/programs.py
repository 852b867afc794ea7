"""More of the corpus: files as programs and systems write them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import xlwt

from tests.workbook.books import XML, book, packed
from tests.workbook.cases import ANN, BO, HEAD, Case, staff


def programs() -> Iterator[Case]:
    for some in (of_libreoffice(), of_old_excel(), systems()):
        yield from some


def open_document(*rows: str) -> Callable[[], bytes]:
    """A workbook as LibreOffice writes it; each row is markup of its cells, `text` ones short for."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = "".join(row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>"
                   for row in rows)  # fmt: skip
    content = (
        f"{XML}<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Staff">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return lambda: packed({"mimetype": kind, "META-INF/manifest.xml": "<x/>", "content.xml": content})


def words(*cells: str) -> str:
    return "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
                   for cell in cells)  # fmt: skip


def of_libreoffice() -> Iterator[Case]:
    merged_down = words("DHC").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
    share = ' office:value-type="percentage" office:value="0.6"><text:p>60%</text:p></table:table-cell>'
    unsure = '<table:table-cell table:formula="of:=[.A1]"/>'
    head = words("Organisation", "Staff Number", "Name", "Grade", "FTE")
    yield Case("a sheet of LibreOffice", open_document(
        head, merged_down + words("017", "Ann Oak", "HEO") + "<table:table-cell" + share,
        "<table:covered-table-cell/>" + words("018", "Bo Elm", "SEO") + "<table:table-cell" + share,
        f'<table:table-row table:visibility="filter">{words("DGT", "019", "Cy Ash", "EO")}{unsure}</table:table-row>',
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'), file="a.ods",
        values={"organisation": ("DHC", "DHC"), "contract_fte": (60, 60)},
        says=(("amber", 2, "Organisation"), ("amber", 4, ""), ("red", 4, "FTE")))  # fmt: skip


def of_old_excel() -> Iterator[Case]:
    def make() -> bytes:
        book_ = xlwt.Workbook()
        page = book_.add_sheet("Staff")
        for r, row in enumerate((HEAD, ANN, (*BO[:4], xlwt.Formula("0.3*2")))):
            for c, value in enumerate(row):
                page.write(r, c, value)
        file = io.BytesIO()
        book_.save(file)
        return file.getvalue()

    yield Case("an old workbook that was never calculated", make, file="a.xls", people=("017",),
               says=(("red", 3, "FTE"),))  # fmt: skip


ESR = (
    ("Org L2", "Organisation", "Employee Number", "Title", "Last Name", "First Name", "Assignment Number",
     "Assignment Category", "Assignment Status", "Position Title", "Staff Group", "Job Role", "Area Of Work", "Grade",
     "Pay Band", "FTE", "Contracted Hours", "Standard Hours", "Latest Start Date", "NI Number"),
    ("Trust", "Digital", "017", "Mrs", "Oak", "Ann", "017-1", "Permanent", "Active Assignment", "Analyst", "Clerical",
     "Analyst", "Digital", "NHS|XN07|Review Body Band 7", "Band 7", 0.6, 22.5, 37.5, 20150401, "QQ123456C"),
    ("Trust", "Digital", "017", "Mrs", "Oak", "Ann", "017-2", "Permanent", "Active Assignment", "Lead", "Clerical",
     "Manager", "Digital", "NHS|XR09|Review Body Band 8", "Band 8b", 0.2, 7.5, 37.5, 20150401, "QQ123456C"),
    ("Trust", "Medicine", "018", "Mr", "Elm", "Bo", "018", "Fixed Term Temp", "Maternity & Adoption", "Nurse",
     "Nursing", "Staff Nurse", "Medicine", "NHS|XN05|Review Body Band 5", "Band 5", 1, 37.5, 37.5, 20150401, ""),
)  # fmt: skip


def systems() -> Iterator[Case]:
    yield Case("an export of the NHS", lambda: book({"Staff in Post": [("Extract",), (), *ESR]}), people=("017",),
               values={"contract_fte": (80,), "grade": ("Band 7",), "employment_type": ("permanent",)},
               says=(("amber", 6, "Assignment Status"), ("green", 3, "Title"), ("amber", 5, "Employee Number")),
               nowhere=("QQ123456C", "Mrs", "Maternity"))  # fmt: skip
    head = ("Parent Department", "Organisation", "Unit", "Reporting Senior Post", "Grade", "Payscale Minimum (£)",
            "Generic Job Title", "Number of Posts in FTE", "Professional/Occupational Group")  # fmt: skip
    pool = ("DHC", "DHC", "Tax", 12, "Executive Officer (EO)", 20000, "Officer", "1,754", "Policy")
    yield Case("pools of posts alone", staff(pool, (*pool[:7], 0, "Policy"), head=head), people=(),
               says=(("green", 2, "Grade"), ("amber", 2, "Number of Posts in FTE")))  # fmt: skip
    demand = [("team_id", "discipline", "fte_required"), ("C2", "POL", 1)]
    yield Case("demand under the name of people", lambda: book({"People": demand}), people=(), tables={"Demand": 1})
