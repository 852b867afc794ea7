"""What proved a goal once, tried on a program a little different: mostly it proves it there too, without a relaxation.

Duals of any origin give a bound that holds, so the worst that can happen is that it isn't high enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Ints
from teamform.solve.certificate import Certificate, proved_by
from teamform.solve.shape import Shape
from teamform.solve.weighed import cost_of
from teamform.team.labels import Labels
from teamform.team.program import Aim, Block, Program
from teamform.team.table import places

_Key = tuple[str, tuple[str, ...], int]
"""A rule, the labels of a block of its rows, and the how-manieth such block it is."""


@dataclass(frozen=True, eq=False)
class Proof:
    """What each row, and each earlier goal, was worth when a goal was proved."""

    labels: Labels
    blocks: Mapping[_Key, tuple[Block, np.ndarray]]
    """The blocks of which any row is worth something."""
    settled: Mapping[str, float]
    """By the names of earlier goals."""

    @classmethod
    def of(cls, program: Program, found: Certificate, settled: Sequence[tuple[Aim, int]]) -> Proof:
        """What a certificate of this program says, the earlier goals being settled in this order."""
        blocks = {key: (block, found.duals[block.rows].copy()) for key, block in _numbered(program)}
        earlier = {aim.name: float(dual) for (aim, _), dual in zip(settled, found.settled, strict=True)}
        some = {key: mine for key, mine in blocks.items() if mine[1].any()}
        return cls(program.vocabulary.labels, some, earlier)

    def bound(self, shape: Shape, aim: Aim, settled: Sequence[tuple[Aim, int]]) -> float:
        """What it proves that an aim of another program, without its constant, can't fall below.

        ``settled`` are earlier goals, and what each comes to at most.
        """
        worth = [self.settled.get(earlier.name, 0.0) for earlier, _ in settled]
        cost = cost_of(shape, [aim, *(earlier for earlier, _ in settled)], [1.0, *(-dual for dual in worth)])
        most = sum(dual * (value - earlier.constant) for dual, (earlier, value) in zip(worth, settled, strict=True))
        return proved_by(shape.program, cost, self._duals(shape.program)) + most

    def _duals(self, program: Program) -> np.ndarray:
        """The same for the rows of another program; nought for those that nothing is known of."""
        found, labels = np.zeros(len(program.bound)), program.vocabulary.labels
        for key, block in _numbered(program):
            if key in self.blocks:
                found[block.rows] = self._lined_up(*self.blocks[key], block, labels)
        return found

    def _lined_up(self, known: Block, duals: np.ndarray, block: Block, labels: Labels) -> np.ndarray:
        """The duals of a block in the order of another that says the same of other labels."""
        codes = {label: self._code(label, values, labels) for label, values in known.codes.items()}
        if all(np.array_equal(codes[label], block.codes[label]) for label in codes):
            return duals
        there = np.logical_and.reduce([code >= 0 for code in codes.values()])
        at = places(labels, {label: code[there] for label, code in codes.items()}, block.codes)
        return np.append(duals[there], 0.0)[at]

    def _code(self, label: str, codes: Ints, labels: Labels) -> Ints:
        """A label's codes as other labels have them; -1 for a name that is gone."""
        before, now = self.labels.names[label], labels.names[label]
        if before.equals(now):
            return codes
        return now.get_indexer(before)[codes]


def _numbered(program: Program) -> Iterator[tuple[_Key, Block]]:
    """The blocks with what tells them apart in another program too."""
    before: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for block in program.blocks:
        kind = (block.rule, tuple(block.codes))
        yield (*kind, before[kind]), block
        before[kind] += 1
