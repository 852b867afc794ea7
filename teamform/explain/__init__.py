"""Reasons: why, why not, what a rule costs, what would help. Each is backed by searching again, never by a score.

Begin with `Case.of(plan, proposal)` and ask away. Nothing here knows a rule by name.
"""

from __future__ import annotations

from teamform.explain.case import Case, Patience
from teamform.explain.climb import ladder
from teamform.explain.ladder import Ladder
from teamform.explain.price import Price, prices
from teamform.explain.record import as_json
from teamform.explain.repair import Repair, repair
from teamform.explain.short import Short, short_seats, why_short
from teamform.explain.why import Why, why, why_not

__all__ = [
    "Case", "Ladder", "Patience", "Price", "Repair", "Short", "Why",
    "as_json", "ladder", "prices", "repair", "short_seats", "why", "why_not", "why_short",
]  # fmt: skip
