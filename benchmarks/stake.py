"""How far a plan can be from the best one, as a part of what is at stake."""

from __future__ import annotations

from typing import Any

import numpy as np

from teamform.rules import Checked
from teamform.solve.bound import Relaxation
from teamform.solve.shape import Shape
from teamform.solve.weighed import RATIO, cost_of

SECONDS = 30.0
"""What the relaxation may take."""


def at_stake(checked: Checked, whole: bool) -> dict[str, Any]:
    """What each goal comes to when nobody works, and the plan's distance in all goals to a bound, in %.

    Goals count as one figure: each is measured by what it comes to when nobody works (in the plan, where that is
    nought) and counts ``RATIO`` times as much as the next one. Nobody's work is 100 %. The bound is certified, of
    the linear relaxation of all rows; where the ``whole`` can't be held, or the relaxation finds no better one in
    its time, it is what each goal can't fall below.
    """
    shape, x = Shape(checked.program), checked.x
    aims = checked.program.aims
    nobody = np.array([aim.raw(shape.nobody) for aim in aims], float)
    value = np.array([aim.raw(x) for aim in aims], float)
    weights = RATIO ** np.arange(len(aims) - 1, -1, -1.0) / np.maximum(np.where(nobody > 0, nobody, value), 1.0)
    constant = float(weights @ [aim.constant for aim in aims])
    bound = float(weights @ [aim.lowest(checked.program.upper) for aim in aims])
    if whole:
        relaxation = Relaxation(shape, checked.program.plan.seed, by_the_clock=True)
        relaxation.aim_at(cost_of(shape, aims, weights.tolist()))
        bound = max(bound, relaxation.run(np.flatnonzero(x[: shape.count]), seconds=SECONDS).bound + constant)
    gap = float((weights @ value - bound) / (weights @ nobody - bound))
    when_nobody = [round(float(aim.in_units(n)), 3) for aim, n in zip(aims, nobody, strict=True)]
    return {"gap_to_stake": round(100 * gap, 4), "nobody": when_nobody}
