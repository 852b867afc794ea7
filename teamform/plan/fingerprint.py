"""A fingerprint of a plan's facts and settings, whatever order the workbook had."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

import pandas as pd

from teamform.plan.sheets import SHEETS


class Fingerprint:
    """The sheets of a plan, each written once when it is asked for, and the hash of them all."""

    def __init__(self, sheets: Mapping[str, pd.DataFrame]) -> None:
        self.sheets = sheets
        self._written: dict[str, bytes] = {}

    @property
    def hash(self) -> str:
        """One figure for all sheets."""
        digest = hashlib.sha256()
        for name in self.sheets:
            digest.update(self.written(name))
        return digest.hexdigest()

    def written(self, name: str) -> bytes:
        """A sheet as it goes into the hash."""
        if name not in self._written:
            table = self.sheets[name]
            if not len(table):
                return name.encode() + _heading(name)
            own_order = name in ("People", "Periods")  # all others stand in the order of their keys
            by_key = table.sort_values(list(SHEETS[name].key), kind="stable") if own_order else table
            self._written[name] = name.encode() + by_key.to_csv(index=False).encode()
        return self._written[name]

    def borrow(self, other: Fingerprint) -> None:
        """Take over from another fingerprint what it has written of the same tables."""
        for name, table in self.sheets.items():
            if name not in self._written and table.equals(other.sheets[name]):
                self._written[name] = other.written(name)


@cache
def _heading(name: str) -> bytes:
    """A sheet without rows, as most are, made once."""
    return SHEETS[name].empty().to_csv(index=False).encode()
