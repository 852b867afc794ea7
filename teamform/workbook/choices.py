"""Drop-down lists, so that fixed words need not be typed."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs

from teamform.plan.columns import Column, Kind
from teamform.workbook.book import Page

LISTS = "Lists"
LIST_ROWS = 2000


def add_choices(sheet: Page, columns: Sequence[Column], last: int,
                places: dict[str, str] | None = None) -> None:  # fmt: skip
    """Offer each column's fixed words, or what stands where it refers to, down to row ``last``.

    ``places`` says in which range the values of a ``Sheet.column`` stand.
    """
    for i, column in enumerate(columns):
        formula = _formula(column, places or {})
        if formula:
            rule = {"validate": "list", "source": formula, "error_type": "warning", "error_title": column.name[:32],
                    "error_message": _one_of(column), "show_input": False}  # fmt: skip
            sheet.data_validation(1, i, last - 1, i, rule)


def _formula(column: Column, places: dict[str, str]) -> str:
    """The list of a column as spreadsheets write it."""
    if column.kind is Kind.YES_NO:
        return '"yes,no"'
    listed = ",".join(column.choices)
    if column.choices and len(listed) < 250 and not any("," in choice for choice in column.choices):
        return f'"{listed}"'
    return places.get(column.refers, "")


def _one_of(column: Column) -> str:
    return (f"One of: {', '.join(column.choices)}" if column.choices else column.help)[:250]


def place(sheet: str, column: int, last: int = LIST_ROWS) -> str:
    """The range of a sheet's column below its heading."""
    return f"'{sheet}'!{xl_range_abs(1, column - 1, last - 1, column - 1)}"
