"""Equal plans: other plans that reach the same, and differ in who bears the shortage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from teamform.explain.case import WHOLE, Case
from teamform.explain.moves import Move, moves
from teamform.explain.proposed import proposal_of
from teamform.explain.words import figure, listed
from teamform.plan.plan import Ints
from teamform.team.program import Aim
from teamform.team.proposal import Proposal


@dataclass(frozen=True, eq=False)
class EqualPlan:
    """A plan that reaches the same as the others, and which teams are short in it."""

    proposal: Proposal
    short: Mapping[str, float]
    """Unmet required FTE by team, an average over the periods."""
    same: tuple[str, ...]
    """The goals, by title, whose values are those of the plan in hand."""
    moves: tuple[Move, ...]
    """Who changes against the plan in hand."""

    @property
    def sentence(self) -> str:
        """Who bears the shortage."""
        teams = listed(f"{team} {figure(fte)}" for team, fte in self.short.items())
        return f"Short of FTE: {teams or 'nobody'}."


def equal_plans(case: Case, most: int = 5) -> tuple[EqualPlan, ...]:
    """Up to ``most`` plans with the same value in every goal, the one in hand first, that differ most in who is short.

    Where there are none with every goal the same, the last goals may differ as little as that takes, and
    `EqualPlan.same` says which don't.
    """
    aims = case.program.aims
    own = _shortage(case, case.x)
    for kept in dict.fromkeys((len(aims), _about_missions(case), case.mission_goals)):
        found = {tuple(own.tolist()): case.x}
        for x in _others(case, aims[:kept]):
            found.setdefault(tuple(_shortage(case, x).tolist()), x)
        if len(found) > 1 or not own.any():
            break
    chosen = _most_different(list(found), most)
    titles = tuple(aim.title for aim in aims)
    return tuple(_plan(case, found[key], titles) for key in chosen)


def _about_missions(case: Case) -> int:
    """How many goals, the first ones, come before those about people."""
    return sum(case.tier_of(aim.name) < 6 for aim in case.program.aims)


def _others(case: Case, kept: Sequence[Aim]) -> Iterator[Ints]:
    """Plans in which one team's shortage is as small, or as large, as it can be while the kept goals stay."""
    from teamform.solve.again import Impossible, NotFound, again
    from teamform.solve.near import near
    from teamform.solve.variants import holding

    program = holding(case.program, case.x, kept)
    unmet = program.vocabulary.unmet
    short = _short_seats(case)
    block = program.candidates
    if len(block) <= WHOLE:
        free = np.ones(len(block), bool)
    else:
        free = list(near(program, case.x, np.zeros(0, np.int64), short, case.patience.rings))[-1]
    for team in np.unique(unmet.label("team")):
        mine = unmet.where(unmet.label("team") == team)
        for sign in (1, -1):
            aim = Aim.of("shortage", "Shortage of a team", "FTE", 100, mine * sign)
            try:
                yield again(program, case.x, [aim], free=free, web=case.web, seconds=case.patience.near).x
            except (Impossible, NotFound):
                continue


def _short_seats(case: Case) -> Ints:
    unmet = case.program.vocabulary.unmet
    return np.unique(unmet.label("demand")[unmet.value(case.x) > 0])


def _shortage(case: Case, x: Ints) -> Ints:
    """Hundredths that each team lacks, over all periods."""
    unmet = case.program.vocabulary.unmet
    total = np.zeros(len(case.plan.teams), np.int64)
    np.add.at(total, unmet.label("team"), unmet.value(x))
    return total


def _most_different(keys: list[tuple[int, ...]], most: int) -> list[tuple[int, ...]]:
    """The first and then, one after the other, whichever is furthest from those chosen."""
    chosen, rest = keys[:1], keys[1:]
    while rest and len(chosen) < most:
        far = max(rest, key=lambda key: min(np.abs(np.subtract(key, other)).sum() for other in chosen))
        chosen.append(far)
        rest.remove(far)
    return chosen


def _plan(case: Case, x: Ints, titles: Sequence[str]) -> EqualPlan:
    proposal, own = proposal_of(case, x), proposal_of(case, case.x)
    names = case.program.vocabulary.labels.names["team"]
    missing = _shortage(case, x) / 100 / len(case.plan.periods)
    short = {str(names[team]): float(missing[team]) for team in np.flatnonzero(missing).tolist()}
    same = tuple(title for title, a, b in zip(titles, proposal.tiers, own.tiers, strict=True) if a.value == b.value)
    return EqualPlan(proposal, short, same, moves(case.plan, own.allocation, proposal.allocation))
