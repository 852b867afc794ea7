"""Any reason as plain data, ready for `json.dumps`: figures in natural units, the sentence beside them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from teamform.team.proposal import Proposal

DERIVED = ("sentence", "words", "by", "lost", "unmet", "gained", "better", "free",
           "works", "might")  # fmt: skip
"""What follows from the fields of a reason and is written beside them."""


def as_json(reason: Any) -> Any:
    """A reason, or any part of one, as dictionaries, lists, texts and numbers."""
    if isinstance(reason, Proposal):
        placed = reason.allocation.assign(fte=reason.allocation["fte"].astype(float) / 100)
        return {"allocation": placed.to_dict("records"), "tiers": as_json(reason.tiers)}
    if dataclasses.is_dataclass(reason) and not isinstance(reason, type):
        return _fields(reason)
    if isinstance(reason, Mapping):
        return {str(key): as_json(value) for key, value in reason.items()}
    if isinstance(reason, list | tuple | set | frozenset):
        return [as_json(part) for part in reason]
    if isinstance(reason, float | np.floating):
        return round(float(reason), 6) if math.isfinite(reason) else None
    return reason.item() if isinstance(reason, np.generic) else reason


def _fields(reason: Any) -> dict[str, Any]:
    record = {field.name: as_json(getattr(reason, field.name)) for field in dataclasses.fields(reason)}
    for name in DERIVED:
        if name not in record and isinstance(getattr(type(reason), name, None), property):
            record[name] = as_json(getattr(reason, name))
    return record
