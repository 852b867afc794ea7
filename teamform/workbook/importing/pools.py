"""Pools of posts in published organograms: how many FTE of which grade and profession, without people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from teamform.plan import lists
from teamform.workbook.importing.log import AMBER, GREEN
from teamform.workbook.importing.making import Making
from teamform.workbook.inert import plain
from teamform.workbook.spellings import grade_of

MOST_POSTS = 20_000
"""Up to so many posts are made of the pools of one table."""


@dataclass(frozen=True)
class Pool:
    """A pool of posts."""

    file: str
    sheet: str
    row: int
    organisation: str
    directorate: str
    grade: str
    profession: str
    job_title: str
    fte: float


def pools(making: Making, as_posts: bool) -> list[Pool]:
    """Take the pools out of a table of posts; each becomes single posts if so answered."""
    table, log = making.found.table, making.log
    if "pool_fte" not in making.columns:
        return []
    found = list(_found(making))
    for pool in found:
        del table.rows[pool.row]
    making.columns["contract_fte"] = {r: v for r, v in making.columns["pool_fte"].items() if r in table.rows}
    making.headings["contract_fte"] = making.headings["pool_fte"]
    if not found:
        return []
    _grades(making, found)
    fte = sum(pool.fte for pool in found)
    heading = making.headings["pool_fte"]
    posts = _posts(making, found) if as_posts else 0
    became = f"; {posts:,} posts were made of them" if as_posts else "; they are listed apart and not read as people"
    log.say(AMBER, found[0].row, heading, f"{len(found):,} rows", f"They are pools of posts, {fte:,.1f} FTE "
            f"together{became}.", "Answer the question about pools, if that isn't meant.", by="pools")  # fmt: skip
    return found


def _grades(making: Making, found: list[Pool]) -> None:
    """List each spelling of a grade once: what it is read as, or that it is of another scale."""
    heading = making.headings.get("grade", "grade")
    cells = making.columns.get("grade", {})
    spelled: dict[str, list[Pool]] = {}
    for pool in found:
        if pool.grade:
            spelled.setdefault(plain(str(cells[pool.row])), []).append(pool)
    for text, some in spelled.items():
        used = f"(used in {len(some):,} pool{'s' * (len(some) != 1)})"
        first = some[0]
        if first.grade != text:
            making.log.say(GREEN, first.row, heading, text, f"Read as {first.grade} {used}.", became=first.grade,
                           by="grade")  # fmt: skip
        elif text not in lists.GRADES:
            making.log.say(AMBER, first.row, heading, text, f"It is no grade that is listed {used}; it stays as it is.",
                           "List it in Grades with its rank and cost, if it is to be compared.",
                           by="other scale")  # fmt: skip


def _found(making: Making) -> Iterator[Pool]:
    """The rows that stand for several posts, or for posts without a name or reference."""
    rows = making.found.table.rows

    def text(field: str, row: int) -> str:
        value = making.columns.get(field, {}).get(row)
        return plain(str(value)) if value is not None else ""

    for row in rows:
        fte = _number(making.columns["pool_fte"].get(row))
        junior = text("seniority", row).casefold().startswith("jun")
        named = text("person_id", row)
        if fte is not None and (junior or not named or fte > 1.5):
            grade = text("grade", row)
            read = grade_of(grade) if grade else None
            yield Pool(making.log.file, making.log.sheet, row, text("organisation", row), text("directorate", row),
                       read.value if read else grade, text("profession", row), text("job_title", row), fte)  # fmt: skip


def _number(value: Any) -> float | None:
    text = re.sub(r"[,\s]", "", str(value))
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _posts(making: Making, found: list[Pool]) -> int:
    """Make single posts of pools: as many of 1.0 FTE as there are, and the rest."""
    table, made = making.found.table, 0
    free = max(table.grid.rows, default=0)
    for pool in found:
        rest = pool.fte
        while rest > 0.005 and made < MOST_POSTS:
            free, made = free + 1, made + 1
            table.rows[free] = {}
            making.places[free] = pool.row
            share = min(1.0, round(rest, 2))
            rest -= share
            for field, value in (
                ("person_id", f"post-{pool.row}-{free}"),
                ("contract_fte", share),
                ("grade", pool.grade),
                ("organisation", pool.organisation),
                ("directorate", pool.directorate),
                ("profession", pool.profession),
                ("job_title", pool.job_title),
            ):
                making.put(field, free, value or None)
    return made
