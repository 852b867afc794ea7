"""What follows from a plan is found once: a plan never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from teamform.plan.plan import Plan

Fact = TypeVar("Fact")


def once(find: Callable[[Plan], Fact]) -> Callable[[Plan], Fact]:
    """Keep what is found about a plan for as long as the plan is there; whoever asks may read it, not change it."""
    known: WeakKeyDictionary[Plan, Fact] = WeakKeyDictionary()

    @wraps(find)
    def found(plan: Plan) -> Fact:
        if plan not in known:
            known[plan] = fact = find(plan)
            if isinstance(fact, np.ndarray):
                fact.flags.writeable = False
        return known[plan]

    return found
