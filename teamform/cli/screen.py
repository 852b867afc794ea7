"""The terminal: where lines go, and how text from a workbook is kept from doing anything there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from teamform.workbook import inert

WIDE = 140
"""Columns of a pipe or a file."""
LONGEST = 600
"""Characters of one cell that are shown."""


def console(stderr: bool = False) -> Console:
    """A console that takes every text literally."""
    stream: TextIO = sys.stderr if stderr else sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a terminal that can't show a letter is no reason to stop
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDE
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def plain(value: object, longest: int = LONGEST) -> str:
    """Text from outside as it may be shown: one line, nothing that steers a terminal or turns its direction."""
    text = inert.plain(str(value))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[str] = ()) -> Table:
    """A table of literal cells; columns named in ``right`` hold figures."""
    made = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
    numbers = set(right)
    for head in heads:
        made.add_column(Text(plain(head)), justify="right" if head in numbers else "left", no_wrap=head in numbers)
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell)) for cell in row))
    return made


def heading(text: str, style: str = "bold") -> Text:
    """A line that stands out."""
    return Text(plain(text), style=style)


def more(left: int, where: str = "--json lists all") -> Text | None:
    """The line under a list that was cut short."""
    return Text(f"… and {left:,} more; {where}", style="dim") if left > 0 else None


def figure(value: float, digits: int = 2) -> str:
    """A figure as people write it: no dust, no trailing noughts, thousands apart."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fte(amount: float) -> str:
    """An FTE figure as people write it: 0.6, 1.0, 0.25."""
    text = figure(amount)
    return text if "." in text else f"{text}.0"
