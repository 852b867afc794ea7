"""Looking up in a table what stands beside a name."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Names = pd.Series | npt.NDArray[Any] | list[str]


def position(names: Names, among: pd.Series) -> npt.NDArray[np.int64]:
    """Where each of ``names`` stands ``among`` others; -1 where it doesn't."""
    known: pd.Index = pd.Index(among)
    return known.get_indexer(pd.Index(names)).astype(np.int64)


def beside(names: Names, table: pd.DataFrame, key: str, column: str, without: int | float | str) -> Any:
    """What a table says in ``column`` beside each of ``names``, which are looked for in its ``key``.

    ``without`` stands where a name isn't there or nothing is beside it, and says what kind of figures come back
    (an array of int64 or float64; objects for text).
    """
    kind = {int: np.int64, float: np.float64, str: object}[type(without)]
    told = table[column].to_numpy(kind, na_value=without)
    return np.append(told, np.array([without], kind))[position(names, table[key])]
