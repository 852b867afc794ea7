"""A staff list as HR systems export it: a title above, mixed ways of writing FTE, a private column."""

from __future__ import annotations

import io
import random

from openpyxl import Workbook

HEAD = ("Staff Number", "Full Name", "Department", "Job Title", "Grade", "FTE", "Base", "Security Clearance", "Gender")
FIRST, LAST = ("Ash", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Ivy"), ("Oak", "Elm", "Fir", "Yew", "Bay", "Fig", "Box")
TITLES = ("Policy Adviser", "User Researcher", "Data Scientist", "Delivery Manager")
FTE = (1, 0.6, "0,8", "60%", "22.2 hours", "FT")


def staff_list(people: int, seed: int = 7) -> bytes:
    """A workbook with one sheet of so many people, nine in ten of whose cells of FTE have to be put right."""
    rng, book = random.Random(seed), Workbook(write_only=True)
    sheet = book.create_sheet("Staff")
    sheet.append(["Staff list as at 1 October"])
    sheet.append([])
    sheet.append(HEAD)
    for number in range(people):
        sheet.append([
            f"{number:06d}", f"{rng.choice(FIRST)} {rng.choice(LAST)}", rng.choice(("DHC", "DGT", "RPS", "CTY")),
            rng.choice(TITLES), rng.choice(("Grade 7", "HEO", "SEO", "G6")), rng.choice(FTE),
            rng.choice(("Leeds", "York", "London")), rng.choice(("SC", "BPSS", "", "DV")), rng.choice("FM"),
        ])  # fmt: skip
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
