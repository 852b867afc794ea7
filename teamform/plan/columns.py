"""Columns and sheets: the words in which a workbook's tables are defined.

A column is written down once, in ``sheets/``; the reader, the checks, the template, the editor and
the documentation are all derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import pandas as pd


class Kind(Enum):
    """What a cell holds, and how a plan stores it."""

    ID = "identifier (text; leading zeros are kept)"
    TEXT = "text"
    CHOICE = "one of a list"
    FTE = "FTE (full-time equivalent; stored in hundredths)"
    SHARE = "share, 0–1 or 0–100 per cent (stored in hundredths of a per cent)"
    WHOLE = "whole number"
    NUMBER = "number"
    MONEY = "pounds a year at grade average"
    DATE = "date, day/month/year"
    YES_NO = "yes or no"
    LEVELS = "list of disciplines with levels, such as DAT:3; EVA:2"

    @property
    def dtype(self) -> Any:
        """The pandas type in which a plan stores a column of this kind."""
        return _DTYPES.get(self, "str")


_DTYPES = {
    Kind.FTE: "Int64",
    Kind.SHARE: "Int64",
    Kind.WHOLE: "Int64",
    Kind.MONEY: "Int64",
    Kind.NUMBER: "Float64",
    Kind.DATE: "datetime64[s]",
    Kind.YES_NO: "boolean",
}


def sentence_case(name: str) -> str:
    """A column's or setting's name as words: fte_required -> FTE required."""
    words = name.replace("_", " ").strip()
    for short, long in (("fte", "FTE"), ("gbp", "£"), ("id", "ID"), ("sro", "SRO")):
        words = " ".join(long if w == short else w for w in words.split())
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its meaning, its unit, and what a blank stands for."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    """The column must be there and every row must fill it."""
    default: Any = None
    """What a blank stands for, in stored units; None leaves it blank."""
    assumption: str = ""
    """The sentence listed when ``default`` was used; ``{count}`` is how often."""
    choices: tuple[str, ...] = ()
    refers: str = ""
    """The ``Sheet.column`` in which the value must be found, if that sheet is given."""
    lowest: float | None = None
    highest: float | None = None
    aliases: tuple[str, ...] = ()
    example: str | float | int = ""
    guards: bool = False
    """A blank allows more than the value would: a value that can't be read makes the row unusable."""
    unused: bool = False
    """Read, kept and written back; no rule of this version looks at it."""


@dataclass(frozen=True)
class Sheet:
    """One table of the workbook."""

    name: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """The columns that together name a row; no two rows may share them."""
    required: bool = False
    absent: str = ""
    """The sentence listed as an assumption when the sheet is missing or empty."""
    aliases: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    def empty(self) -> pd.DataFrame:
        """A table of this sheet with no rows and the right types."""
        return self._blank.copy(deep=False)

    @cached_property
    def _blank(self) -> pd.DataFrame:
        return pd.DataFrame({c.name: pd.Series([], dtype=c.kind.dtype) for c in self.columns})

    def typed(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with exactly this sheet's columns and types; what is missing stays blank."""
        if self._is_typed(table):
            return table.copy(deep=False)
        dtypes = {column.kind.dtype for column in self.columns if column.name not in table.columns}
        blank = {dtype: pd.array(["" if dtype == "str" else None] * len(table), dtype=dtype) for dtype in dtypes}
        columns = {}
        for column in self.columns:
            dtype = column.kind.dtype
            if column.name not in table.columns:
                columns[column.name] = blank[dtype]
                continue
            values = table[column.name]
            if dtype == "str" and values.hasnans:
                values = values.fillna("")
            columns[column.name] = (values if values.dtype == dtype else values.astype(dtype)).array
        return pd.DataFrame(columns, index=table.index)

    def _is_typed(self, table: pd.DataFrame) -> bool:
        """Whether nothing is left to do for a table, as for every one that was typed before."""
        if list(table.columns) != list(self.by_name):
            return False
        kinds = [column.kind.dtype for column in self.columns]
        if any(have != want for have, want in zip(table.dtypes.tolist(), kinds, strict=True)):
            return False
        texts = [name for name, kind in zip(self.by_name, kinds, strict=True) if kind == "str" and len(table)]
        return not any(table[name].array.isna().any() for name in texts)
