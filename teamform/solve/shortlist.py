"""A shortlist: of a plan that is too large to be held as a whole, whom the search looks at closely.

Whoever isn't on it is simply not placed, so every plan made from it is a plan of the whole. That there is none
says nothing of the whole, though, and neither do its bounds. People are drawn for each seat by the published
shuffle, sifted, and looked at in blocks of teams; what they cost, and which rows they help to keep, is read from
the program of the block, so this works for any rule that is rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd
import scipy.sparse as sp

from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules import Rule, assemble, sift
from teamform.solve.bound import best
from teamform.solve.shape import Shape
from teamform.solve.weighed import all_at_once
from teamform.team.candidates import Candidates, Sifted, named_together, on_seats, partners, pinned_in_vain
from teamform.team.labels import Labels
from teamform.team.program import Program, in_parts
from teamform.team.table import grouped, matches

DRAWN = 600
"""Eligible people that are drawn for a seat, where there are so many."""
KEPT, FOR_FTE = 24, 8
"""People kept for a seat, and so many more for each FTE that it asks for: half for what they cost, half drawn."""
HELPING = 6
"""People kept for each row that a team can't keep, or not well, without somebody who helps."""
SCARCE, SEATS = 0.2, 12
"""From this part of what a person offers that seats are after, the person is kept for so many of them."""
LACKING = 50
"""Teams that lack somebody for whom everybody is looked at."""
AT_ONCE = 250_000
"""Candidates that are held as a program at once."""
SIFTED = 1_000_000
"""Candidates that are sifted at once."""


class Shortlist:
    """The candidates of a plan that are looked at closely; ``wide`` takes so many times as many.

    ``drawn`` is how many are drawn for a seat (as many as usual); those ``placed`` in a plan in hand stay.
    """

    def __init__(
        self, plan: Plan, rules: Sequence[Rule], wide: int = 1, drawn: int | None = None,
        placed: Candidates | None = None,
    ) -> None:  # fmt: skip
        self.plan, self.rules, self.wide = plan, rules, wide
        self._draw = wide * DRAWN if drawn is None else drawn
        none = np.zeros(0, np.int64)
        self._placed = (none, none) if placed is None else (placed.person, placed.demand)
        self.labels = Labels.of(plan)
        self._team = self.labels.follow({"demand": np.arange(len(plan.demand))}, "team")
        self._random = np.random.default_rng(plan.seed)

    @property
    def program(self) -> Program:
        """The program over the shortlist."""
        return self.shape.program

    @cached_property
    def shape(self) -> Shape:
        """The same with how its columns and rows hang together.

        Where few are drawn all of them stay, unless a team lacks somebody.
        """
        drawn = self._drawn()
        if self._draw <= KEPT:
            shape = Shape(self._assembled(self._with_partners(drawn)))
            if not len(_lacking(shape)):
                return shape
        return Shape(self._assembled(self._chosen(drawn)))

    # --- who is drawn

    def _drawn(self) -> Candidates:
        """Eligible people for each seat: everyone whom a sheet names with the team, and those drawn.

        Seats after the same discipline begin at different places of the published shuffle, so that they draw
        different people; one that finds few who are eligible goes on until it has seen everybody.
        """
        plan = self.plan
        ability = plan.of_seats
        able = {a: np.flatnonzero(plan.levels[:, a] > 0) for a in np.unique(ability).tolist()}
        there = np.array([len(able[a]) for a in ability.tolist()], np.int64)
        nth, alike = _numbered(ability)
        first, seen = nth * there // np.maximum(alike, 1), np.zeros(len(there), np.int64)
        named = (np.concatenate(part) for part in zip(named_together(plan, self.labels), self._placed,
                                                      pinned_in_vain(plan, self.labels), strict=True))  # fmt: skip
        found, amount = [self._eligible(*named)], 2 * self._draw
        open_ = np.flatnonzero(seen < there)
        while len(open_):
            until = np.minimum(seen + amount, there)
            for some in in_parts(open_, (until - seen)[open_] * len(plan.periods), SIFTED):
                person = [able[ability[s]][(first[s] + np.arange(seen[s], until[s])) % there[s]] for s in some.tolist()]
                found.append(self._eligible(np.concatenate(person), np.repeat(some, (until - seen)[some])))
            seen[open_] = until[open_]
            have = np.bincount(np.concatenate([part.demand for part in found]), minlength=len(there))
            open_ = np.flatnonzero((seen < there) & (have < self._draw * plan.runs.sum(axis=1)))
            amount *= 2
        return self._joined(found)

    def _everybody(self, seats: Ints) -> Candidates:
        """All eligible people for some seats."""
        levels, ability = self.plan.levels, self.plan.of_seats
        able = [np.flatnonzero(levels[:, ability[seat]] > 0) for seat in seats.tolist()]
        none = np.zeros(0, np.int64)
        found = [self._eligible(person, np.full(len(person), seat)) for seat, person in zip(seats, able, strict=True)]
        return self._joined([self._eligible(none, none), *found])

    def _eligible(self, person: Ints, seat: Ints) -> Candidates:
        return sift(self.plan, self.rules, on_seats(self.plan, self.labels, person, seat)).eligible

    def _joined(self, parts: Sequence[Candidates]) -> Candidates:
        """Blocks as one, each candidate once."""
        codes = {name: np.concatenate([part.codes[name] for part in parts]) for name in parts[0].codes}
        return Candidates(self.plan, self.labels, **codes).once()

    # --- who stays

    def _chosen(self, drawn: Candidates) -> Candidates:
        """Those drawn who promise most, those who help to keep rows, those who are scarce, and all partners."""
        score, keep, lacking = self._looked_at(drawn)
        if len(lacking):
            stay = ~np.isin(drawn.team, lacking)
            rest = self._everybody(np.flatnonzero(np.isin(self._team, lacking[:LACKING])))
            more_score, more_keep, _ = self._looked_at(rest)
            drawn = Candidates.joined(drawn.take(stay), rest)
            score, keep = np.append(score[stay], more_score), np.append(keep[stay], more_keep)
        pair, number = np.unique(drawn.demand * len(self.plan.people) + drawn.person, return_inverse=True)
        seat, person = np.divmod(pair, len(self.plan.people))
        mean, draw = np.bincount(number, score) / np.bincount(number), self._random.random(len(pair))
        most = self.wide * (KEPT + FOR_FTE * self.plan.demand["fte_desired"].to_numpy(np.int64) // 100) // 2
        stays = np.zeros(len(pair), bool)
        for figure in (mean + 1e-9 * draw, draw):
            stays[best(figure, seat, most[seat])] = True
        scarce = np.flatnonzero(self._wanted(person, seat)[person] >= SCARCE)
        stays[scarce[best(draw[scarce], person[scarce], SEATS * self.wide)]] = True
        stays |= np.isin(pair, np.unique(pair[number[keep]]))
        for keep_anyway in (named_together(self.plan, self.labels), self._placed):
            stays |= np.isin(pair, _key(self.plan, *keep_anyway))
        return self._with_partners(drawn.take(stays[number]))

    def _looked_at(self, drawn: Candidates) -> tuple[np.ndarray, Flags, Ints]:
        """What candidates cost, who of them helps to keep a row, and the teams that lack somebody for one."""
        score, keep, lacking = np.zeros(len(drawn)), np.zeros(len(drawn), bool), [np.zeros(0, np.int64)]
        order = np.argsort(drawn.team, kind="stable")
        size = np.bincount(drawn.team, minlength=len(self.plan.teams))
        begin = np.concatenate([[0], np.cumsum(size)])
        for teams in in_parts(np.arange(len(size)), size, AT_ONCE):
            part = np.sort(order[begin[teams[0]] : begin[teams[-1] + 1]])
            shape = Shape(self._assembled(drawn.take(part)))
            score[part] = shape.per_step(all_at_once(shape))
            keep[part[_helping(shape, score[part], HELPING * self.wide)]] = True
            lacking.append(np.intersect1d(_lacking(shape), teams))
        return score, keep, np.concatenate(lacking)

    def _wanted(self, person: Ints, seat: Ints) -> np.ndarray:
        """By person: the part of what they offer that seats are after, spread over all who could fill them."""
        offer = self.plan.availability.max(axis=1)
        asked = self.plan.demand["fte_desired"].to_numpy(np.int64)
        there = np.bincount(seat, offer[person], len(asked))
        share = asked / np.maximum(there, 1)
        return np.bincount(person, share[seat], len(offer))

    def _with_partners(self, kept: Candidates) -> Candidates:
        """Candidates, and for each those whom a sheet names beside the person, on the same team."""
        first, second = partners(self.plan, self.labels)
        ability = self.plan.of_seats
        new = kept
        while len(new):
            _, here = grouped(self.labels, {"person": new.person, "team": new.team})
            who, pair = matches(here["person"], first)
            whose, seat = matches(here["team"][who], self._team)
            person = second[pair[whose]]
            able = self.plan.levels[person, ability[seat]] > 0
            more = self._joined([kept, self._eligible(person[able], seat[able])])
            new, kept = more.take(kept.places(more.codes) < 0), more
        return kept

    def _assembled(self, block: Candidates) -> Program:
        return assemble(self.plan, self.rules, Sifted(block, block.take(np.zeros(0, np.int64)), {}))


def _helping(shape: Shape, score: np.ndarray, count: int) -> Ints:
    """The best few of those who help to keep each row that isn't only about how one person's columns hang together."""
    program, matrix, follows = shape.program, shape.program.matrix, shape.follows.tocsr()
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lowers = (matrix.data < 0) & shape.private[matrix.indices] & ~program.equal[row]
    own, column = row[lowers], matrix.indices[lowers]
    whose = program.candidates.person[follows.indices[follows.indptr[column]]]
    least, most = np.full(matrix.shape[0], len(program.plan.people)), np.full(matrix.shape[0], -1)
    np.minimum.at(least, own, whose)
    np.maximum.at(most, own, whose)
    wider = (least < most) | (program.excess(shape.nobody) > 0)
    wider[row[~shape.private[matrix.indices]]] = True
    chosen = wider[own]
    size = matrix.shape[0], shape.width
    helps = sp.csr_matrix((np.ones(chosen.sum(), np.int32), (own[chosen], column[chosen])), shape=size)
    found = (helps @ follows).tocoo()
    return np.unique(found.col[best(score[found.col], found.row.astype(np.int64), count)])


def _lacking(shape: Shape) -> Ints:
    """Teams that can't keep a must-row with anybody who was drawn, or only if nobody of the team works."""
    program, matrix, labels = shape.program, shape.program.matrix, shape.program.vocabulary.labels
    teams: list[int] = []
    by_rule = np.array([block.rule != "" for block in program.blocks], bool)[program.block_of_row]
    least = matrix.minimum(0) @ program.upper
    for row in np.flatnonzero((least > program.bound) & by_rule & program.must).tolist():
        codes = {name: np.array([code]) for name, code in program.row_codes(row)[1].items()}
        if "team" in codes or "demand" in codes:
            teams += labels.follow(codes, "team").tolist()
    of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    shut = (matrix.data > 0) & (by_rule & program.must)[of] & ~shape.private[matrix.indices]
    shut &= least[of] + matrix.data > program.bound[of]
    who = shape.follows.tocsr()[np.unique(matrix.indices[shut])].indices
    return np.union1d(np.array(teams, np.int64), program.candidates.team[who])


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """For each value: the how manieth of its kind it is, and how many there are."""
    _, kind, count = np.unique(values, return_inverse=True, return_counts=True)
    nth = pd.Series(kind).groupby(kind).cumcount()
    return np.asarray(nth, np.int64), np.asarray(count[kind], np.int64)


def _key(plan: Plan, person: Ints, seat: Ints) -> Ints:
    return seat * len(plan.people) + person
