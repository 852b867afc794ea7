"""The tables of a plan while they are being completed, and what was assumed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from teamform.plan.issues import Assumption


@dataclass
class Filling:
    """The tables while they are being completed, and the assumptions made on the way."""

    tables: dict[str, pd.DataFrame]
    given: frozenset[str]
    """Names of the sheets that hold at least one row."""
    assumptions: list[Assumption] = field(default_factory=list)

    def assume(self, sheet: str, column: str, count: int, sentence: str) -> None:
        """List a default that was used ``count`` times (nothing is listed for none)."""
        if count:
            self.assumptions.append(Assumption(sheet, column, int(count), sentence.replace("{count}", str(count))))

    def fill(self, sheet: str, column: str, values: Any, sentence: str = "") -> None:
        """Put ``values`` (one for all, or one a row) where ``column`` is blank, and list how often that was."""
        table = self.tables[sheet]
        if not len(table):
            return
        blank = is_blank(table[column])
        if blank.any():
            filled = table[column].array.copy()
            filled[blank] = np.asarray(values)[blank] if pd.api.types.is_list_like(values) else values
            table[column] = filled  # our own since it was typed; what it was typed from stays as it was
            self.assume(sheet, column, int(blank.sum()), sentence) if sentence else None


def is_blank(values: pd.Series) -> npt.NDArray[np.bool_]:
    """Where a column has no value."""
    return np.asarray(values.array == "" if values.dtype == "str" else values.array.isna(), bool)
