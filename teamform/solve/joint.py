"""Several goals in one search: a step of an earlier one outweighs all that later ones could amount to.

What such a search proves is proved of each goal in strict order. It often takes a fraction of the time of one
search a goal, for what an early goal leaves open a late one settles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Ints
from teamform.team.program import Aim

HEAVIEST = 2**46
"""No total that a search is asked to make small exceeds this: its relaxation calculates with floating-point figures."""


@dataclass(frozen=True, eq=False)
class Joint:
    """Several aims as one, in which one step of an earlier aim outweighs all of the later ones."""

    bundle: Sequence[Aim]
    weights: Sequence[int]
    aim: Aim
    least: Sequence[int]
    """The least that each aim comes to, in its steps and without its constant."""

    @classmethod
    def of(cls, bundle: Sequence[Aim], upper: Ints) -> Joint:
        """The joint aim over columns with these upper bounds."""
        weights, below = [], 0
        for aim in reversed(bundle):
            weights.append(below + 1)
            below += weights[-1] * _range(aim, upper)
        weights.reverse()
        least = [(aim.lowest(upper) - aim.constant) // _unit(aim) for aim in bundle]
        cols = np.concatenate([aim.cols for aim in bundle])
        coefs = np.concatenate([aim.coefs // _unit(aim) * weight for aim, weight in zip(bundle, weights, strict=True)])
        unique, place = np.unique(cols, return_inverse=True)
        total = np.zeros(len(unique), np.int64)
        np.add.at(total, place, coefs)
        return cls(bundle, weights, Aim("", "", "", 1.0, unique, total, 0), least)

    def value(self, raw: Sequence[int]) -> int:
        """What the joint aim amounts to, at least, when its aims have (at least) these raw values."""
        return sum(
            weight * -((aim.constant - value) // _unit(aim))
            for aim, weight, value in zip(self.bundle, self.weights, raw, strict=True)
        )

    def first(self, total: float) -> float:
        """What a value or bound of the joint aim says of the first of its aims, in raw units."""
        return self._says(0, total)

    def bounds(self, total: float, raw: Sequence[int]) -> list[float]:
        """What a bound of the joint aim says of aims that have these raw values: each that is reached, and one more.

        Once an aim is known to be at its best, its part of the total says no more than the rest does of the next.
        """
        found: list[float] = []
        for number, (aim, value) in enumerate(zip(self.bundle, raw, strict=True)):
            found.append(self._says(number, total))
            if value > found[-1]:
                break
            total -= self.weights[number] * ((value - aim.constant) // _unit(aim))
        return found

    def _says(self, number: int, total: float) -> float:
        """The bound of an aim, where it and those after it come to no less than a total."""
        if not math.isfinite(total):
            return total
        aim, weight = self.bundle[number], self.weights[number]
        later = sum(w * least for w, least in zip(self.weights[number + 1 :], self.least[number + 1 :], strict=True))
        return math.floor((total + 1e-6 - later) / weight) * _unit(aim) + aim.constant


def bundles(aims: Sequence[Aim], upper: Ints, most: int = HEAVIEST) -> list[Sequence[Aim]]:
    """Consecutive aims that one search can pursue: the product of what they can amount to stays below ``most``.

    They are bundled from the last on: early aims take little time by themselves, late ones most.
    """
    found, end, size = [], len(aims), 1
    for begin in range(len(aims) - 1, -1, -1):
        wide = _range(aims[begin], upper) + 1
        if begin + 1 < end and size * wide > most:
            found.append(aims[begin + 1 : end])
            end, size = begin + 1, 1
        size *= wide
    if end:
        found.append(aims[:end])
    return found[::-1]


def _range(aim: Aim, upper: Ints) -> int:
    """How many different values an aim may have above the smallest."""
    return int(np.abs(aim.coefs) @ upper[aim.cols]) // _unit(aim)


def _unit(aim: Aim) -> int:
    """The steps in which an aim's value can change."""
    return int(np.gcd.reduce(aim.coefs)) if len(aim.coefs) else 1
