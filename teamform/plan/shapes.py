"""Alternative shapes of a seat: of those that share a name in a team, a plan takes one.

The smallest shape counts as long as nobody works on another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from teamform.plan.once import once

if TYPE_CHECKING:
    from teamform.plan.plan import Flags, Ints, Plan


@once
def group_of(plan: Plan) -> Ints:
    """The number of each seat's group of shapes; -1 for a seat that stands alone."""
    demand = plan.demand
    named = demand["shape_group"] != ""
    if not named.any():
        return np.full(len(demand), -1, np.int64)
    name = demand["team_id"] + " " + demand["shape_group"]
    shared = named & name.duplicated(keep=False)
    return np.asarray(pd.Index(sorted(set(name[shared]))).get_indexer(pd.Index(name.where(shared, None))), np.int64)


def largest(group: Ints, figure: Ints) -> Flags:
    """One of each group: that with the largest figure, the first of equals; and everything that has no group."""
    order = np.lexsort((np.arange(len(group)), -figure, group))
    best = np.ones(len(group), bool)
    best[order[1:]] = group[order[1:]] != group[order[:-1]]
    return best | (group < 0)


@once
def smallest(plan: Plan) -> Flags:
    """The seats that count while nobody works on another of their shapes."""
    whole = plan.demand["fte_required"].to_numpy(np.int64) * plan.runs.sum(axis=1)
    return largest(group_of(plan), -whole)


def taken(plan: Plan, fte: Ints) -> Flags:
    """Which seats (rows of Demand) count, given the FTE on each: the first shape on which anybody works."""
    some = (fte > 0) & ~smallest(plan)
    return largest(group_of(plan), np.where(some, 2, np.where(smallest(plan), 1, 0)))


def taken_in(plan: Plan, allocation: pd.DataFrame) -> Flags:
    """Which seats count in an allocation."""
    given = allocation.groupby("demand_id")["fte"].sum().reindex(plan.demand["demand_id"]).fillna(0)
    return taken(plan, given.to_numpy(np.int64))


def before(plan: Plan) -> tuple[Ints, Ints]:
    """Each pair of shapes of one need (rows of Demand), the one that counts first before the other."""
    group, last = group_of(plan), smallest(plan)
    shaped = np.flatnonzero(group >= 0)
    order = shaped[np.lexsort((shaped, last[shaped], group[shaped]))]
    first, second = np.triu_indices(len(order), 1)
    same = group[order[first]] == group[order[second]]
    return order[first[same]], order[second[same]]
