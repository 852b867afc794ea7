"""The order in which the rows of a plan's tables stand, whatever order the file had."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pandas as pd

from teamform.plan.sheets import SHEETS


def in_order(name: str, table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The table of a sheet in an order that doesn't depend on the file's."""
    if len(table) < 2:
        return table
    if name == "People":
        drawn = [hashlib.sha256(f"{seed}:{person}".encode()).digest() for person in table["person_id"]]
        return table.iloc[np.argsort(np.array(drawn, dtype="S32"), kind="stable")]
    if name == "Periods":
        return table.sort_values("start", kind="stable")
    key = list(SHEETS[name].key)
    if key and _ascends(table, key):
        return table
    return table.sort_values(key or list(table.columns), kind="stable")


def _ascends(table: pd.DataFrame, key: list[str]) -> bool:
    """Whether a table stands in the order of its key already, which is seen much sooner than it is sorted."""
    rows = zip(*(table[column].tolist() for column in key), strict=True)
    return all(one <= other for one, other in pairwise(rows))
