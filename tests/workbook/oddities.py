"""More of the corpus: what offices and programs do to files, and what must never be kept of them."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.workbook.books import MAIN, OFFICE, XML, book, packed, parts, saved, sheet
from tests.workbook.cases import ANN, BO, HEAD, Case, staff, text

CY = ("019", "Cy Ash", "DGT", "EO", 1)
THREE = ("017", "018", "019")


def oddities() -> Iterator[Case]:
    for some in (
        separated(),
        counted(),
        dated(),
        numbered(),
        laid_out(),
        wide(),
        private(),
        bombs(),
    ):
        yield from some


def coded(encoding: str, *rows: str, end: str = "\n") -> Callable[[], bytes]:
    return lambda: end.join(rows).encode(encoding)


def separated() -> Iterator[Case]:
    """Files of text."""
    head, ann, bo = (",".join(map(str, row)) for row in (HEAD, ANN, BO))
    yield Case("old Mac letters", coded("mac_roman", head, "017,Zoë Müller,DHC,HEO,0.6", "", end="\r"), people=("017",),
               values={"display_name": ("Zoë Müller",)}, says=(("amber", 0, ""),))  # fmt: skip
    yield Case("one bad byte", lambda: f"{head}\n017,Zoë Müller,DHC,HEO,0.6\n018,B".encode() + b"\xff Elm,DCF,SEO,1\n",
               values={"display_name": ("Zoë Müller", "B Elm")}, says=(("amber", 3, "Name"),))  # fmt: skip
    yield Case("letters coded twice", text(head, "017,Zo\u00c3\u00ab,DHC,HEO,0.6", bo), says=(("amber", 2, "Name"),))
    yield Case("a quotation mark never closed", text(head, '017,"Ann Oak,DHC,HEO,0.6', bo), refused=True, people=None)
    yield Case("a quotation mark closed too late", text(head, '017,"Ann,DHC,HEO,0.6', '018,Bo",DCF,SEO,1', ann),
               says=(("red", 2, "Name"),), people=None)  # fmt: skip
    yield Case("a decimal comma unquoted", text(head, "017,Ann Oak,DHC,HEO,0,6", bo), people=("018",),
               says=(("red", 2, "(column F)"),))  # fmt: skip
    yield Case("text as a formula", text(head, '="017",Ann Oak,DHC,HEO,0.6', bo), says=(("amber", 2, "Staff Number"),))
    yield Case("a cell of a million letters", text(head, f"017,{'x' * 10**6},DHC,HEO,0.6", bo),
               says=(("amber", 2, "Name"),))  # fmt: skip
    yield Case("three million empty rows", text(head, ann, bo, "\n" * 3_000_000 + ann), refused=True, people=None)
    yield Case("twenty thousand columns", text(",".join(f"c{i}" for i in range(20_000))), refused=True, people=None)
    yield Case("nothing but blanks", text("", "  ", ""), people=None, says=(("red", 0, ""),))


def counted() -> Iterator[Case]:
    """Amounts."""
    yield Case("per cent beside fractions", staff((*ANN[:4], 84), (*BO[:4], 100), (*CY[:4], 0.6)), people=THREE,
               values={"contract_fte": (84, 100, 60)}, says=(("amber", 2, "FTE"),))  # fmt: skip
    per_cents = (*HEAD[:4], "FTE %")
    yield Case("fractions beside per cents", staff((*ANN[:4], 80), (*BO[:4], 1.7), (*CY[:4], 0.6), head=per_cents),
               people=THREE, values={"contract_fte": (80, 1, 60)},
               says=(("amber", 3, "FTE %"), ("amber", 4, "FTE %")))  # fmt: skip
    yield Case("no FTE", staff((*ANN[:4], None), BO), says=(("amber", 2, "FTE"),))
    yield Case("an FTE of nought", staff((*ANN[:4], 0), BO), says=(("amber", 2, "FTE"),))
    hours = (*HEAD[:4], "Weekly Hours")
    yield Case("hours and minutes", staff((*ANN[:4], "22:12"), (*BO[:4], "37:00"), head=hours),
               values={"contract_fte": (60, 100)})  # fmt: skip

    def durations() -> bytes:
        made = Workbook()
        made.active.append(hours)
        made.active.append((*ANN[:4], timedelta(hours=22, minutes=12)))
        made.active.append((*BO[:4], timedelta(hours=37)))
        for cell in ("E2", "E3"):
            made.active[cell].number_format = "[h]:mm"
        return saved(made)

    yield Case("hours as durations", durations, values={"contract_fte": (60, 100)})
    yield Case("hours that can't be read", staff((*ANN[:4], "many"), (*BO[:4], 37), head=hours), people=("018",),
               says=(("red", 2, "Weekly Hours"),))  # fmt: skip


def dated() -> Iterator[Case]:
    head = (*HEAD, "Available From")
    for name, written, read, says in (
        ("month first", ("07/25/2026", "12/31/2026", "07/05/2026"), "2026-07-05", (("amber", 4, "Available From"),)),
        ("as one number in text", ("01/07/2026", "1/7/26", "20260701"), "2026-07-01", ()),
    ):
        rows = [(*row, day) for row, day in zip((ANN, BO, CY), written, strict=True)]
        yield Case(f"dates {name}", staff(*rows, head=head), people=THREE, says=says,
                   values={"available_from": (..., ..., read)})  # fmt: skip
    yield Case("one date month first among others", staff((*ANN, "07/25/2026"), (*BO, "01/07/2026"), head=head),
               people=("018",), says=(("red", 2, "Available From"), ("amber", 3, "Available From")))  # fmt: skip

    def mac() -> bytes:
        made = Workbook()
        made.epoch = CALENDAR_MAC_1904
        made.active.append(head)
        made.active.append((*ANN, datetime(2026, 7, 1)))
        made.active.append((*BO, 44742))
        return saved(made)

    yield Case("days since 1904", mac, values={"available_from": ("2026-07-01", "2026-07-01")})


def numbered() -> Iterator[Case]:
    """Numbers and names of people."""
    yield Case("zeros lost in one row", staff(("000017", *ANN[1:]), (18, *BO[1:])), people=("000017", "18"),
               says=(("amber", 3, "Staff Number"),))  # fmt: skip
    yield Case("numbers alike but for capitals", staff(("ab1", *ANN[1:]), ("AB1", *BO[1:])), people=("AB1", "ab1"),
               says=(("amber", 3, "Staff Number"),))  # fmt: skip
    yield Case("digits of another width", staff(("０17", *ANN[1:]), BO), says=(("green", 2, "Staff Number"),))
    for name in (datetime(2026, 4, 1), True, 42, "=1+1", "<b>Ann</b>", "A" * 500):
        yield Case(f"a name that is {str(name)[:20]}", staff(("017", name, *ANN[2:]), BO), says=(("amber", 2, "Name"),))
    calling = '=HYPERLINK("http://x","Ann")'
    yield Case("a formula for a name", staff(("017", calling, *ANN[2:]), BO), says=(("amber", 2, "Name"),),
               values={"display_name": ("", "Bo Elm")})  # fmt: skip
    yield Case("a name of twenty", staff(*((f"{i:03d}", "Withheld", "DHC", "HEO", 1) for i in range(20))), people=None,
               says=(("amber", 2, "Name"),))  # fmt: skip
    for grade, read in (("Executive Officer (EO)", "EO"), ("G7 (L)", "G7"), ("HEO-D", "HEO"), ("Grade 6 (G6)", "G6")):
        yield Case(f"grade {grade}", staff((*ANN[:3], grade, 0.6), BO), values={"grade": (read, "SEO")},
                   says=(("green", 2, "Grade"),))  # fmt: skip
    status = (*HEAD, "Employment Status")
    yield Case("people who aren't at work", staff((*ANN, "Active"), (*BO, "Terminated - 2025"), (*CY, "Career break"),
                                                  head=status),
               people=("017",), says=(("amber", 3, status[-1]), ("amber", 4, status[-1])))  # fmt: skip


def merged(area: str, *rows: tuple[object, ...]) -> Callable[[], bytes]:
    def make() -> bytes:
        made = Workbook()
        for row in rows:
            made.active.append(row)
        made.active.merge_cells(area)
        made.active.row_dimensions[3].hidden = True
        made.active.column_dimensions["D"].hidden = True
        return saved(made)

    return make


def laid_out() -> Iterator[Case]:
    lead = ("Organisation", "Staff Number", "Name", "Grade", "FTE")
    rows = (lead, ("DHC", "017", "Ann Oak", "HEO", 0.6), (None, "018", "Bo Elm", "SEO", 1))
    yield Case("merged organisations, a hidden row and column", merged("A2:A3", *rows),
               values={"organisation": ("DHC", "DHC")},
               says=(("amber", 2, "Organisation"), ("amber", 3, ""), ("amber", 1, "Grade")))  # fmt: skip
    yield Case("organisation in the first row only", lambda: book({"Staff": rows}), says=(("amber", 3, lead[0]),))
    seats = ("Team", "Discipline", "FTE Required")
    beside = [(*HEAD, None, *seats), (*ANN, None, "C2", "BEH", 0.8), (*BO, None, "C2", "UR", 0.6)]
    yield Case("people beside demand", lambda: book({"S": beside}), tables={"Demand": 2})
    under = [("Staff",), HEAD, ANN, BO, (), ("Demand",), seats, ("C2", "BEH", 0.8)]
    yield Case("people above demand", lambda: book({"S": under}), tables={"Demand": 1})
    split = [("Staff", "Full", "Pay", "FTE"), ("Number", "Name", "Band", None), *((a, b, d, e) for a, b, _, d, e in
                                                                                  (ANN, BO))]  # fmt: skip
    yield Case("headings over two lines", lambda: book({"S": split}), values={"grade": ("HEO", "SEO")})
    team = [("Name", "Role", "FTE"), ("Ann Oak", "Data", 0.6)]
    yield Case("a sheet of people for each team", lambda: book({"Team A": team, "Team B": team}),
               people=("staff-Team A-2", "staff-Team B-2"), says=(("amber", 2, "Name"),))  # fmt: skip
    german = ("Personalnummer", "Name", "Behörde", "Besoldungsgruppe", "Stellenanteil")
    yield Case("headings in German", staff(ANN, BO, head=german),
               values={"contract_fte": (60, 100)})  # fmt: skip


def wide() -> Iterator[Case]:
    matrix = [("Team", "POL", "DAT", "User research", "Total"), ("C2", 1, "0,6", "-", 1.6), ("N1", 2, "50%", 1, 3.5)]
    yield Case("a matrix of demand in mixed figures", lambda: book({"Demand": matrix}), people=None,
               tables={"Demand": 5})  # fmt: skip
    roles = [("Team", "Role", "FTE Required"), ("C2", "User researcher", 1), ("N1", "User researcher", 2)]
    yield Case("roles that are no disciplines", lambda: book({"Demand": roles}), people=None, tables={"Demand": 2},
               says=(("amber", 2, "Role"),))  # fmt: skip
    quarters = [("Team", "Discipline", "Q1 26/27", "Q2 26/27"), ("C2", "POL", 1, 2), ("N1", "DAT", 3, 4)]
    yield Case("demand by quarter", lambda: book({"Demand": quarters}), people=None, says=(("amber", 1, "Q2 26/27"),))
    teams = [("Team Code", "Team Name"), ("C2", "Clean"), ("N1", "NHS")]
    levels = [(None, "Name", "POL", "DAT"), (1, "Ann Oak", 3, 1), (2, "Bo Elm", 2, 4), (3, None, None, None)]
    yield Case("people against skills with rows to spare", lambda: book({"Skills": levels}),
               people=("staff-2", "staff-3"), tables={"PersonSkills": 4}, says=(("amber", 4, "Name"),),
               accept=True)  # fmt: skip
    yield Case("numbers without people", staff(ANN, BO, ("019",)), says=(("amber", 4, "Staff Number"),))
    who = [("Name", "C2", "N1"), ("Ann Oak", 0.3, 0.3), ("Bo Elm", "50%", 0.5)]
    yield Case("people against teams", lambda: book({"Staff": [HEAD, ANN, BO], "Who": who, "Teams": teams}),
               tables={"CurrentAllocation": 4})  # fmt: skip


def private() -> Iterator[Case]:
    head = ("Staff Number", "Name", "Organisation", "FTE")
    ann, bo = (*ANN[:3], ANN[4]), (*BO[:3], BO[4])
    for heading, one, other in (
        ("Ref", "QQ123456C", "AB 12 34 57 D"), ("Code", "Female", "Male"), ("Title", "Mrs", "Mr"), ("M/F", "f0", "m0"),
        ("X1", "03/02/1985", "14/11/1970"), ("X2", "£45,231", "£54,000"), ("Geburtsdatum", "3.2.85!", "14.11.70!"),
        ("Sexe", "femme", "homme"), ("Yrs old", "4711", "4712"), ("TU", "PCS-7", "FDA-7"), ("PDR", "Box-1", "Box-2"),
        ("Bezüge €", "4711", "4712"), ("Spine", "4711", "4712"), ("Contact", "a@b.example", "c@d.example"),
    ):  # fmt: skip
        yield Case(f"private: {heading} of {one}", staff((*ann, one), (*bo, other), head=(*head, heading)),
                   says=(("green", 1, heading),), nowhere=(one, other))  # fmt: skip
    notes = ("Off sick since March", "Ring QQ123456C or a@b.example")
    yield Case("private: in notes", staff((*ann, notes[0]), (*bo, notes[1]), head=(*head, "Notes")),
               says=(("amber", 2, "Notes"), ("amber", 3, "Notes")), nowhere=("sick", "QQ1234", "a@b"))  # fmt: skip
    yield Case("private: numbers of people", staff(("QQ123456C", *ann[1:]), ("AB123457D", *bo[1:]), head=head),
               people=("staff-2", "staff-3"), says=(("green", 1, head[0]),), nowhere=("QQ1234", "AB1234"))  # fmt: skip
    yield Case("private: addresses of people", staff(("ann.oak@x.example", *ann[1:]), bo, head=head),
               people=("018", "ann.oak"), says=(("amber", 2, head[0]),), nowhere=("@x.example",))  # fmt: skip
    yield Case("private: above the headings", lambda: book({"S": [("Ann Oak has a salary of 45231",), HEAD, ANN, BO]}),
               says=(("amber", 1, "(column A)"),), nowhere=("45231",))  # fmt: skip


def bombs() -> Iterator[Case]:
    def rows(body: str) -> Callable[[], bytes]:
        return lambda: packed(parts(sheet1=f"{XML}<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"))

    sheets = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r1"/>' for i in range(1, 10_001))
    many = f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    numbers = "".join(f"{i} " for i in range(700_000))
    for name, make in (
        ("ten thousand sheets of one part", lambda: packed(parts(workbook=many))),
        ("a million rows without a cell", rows("".join(f'<row r="{i}"/>' for i in range(1, 400_000)))),
        ("a row of five thousand cells", rows("<row>" + "<c><v>1</v></c>" * 5000 + "</row>")),
        ("an attribute of many megabytes", rows(f'<row a="{numbers}"/>')),
        ("a comment of many megabytes", rows(f"<!--{numbers}-->")),
        ("a link for a part", linked),
    ):
        yield Case(f"bomb: {name}", make, refused=True, people=None)
    person = '<c r="A2" t="inlineStr"><is><t>P1</t></is></c>'
    twice = f'<row r="2">{person}<c r="C2"><v>0.6</v></c><c r="C2"><v>0.9</v></c></row>'
    head = ("person_id", "primary_discipline", "available_fte")
    yield Case("a cell that is stored twice", lambda: packed(parts(sheet1=sheet([head], body=twice))), people=("P1",),
               says=(("amber", 2, "available_fte"),))  # fmt: skip


def linked() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name, part in parts().items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16 if name.endswith("sheet1.xml") else 0
            out.writestr(entry, "/etc/passwd" if entry.external_attr else part)
    return file.getvalue()
