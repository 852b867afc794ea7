"""Who would move: the candidates in which a relaxation of the whole plan differs from the plan in hand.

Looking around a question finds what neighbours can do for each other. A chain of moves through teams that
have nothing to do with each other is found by the relaxation, which sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from teamform.plan.plan import Flags, Ints
from teamform.solve.bound import Relaxation
from teamform.solve.choice import SOME
from teamform.solve.weighed import RATIO, cost_of
from teamform.team.program import Aim

STAYING = 0.5
"""What a placement that stays, or isn't made, is worth beside one unit of the last goal."""


def would_move(relaxation: Relaxation, hand: Ints, aims: Sequence[Aim]) -> Flags:
    """The candidates whose FTE changes where the goals are at their best in the relaxation, with few changes.

    An earlier goal counts ``RATIO`` times as much as the next one, which is nearly their strict order.
    """
    upper, count = relaxation.shape.program.upper, relaxation.shape.count
    staying = np.where(upper == 1, np.where(hand > 0, -STAYING, STAYING), 0.0)
    weights = RATIO ** np.arange(len(aims) - 1, -1, -1.0)
    relaxation.aim_at(cost_of(relaxation.shape, aims, weights.tolist()) + staying)
    relaxed = relaxation.run(np.flatnonzero(hand[:count]), prove=False)
    return np.asarray(np.abs(relaxed.x - hand[:count]) > SOME)
