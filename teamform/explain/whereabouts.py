"""Whereabouts: where everyone with a seat's discipline is, accounted for without rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.explain.obstacles import broken_by
from teamform.plan.plan import Ints
from teamform.rules import Limit, by_name, rules_of
from teamform.team.program import Program

WORK = 20_000_000
"""How much trying out an answer is worth (variables x trials); beyond it people only count as held back."""
Why = tuple[str, str]
"""A rule and its sentence."""
NOT_TRIED: Why = ("limits", "what exactly holds them back was not looked into one by one")


@dataclass(frozen=True)
class Held:
    """FTE that people have left, and a limit that would be broken if they gave it to the seat."""

    rule: str
    sentence: str
    fte: float


@dataclass(frozen=True)
class Whereabouts:
    """Where everyone with a seat's discipline is in its period, in FTE.

    ``offered`` is accounted for without rest: it is the sum of everything else.
    """

    offered: float
    """What everyone who has the discipline, at any level, offers."""
    turned_away: Mapping[str, float]
    """What eligibility rules turn away, by the rule (or the rules together)."""
    here: float
    elsewhere: float
    """What eligible people give to other seats."""
    held: tuple[Held, ...]
    """What eligible people have left but limits hold back."""
    free: float
    """What eligible people have left and nothing holds back: the search simply hasn't used it."""
    looked_into: bool = True
    """False in a plan too large for it: then only what is placed here is known."""

    @property
    def words(self) -> str:
        """The account in a phrase."""
        parts = [f"{self.here:g} placed here"] if self.here else []
        parts += [f"{self.elsewhere:g} on other seats"] if self.elsewhere else []
        if self.turned_away:
            by_rule = ", ".join(f"{rule.replace('_', ' ')} {fte:g}" for rule, fte in self.turned_away.items())
            parts.append(f"{_sum(self.turned_away.values()):g} turned away ({by_rule})")
        if self.held:
            parts.append(f"{_sum(h.fte for h in self.held):g} held back ({'; '.join(_by_rule(self.held))})")
        parts += [f"{self.free:g} still free: a longer search may use it"] if self.free else []
        return ", ".join(parts)


class Accounts:
    """Says for any seat and period where everyone with its discipline is."""

    def __init__(self, program: Program, x: Ints) -> None:
        self.program, self.plan, self.x = program, program.plan, x
        self.labels = self.program.vocabulary.labels
        self.limits = {n: r for n, r in by_name(rules_of(self.plan)).items() if isinstance(r, Limit)}
        eligible = self.program.candidates
        self.fte = self.x[: len(eligible)] * self.plan.step
        self.given = np.zeros_like(self.plan.availability)
        np.add.at(self.given, (eligible.person, eligible.period), self.fte)
        self.trials = max(WORK // max(len(self.program.upper), 1), 50)

    def people(self, demand_id: str, period_name: str, unmet: int) -> Whereabouts:
        """Where everyone is who has a seat's discipline; ``unmet`` is in hundredths of an FTE."""
        demand, period = (self.labels.names[n].get_loc(v) for n, v in (("demand", demand_id), ("period", period_name)))
        eligible, excluded = self.program.candidates, self.program.sifted.excluded
        here = np.flatnonzero((eligible.demand == demand) & (eligible.period == period) & (eligible.level > 0))
        gone = np.flatnonzero((excluded.demand == demand) & (excluded.period == period) & (excluded.level > 0))
        offer = self.plan.availability[:, period]
        ability = self.plan.of_seats[demand]
        if len(here) + len(gone) < (self.plan.levels[:, ability] > 0).sum():
            placed = int(self.fte[here].sum()) / 100
            return Whereabouts(placed, {}, placed, 0.0, (), 0.0, looked_into=False)
        person, turned = eligible.person[here], excluded.person[gone]
        left = offer[person] - self.given[person, period]
        held = self._held(here, left, unmet)
        free = held.pop(None, 0)
        return Whereabouts(
            offered=int(offer[person].sum() + offer[turned].sum()) / 100,
            turned_away=self._turned_away(gone, offer[turned]),
            here=int(self.fte[here].sum()) / 100,
            elsewhere=int((self.given[person, period] - self.fte[here]).sum()) / 100,
            held=tuple(Held(*why, fte / 100) for why, fte in held.most_common() if why),
            free=free / 100,
        )

    def _turned_away(self, gone: Ints, offer: Ints) -> dict[str, float]:
        """FTE that eligibility turns away, by the rules that do it, largest first."""
        reasons = self.program.sifted.reasons
        total: Counter[str] = Counter()
        for at, fte in zip(gone.tolist(), offer.tolist(), strict=True):
            total[" and ".join(name for name, mask in reasons.items() if mask[at])] += fte
        return {rules: fte / 100 for rules, fte in total.most_common() if fte}

    def _held(self, here: Ints, left: Ints, unmet: int) -> Counter[Why | None]:
        """FTE that people have left, by what keeps it from the seat (None: nothing)."""
        total: Counter[Why | None] = Counter()
        for at, fte in zip(here.tolist(), left.tolist(), strict=True):
            if fte > 0:
                total[self._obstacle(at, min(fte, unmet))] += fte
        return total

    def _obstacle(self, candidate: int, most: int) -> Why | None:
        """A limit that a candidate would break by giving ``most`` here; None if some amount breaks nothing."""
        found: Why | None = None
        for steps in range(max(most // self.plan.step, 1), 0, -1):
            if not self.trials:
                return found or NOT_TRIED
            self.trials -= 1
            broken = broken_by(self.program, self.x, candidate, steps).tolist()
            if not broken:
                return None
            found = found or self._most_specific(broken)
        return found

    def _most_specific(self, rows: list[int]) -> Why:
        """Of several limits the one about the fewest people, and its sentence: that says most."""
        entries = np.diff(self.program.matrix.indptr)
        name, codes = self.program.row_codes(min(rows, key=lambda row: int(entries[row])))
        return name, self.limits[name].says(self.plan, self.labels, codes)


def _by_rule(held: tuple[Held, ...]) -> list[str]:
    """What limits hold back; where one rule speaks of many people, one of them stands for all."""
    lines = []
    for rule in dict.fromkeys(h.rule for h in held):
        its = [h for h in held if h.rule == rule]
        by = f" by {rule.replace('_', ' ')}, such as" if len(its) > 1 else ""
        lines.append(f"{_sum(h.fte for h in its):g}{by}: {its[0].sentence}")
    return lines


def _sum(parts: Iterable[float]) -> float:
    return round(sum(parts), 2)
