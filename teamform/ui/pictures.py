"""Pictures that are tables: shaded cells, bars and calendars whose figures everybody can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

Shade = Callable[[Any], tuple[str, str]]
"""What a cell says, and the name of its shade."""


def _frame(caption: str, body: str, kind: str) -> None:
    """A table that scrolls by itself where the screen is narrow."""
    st.html(
        f'<div class="tf-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="{kind}">'
        f"<caption>{escape(caption)}</caption>{body}</table></div>"
    )


def heat(caption: str, table: pd.DataFrame, shade: Shade, corner: str = "") -> None:
    """A matrix with shaded cells; every cell carries its figure or a symbol, so that nothing hangs on colour."""
    top = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table.columns)
    body = []
    for name, row in zip(table.index, table.to_numpy(), strict=True):
        said = [shade(value) for value in row]
        cells = "".join(f'<td class="tf-{kind}">{escape(text)}</td>' for text, kind in said)
        body.append(f'<tr><th scope="row">{escape(str(name))}</th>{cells}</tr>')
    head = f'<thead><tr><th scope="col">{escape(corner)}</th>{top}</tr></thead>'
    _frame(caption, f"{head}<tbody>{''.join(body)}</tbody>", "tf-heat")


def amounts(most: float) -> Shade:
    """Shades of one colour, from none to the most there is."""

    def shade(value: float) -> tuple[str, str]:
        if pd.isna(value) or abs(value) < 0.005:
            return "", "h0"
        return f"{value:.2f}".rstrip("0").rstrip("."), f"h{min(5, 1 + int(4.99 * value / max(most, 0.01)))}"

    return shade


def differences(most: float) -> Shade:
    """Blue for more and a dark red for less, each with its sign."""

    def shade(value: float) -> tuple[str, str]:
        if pd.isna(value) or abs(value) < 0.005:
            return "0", "h0"
        size = min(2, int(2.99 * abs(value) / max(most, 0.01)))
        text = f"{abs(value):.2f}".rstrip("0").rstrip(".")
        return (f"+{text}", f"h{(1, 3, 5)[size]}") if value > 0 else (f"−{text}", f"l{1 + size}")

    return shade


def filled(share: float) -> tuple[str, str]:
    """How much of a seat is filled, with a symbol."""
    if pd.isna(share):
        return "", "h0"
    if share > 0.999:
        return "✔", "full"
    return ("✖ none", "none") if share < 0.001 else (f"◐ {100 * share:.0f} %", "part")


def bars(caption: str, head: Sequence[str], rows: Sequence[Sequence[Any]], together: bool = True) -> None:
    """A bar a row: what the first figure says solid, the second hatched behind it (or, not together, below it).

    ``head`` names what stands in a row: its label, the two figures, and texts that follow.
    """
    most = max((a + b if together else max(a, b) for _, a, b, *_ in rows), default=0) or 1
    kinds = ["", "num", "num", *[""] * (len(head) - 3)]
    names = [f'<th scope="col" class="{kind}">{escape(text)}</th>' for text, kind in zip(head, kinds, strict=True)]
    names.insert(1, '<th scope="col"><span class="vh">Picture</span></th>')
    body = []
    for label, a, b, *texts in rows:
        parts = [_part("i", a / most), _part("b", b / most)]
        lines = "".join(parts) if together else "</div><div class='tf-bar thin'>".join(parts)
        said = [label, _figure(a), _figure(b), *texts]
        cells = [
            f'<td class="{k}" data-label="{escape(n)}">{escape(t)}</td>'
            for n, t, k in zip(head, said, kinds, strict=True)
        ]
        thin = "" if together else " thin"
        cells.insert(1, f'<td class="bar" aria-hidden="true"><div class="tf-bar{thin}">{lines}</div></td>')
        body.append(f"<tr>{''.join(cells)}</tr>")
    _frame(caption, f"<thead><tr>{''.join(names)}</tr></thead><tbody>{''.join(body)}</tbody>", "tf-table")


def _part(tag: str, share: float) -> str:
    return f'<{tag} style="width:{100 * share:.2f}%"></{tag}>' if share > 0.0005 else ""


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def calendar(
    caption: str,
    head: Sequence[str],
    rows: Iterable[tuple[Sequence[str], date, date, date | None, str]],
    periods: Sequence[tuple[str, date, date]],
) -> None:
    """A line a row on one calendar: what stands beside it, start, end, a day that matters, and its kind.

    ``periods`` are the names, first and last days of what the calendar is divided into.
    """
    first, last = periods[0][1], periods[-1][2]
    days = max((last - first).days + 1, 1)

    def at(day: date) -> float:
        return min(max(100 * (day - first).days / days, 0), 100)

    scale = "".join(
        f'<span style="left:{at(start):.2f}%;width:{at(end) - at(start):.2f}%">{escape(name)}</span>'
        for name, start, end in periods
    )
    ticks = "".join(f'<s style="left:{at(start):.2f}%"></s>' for _, start, _ in periods[1:])
    body = []
    for texts, start, end, due, kind in rows:
        beside = "".join(f'<td data-label="{escape(n)}">{escape(t)}</td>' for n, t in zip(head, texts, strict=True))
        mark = f'<b style="left:calc({at(due):.2f}% - 2px)"></b>' if due else ""
        long = max(at(end + timedelta(1)) - at(start), 1)
        line = f'<i class="{escape(kind)}" style="left:{at(start):.2f}%;width:{long:.2f}%"></i>'
        picture = f'<div class="tf-time">{ticks}{line}{mark}</div>'
        body.append(f'<tr>{beside}<td class="bar" aria-hidden="true">{picture}</td></tr>')
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    top += f'<th scope="col"><div class="tf-scale">{scale}</div></th>'
    _frame(caption, f"<thead><tr>{top}</tr></thead><tbody>{''.join(body)}</tbody>", "tf-table")
