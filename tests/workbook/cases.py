"""What a file of the corpus is, and what it must give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.workbook.books import book

HEAD = ("Staff Number", "Name", "Organisation", "Grade", "FTE")
ANN = ("017", "Ann Oak", "DHC", "HEO", 0.6)
BO = ("018", "Bo Elm", "DCF", "SEO", 1)


@dataclass(frozen=True)
class Case:
    """A file and what it must give."""

    name: str
    make: Callable[[], bytes]
    file: str = "staff.xlsx"
    refused: bool = False
    people: tuple[str, ...] | None = ("017", "018")
    """Numbers of the people that come in."""
    says: tuple[tuple[str, int, str], ...] = ()
    """Severity, row and heading of issues that must be there."""
    values: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """Stored values of columns of People that must come out."""
    tables: dict[str, int] = field(default_factory=dict)
    """How many rows come in of other tables."""
    nowhere: tuple[str, ...] = ()
    """Texts that must be nowhere in what is kept."""
    accept: bool = False


def text(*rows: object) -> Callable[[], bytes]:
    return lambda: "\n".join(map(str, rows)).encode()


def staff(*rows: object, head: tuple[str, ...] = HEAD) -> Callable[[], bytes]:
    return lambda: book({"Staff": [head, *rows]})
