"""A corpus of hostile, corrupt, messy and wrong files, each with what it must give."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.workbook.books import ONE_SEAT, book, packed, parts, sheet
from tests.workbook.cases import ANN, BO, HEAD, Case, staff, text
from tests.workbook.oddities import oddities
from tests.workbook.programs import programs
from tests.workbook.test_door import HOSTILE, LIES, ODD, good


def corpus() -> list[Case]:
    """Every case, in a fixed order."""
    return [*hostile(), *lying(), *ftes(), *grades(), *dates(), *clearances(), *layouts(), *rows(), *texts(), *cut(),
            *oddities(), *programs()]  # fmt: skip


def hostile() -> Iterator[Case]:
    for name, make in HOSTILE.items():
        yield Case(f"hostile: {name}", make, refused=True, people=None)
    for name, part in ODD.items():
        yield Case(f"odd: {name}", lambda part=part: packed(parts(sheet1=part)), people=("P1",))
    for name, start in (("html", b"<html><table><tr><td>1"), ("json", b'{"a": 1}'), ("pdf", b"%PDF-1.7"),
                        ("rtf", b"{\\rtf1"), ("gzip", b"\x1f\x8b\x08"), ("sqlite", b"SQLite format 3\0"),
                        ("xml", b"<?xml version='1.0'?><Workbook/>"), ("binary", bytes(range(256)) * 9)):  # fmt: skip
        yield Case(f"another kind of file: {name}", lambda start=start: start + b" " * 50, refused=True, people=None)
    yield Case("binary workbook", lambda: packed({**parts(), "xl/workbook.bin": "x"}), refused=True, people=None)
    yield Case(
        "external links", lambda: packed({**parts(), "xl/externalLinks/externalLink1.xml": "<x/>"}), people=("P1",)
    )
    yield Case("macros", lambda: packed({**parts(), "xl/vbaProject.bin": b"x" * 99}), file="a.xlsm", people=("P1",))
    yield Case("workbook named csv", good, file="a.csv", people=("P1",))
    yield Case("csv named workbook", text(",".join(HEAD), "017,Ann Oak,DHC,HEO,0.6"), people=("017",))


def lying() -> Iterator[Case]:
    for name, (cell, _) in LIES.items():
        body = f'<row r="2"><c r="A2" t="inlineStr"><is><t>P1</t></is></c>{cell}</row>'
        part = sheet([("person_id", "primary_discipline", "available_fte")], body=body)
        yield Case(f"lie: {name}", lambda part=part: packed(parts(sheet1=part)), people=(),
                   says=(("red", 2, "available_fte"),))  # fmt: skip


def ftes() -> Iterator[Case]:
    for written, stored in (("0,6", 60), ("60%", 60), ("3 days", 60), ("22.2 hours", 60), ("FT", 100), ("½", 50),
                            (" 0.6", 60), ("0.6 FTE", 60), ("3/5", 60), ("\u00a00.6", 60)):  # fmt: skip
        yield Case(f"fte {written!r}", staff((*ANN[:4], written), BO), says=(("green", 2, "FTE"),),
                   values={"contract_fte": (stored, 100)})  # fmt: skip
    for written in ("lots", -0.5, 1.7, "part time", True, "#N/A", "1e9", "0.0.6", "=1+1x", "60 60"):
        yield Case(f"fte {written!r} can't be used", staff((*ANN[:4], written), BO), people=("018",),
                   says=(("red", 2, "FTE"),))  # fmt: skip
    yield Case("fte as per cent", staff((*ANN[:4], 84), (*BO[:4], 100)), values={"contract_fte": (84, 100)},
               says=(("green", 2, "FTE"),))  # fmt: skip
    yield Case("fte finer than hundredths", staff((*ANN[:4], 0.869), BO), values={"contract_fte": (86, 100)},
               says=(("green", 2, "FTE"),))  # fmt: skip
    hours = ("Staff Number", "Name", "Organisation", "Grade", "Weekly Hours")
    yield Case("hours of a week of 37", staff((*ANN[:4], 22.2), (*BO[:4], 37), head=hours),
               values={"contract_fte": (60, 100)}, says=(("green", 2, "Weekly Hours"),))  # fmt: skip
    yield Case("hours of a week of 36", staff((*ANN[:4], 18), (*BO[:4], 36), head=hours),
               values={"contract_fte": (50, 100)})  # fmt: skip


def grades() -> Iterator[Case]:
    for written, stored in (
        ("Grade 7", "G7"),
        ("GRADE 6", "G6"),
        ("Gr7", "G7"),
        ("Higher Executive Officer", "HEO"),
        ("HEO (D)", "HEO"),
        ("Executive Officer", "EO"),
        ("AO", "AA/AO"),
        ("SCS Pay Band 1", "SCS1"),
        ("Deputy Director", "SCS1"),
        ("Director General", "SCS3"),
        ("Grade 7 London", "G7"),
        ("D6 (G7)", "G7"),
    ):
        row = (*ANN[:3], written, ANN[4])
        yield Case(f"grade {written}", staff(row, BO), values={"grade": (stored, "SEO")}, says=(("green", 2, "Grade"),))
    yield Case("two grades", staff((*ANN[:3], "HEO/SEO", 0.6), BO), values={"grade": ("HEO", "SEO")},
               says=(("amber", 2, "Grade"),))  # fmt: skip
    yield Case("another scale", staff((*ANN[:3], "Band 8a", 0.6), BO), values={"grade": ("Band 8a", "SEO")},
               says=(("amber", 2, "Grade"),))  # fmt: skip


def dates() -> Iterator[Case]:
    head = (*HEAD, "Available From")
    for written in ("2026-07-01", "1/7/26", "01/07/2026", 46204, "1 July 2026", "1st Jul 2026", 20260701):
        yield Case(f"date {written}", staff((*ANN, written), (*BO, "01/07/2026"), head=head),
                   values={"available_from": ("2026-07-01", "2026-07-01")})  # fmt: skip
    for written in ("31/02/2026", "07/13/2026", "soon", "1/7/1066", True):
        yield Case(f"date {written} can't be used", staff((*ANN, written), (*BO, "01/07/2026"), head=head),
                   people=("018",), says=(("red", 2, "Available From"),))  # fmt: skip


def clearances() -> Iterator[Case]:
    head = (*HEAD, "Clearance")
    for written, held in (("SC cleared", "SC"), ("Security Check (SC)", "SC"), ("Baseline", "BPSS"), ("dv", "DV"),
                          ("Security Check (SC) exp 03/27", "SC"), ("DV (in progress)", "")):  # fmt: skip
        yield Case(f"clearance {written}", staff((*ANN, written), (*BO, "CTC"), head=head),
                   values={"clearance": (held, "CTC")}, says=(("green", 2, "Clearance"),))  # fmt: skip
    for written in ("SC expired", "SC/DV", "purple"):
        yield Case(f"clearance {written}", staff((*ANN, written), (*BO, "CTC"), head=head),
                   says=(("amber", 2, "Clearance"),))  # fmt: skip


def layouts() -> Iterator[Case]:
    for n in range(1, 7):
        titles = [(f"Title {i}",) for i in range(n)]
        yield Case(
            f"{n} rows of titles", lambda t=titles: book({"Staff": [*t, HEAD, ANN, BO]}), says=(("green", 1, ""),)
        )
    yield Case("blank rows", lambda: book({"S": [(), (), HEAD, (), ANN, (), (), BO]}))
    yield Case(
        "blank columns",
        lambda: book(
            {
                "S": [
                    (None, *HEAD[:2], None, *HEAD[2:]),
                    (None, *ANN[:2], None, *ANN[2:]),
                    (None, *BO[:2], None, *BO[2:]),
                ]
            }
        ),
    )
    rng = random.Random(5)
    for n in range(6):
        order = rng.sample(range(5), 5)
        mixed = [[row[i] for i in order] for row in (HEAD, ANN, BO)]
        yield Case(f"columns in order {n}", lambda m=mixed: book({"S": m}), values={"organisation": ("DHC", "DCF")})
    for number, name, fte in (
        ("Person Number", "Person Full Name", "Assignment FTE Value"),
        ("Employee ID", "Worker", "FTE"),
        ("PERNR", "Full Name", "WTE"),
        ("Payroll No", "Employee Name", "Full Time Equivalent"),
        ("emp_no", "staff_member", "contracted_fte"),
        ("STAFF ID", "KNOWN AS", "% FTE"),
    ):
        head = (number, name, "Organisation", "Grade", fte)
        yield Case(f"headings of {number}", staff(ANN, BO, head=head), values={"contract_fte": (60, 100)})
    yield Case("repeated headings", staff(ANN, HEAD, BO), says=(("green", 3, ""),))
    yield Case("an unknown column", staff((*ANN, 43), (*BO, 44), head=(*HEAD, "Shoe")), says=(("amber", 1, "Shoe"),))
    yield Case(
        "a private column", staff((*ANN, "F"), (*BO, "M"), head=(*HEAD, "Gender")), says=(("green", 1, "Gender"),)
    )
    yield Case("no headings", lambda: book({"S": [(1, 2, 3), (4, 5, 6)]}), people=None, says=(("amber", 1, ""),))
    yield Case("an empty sheet beside it", lambda: book({"Empty": [], "Staff": [HEAD, ANN, BO]}))
    yield Case(
        "the same heading twice",
        staff((*ANN, 0.1), (*BO, 0.1), head=(*HEAD, "FTE")),
        says=(("amber", 1, "FTE"),),
        values={"contract_fte": (60, 100)},
    )


def rows() -> Iterator[Case]:
    for word in ("Total", "Grand total", "Totals:", "Sub-total", "TOTAL FTE", "Average"):
        yield Case(f"row of {word}", staff(ANN, BO, (word, None, None, None, 1.6)), says=(("green", 4, ""),))
    for word in ("Vacant", "VACANCY", "Vacant post", "TBC", "To be recruited", "Unfilled"):
        yield Case(f"row of {word}", staff(ANN, BO, ("019", word, "DHC", "HEO", 1)), says=(("amber", 4, "Name"),))
    for word in ("inactive", "Leaver", "Terminated", "No"):
        yield Case(f"status {word}", staff((*ANN, "Active"), (*BO, "Active"), ("019", "Cy Ash", "DHC", "HEO", 1, word),
                                           head=(*HEAD, "Assignment Status")),
                   says=(("amber", 4, "Assignment Status"),))  # fmt: skip
    yield Case("a note below", staff(ANN, BO, ("* part-timers are marked with a star",)), says=(("green", 4, ""),))
    yield Case("the same row twice", staff(ANN, BO, BO), says=(("amber", 4, "Staff Number"),))
    yield Case("one number, two people", staff(ANN, BO, ("018", "Xenia Yew", "DHC", "HEO", 1)),
               says=(("red", 4, "Staff Number"),))  # fmt: skip
    yield Case("no number", staff(ANN, BO, (None, "Cy Ash", "DHC", "HEO", 1)), says=(("red", 4, "Staff Number"),))
    yield Case("numbers as numbers", staff((17, *ANN[1:]), (18.0, *BO[1:])), people=("17", "18"))
    yield Case(
        "surname first",
        staff(("017", "OAK, Ann", *ANN[2:]), BO),
        values={"display_name": ("Ann Oak", "Bo Elm")},
        says=(("green", 2, "Name"),),
    )
    yield Case("capitals apart", staff(ANN, ("018", "Bo Elm", "dhc", "SEO", 1), ("019", "Cy Ash", "DHC", "EO", 1)),
               people=("017", "018", "019"), values={"organisation": ("DHC", "DHC", "DHC")})  # fmt: skip


def texts() -> Iterator[Case]:
    for name, odd, clean in (
        ("zero width", "Ann\u200b Oak", "Ann Oak"),
        ("right to left", "\u202eAnn Oak", "Ann Oak"),
        ("no-break space", "Ann\u00a0Oak", "Ann Oak"),
        ("byte order mark", "\ufeffAnn Oak", "Ann Oak"),
        ("decomposed", "Zoe\u0308 Oak", "Zo\u00eb Oak"),
    ):
        yield Case(f"name with {name}", staff(("017", odd, *ANN[2:]), BO), values={"display_name": (clean, "Bo Elm")})
    yield Case(
        "look-alike number",
        staff(("\u04201", *ANN[1:]), BO),
        people=("018", "P1"),
        says=(("green", 2, "Staff Number"),),
    )
    for live in ("=1+1", "+1", "@SUM(1)", "<script>x</script>", "[x](javascript:1)", "\x1b[31m", "-cmd"):
        safe = live.replace("\x1b", "")
        if live == "\x1b[31m":
            yield Case("escape sequence", text(",".join(HEAD), f"017,{live}Ann,DHC,HEO,0.6"), people=("017",))
            continue
        yield Case(f"live text {live}", text(",".join(HEAD), f"017,{live},DHC,HEO,0.6", "018,Bo Elm,DCF,SEO,1"),
                   file="a.csv", values={"display_name": (safe, "Bo Elm")})  # fmt: skip
    for code in ("NA", "Null", "None", "nan", "TRUE", "INF"):
        yield Case(f"organisation {code}", text(",".join(HEAD), f"017,Ann Oak,{code},HEO,0.6", "018,Bo Elm,DCF,SEO,1"),
                   file="a.csv", values={"organisation": (code, "DCF")})  # fmt: skip
    for mark in ("-", "n/a", "[c]", "TBC", ".."):
        yield Case(f"missing as {mark}", staff((*ANN[:3], mark, 0.6), BO), says=(("green", 2, "Grade"),),
                   values={"grade": ("", "SEO")})  # fmt: skip


def cut() -> Iterator[Case]:
    whole = book({"Staff": [HEAD, ANN, BO], "Demand": ONE_SEAT})
    for part in range(1, 10):
        yield Case(f"cut after {part} tenths", lambda p=part: whole[: len(whole) * p // 10], refused=True, people=None)


def mutated(count: int, seed: int = 7) -> Iterator[bytes]:
    """Workbooks with a few bytes changed, some of them inside the unpacked parts."""
    rng = random.Random(seed)
    base = parts()
    plain = packed(base)
    for _ in range(count):
        if rng.random() < 0.4:
            data = bytearray(plain)
            for _ in range(rng.randint(1, 6)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            yield bytes(data)
            continue
        name = rng.choice([n for n in base if n.endswith((".xml", ".rels"))])
        body = bytearray(str(base[name]).encode())
        for _ in range(rng.randint(1, 5)):
            body[rng.randrange(len(body))] = rng.randrange(256)
        yield packed({**base, name: bytes(body)})
