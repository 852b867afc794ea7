"""Drop-down lists, so that fixed words need not be typed."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from teamform.plan.columns import Column, Kind
from teamform.workbook.book import Page

LISTS = "Lists"
LIST_ROWS = 2000


def add_choices(page: Page, columns: Sequence[Column], last: int,
                places: dict[str, str] | None = None) -> None:  # fmt: skip
    """Offer each column's fixed words, or what stands where it refers to, down to row ``last``.

    ``places`` says in which range the values of a ``Sheet.column`` stand.
    """
    for i, column in enumerate(columns):
        formula = _formula(column, places or {})
        if formula:
            letter = get_column_letter(i + 1)
            rule = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning",
                                  errorTitle=column.name, error=_one_of(column), showErrorMessage=True)  # fmt: skip
            rule.add(f"{letter}2:{letter}{last}")
            page.sheet.add_data_validation(rule)


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
    letter = get_column_letter(column)
    return f"{quote_sheetname(sheet)}!${letter}$2:${letter}${last}"
