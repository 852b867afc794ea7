"""Workbooks made on the spot: by openpyxl where it can, part by part where it would refuse."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from teamform.plan.issues import Issue
from teamform.workbook import Reading

PEOPLE = ("person_id", "primary_discipline", "available_fte")
DEMAND = ("team_id", "discipline", "fte_required")
ONE_SEAT = [DEMAND, ("C2", "BEH", 0.8)]
ONE_PERSON = [PEOPLE, ("P1", "BEH", 0.6)]


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with these sheets; each is a list of rows."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(made)


def people(*rows: Sequence[Any], head: Sequence[str] = PEOPLE) -> bytes:
    """A workbook with these people and one seat."""
    return book({"People": [head, *rows], "Demand": ONE_SEAT})


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def issue(reading: Reading, sheet: str, row: int, column: str = "") -> Issue:
    """The one issue at this place."""
    found = [i for i in reading.issues if (i.sheet, i.row, i.column) == (sheet, row, column)]
    assert len(found) == 1, [str(i) for i in reading.issues]
    return found[0]


# --- parts

XML = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def parts(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """The parts of a good small workbook; ``changed`` puts others in place of (or, None, takes out) some.

    Names: sheet1 (People), sheet2 (Demand), workbook, links, texts, styles.
    """
    names = {
        "sheet1": "xl/worksheets/sheet1.xml",
        "sheet2": "xl/worksheets/sheet2.xml",
        "workbook": "xl/workbook.xml",
        "links": "xl/_rels/workbook.xml.rels",
        "texts": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    good: dict[str, str | bytes | None] = {
        "workbook": f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="People" sheetId="1" r:id="r1"/>'
        '<sheet name="Demand" sheetId="2" r:id="r2"/></sheets></workbook>',
        "links": f'{XML}<Relationships {RELATIONS}>'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r4" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "sheet1": sheet([PEOPLE, ("P1", "BEH", 0.6)]),
        "sheet2": sheet(ONE_SEAT),
        "texts": f"{XML}<sst {MAIN}><si><t>shared</t></si></sst>",
        "styles": f"{XML}<styleSheet {MAIN}><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>",
    }  # fmt: skip
    every = {names.get(k, k): v for k, v in {**good, **changed}.items()}
    start = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'{XML}<Relationships {RELATIONS}><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    }
    return {name: part for name, part in {**start, **every}.items() if part is not None}


def sheet(rows: Sequence[Sequence[Any]], extra: str = "", body: str = "") -> str:
    """The part of a sheet with these rows (numbers, and text in the cell itself)."""
    made = "".join(f'<row r="{i}">{"".join(_cell(v) for v in row)}</row>' for i, row in enumerate(rows, 1))
    return f"{XML}<worksheet {MAIN}><sheetData>{made}{body}</sheetData>{extra}</worksheet>"


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def packed(made: Mapping[str, str | bytes]) -> bytes:
    """Parts zipped into a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, part in made.items():
            out.writestr(name, part)
    return file.getvalue()
