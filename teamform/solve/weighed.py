"""Aims as one figure a column: what a relaxation makes small."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from teamform.solve.shape import Shape
from teamform.team.program import Aim

RATIO = 8.0
"""How many times as much as the next one an aim counts where all are aimed at together."""


def all_at_once(shape: Shape) -> np.ndarray:
    """One figure a column in which every aim counts, each ``RATIO`` times as much as the next one.

    An aim is measured by what it comes to when nobody works, or, where that is nought, when all demand
    is met by average candidates. Strict order is kept nearly; prices for a search need no more.
    """
    program = shape.program
    demand = program.plan.demand["fte_desired"].to_numpy(float) @ program.plan.runs.sum(axis=1)
    part = demand / max(float(program.upper[: shape.count].sum() * program.plan.step), 1.0)
    usual = np.maximum(shape.aims @ shape.nobody, part * (shape.aims @ program.upper))
    weights = RATIO ** np.arange(len(usual) - 1, -1, -1.0) / np.maximum(usual, 1.0)
    return np.asarray(weights @ shape.aims)


def cost_of(shape: Shape, aims: Sequence[Aim], weights: Sequence[float]) -> np.ndarray:
    """One figure a column: the weighted sum of aims (their constants left out)."""
    cost = np.zeros(shape.width)
    for aim, weight in zip(aims, weights, strict=True):
        cost[aim.cols] += weight * aim.coefs
    return cost
