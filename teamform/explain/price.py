"""The price of a rule: what missions would gain if it were loosened notch by notch, each figure re-solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from teamform.explain import elsewhere
from teamform.explain.agreeing import Agreeing
from teamform.explain.answers import Asked
from teamform.explain.case import Case
from teamform.explain.gains import Gain, gains
from teamform.explain.groups import Group, groups, whole
from teamform.explain.letting_in import letting_in
from teamform.explain.looser import looser
from teamform.explain.moves import Move
from teamform.explain.owners import Owner, owner
from teamform.explain.tiers import Shift
from teamform.explain.words import amount, count, figure, listed, small
from teamform.plan.plan import Ints
from teamform.rules import Eligibility, Limit

if TYPE_CHECKING:
    from teamform.solve.executor import Executor

MOST = 8
"""Notches that are tried at most."""


@dataclass(frozen=True)
class Price:
    """What loosening a rule, or one of its sentences, would bring."""

    rule: str
    says: str
    """What is loosened: a sentence of the rule, all that it asks of a body, or the whole rule."""
    notches: int
    """How many notches it is loosened by; 0: given up."""
    loosened: str
    """What that means, in words."""
    shifts: tuple[Shift, ...]
    """The goals about missions, before and after."""
    gains: tuple[Gain, ...]
    """The seats that gain or lose."""
    moves: tuple[Move, ...]
    owner: Owner | None
    """Who may grant it, where that is one body."""
    proved: bool
    """Whether it is known that no more can be gained."""
    fewest: bool
    """Whether it is proved that as much can't be had with fewer changes."""
    amended: bool = False
    """Whether it takes the place of what was told of the same loosening before: what was found since holds here too."""

    @property
    def asked(self) -> tuple[str, str, int]:
        """What is loosened, and by how much: of several prices of the same, the last one stands."""
        return self.rule, self.says, self.notches

    @property
    def reached(self) -> list[float]:
        """The goals about missions as they would be, in strict order; what comes first in it is better."""
        return [shift.after for shift in self.shifts]

    @property
    def gained(self) -> float:
        """FTE of required demand that would be met in addition, over all priorities."""
        return round(sum(gain.fte for gain in self.gains), 6) + 0.0

    @property
    def might(self) -> str:
        """What could at most be gained beyond what was found, in words; blank where that is proved to be nothing."""
        left = next((shift for shift in self.shifts if shift.after > shift.least), None)
        if self.proved or left is None:
            return ""
        return f"{small(left.title)} can't fall below {figure(left.least)} {left.unit}"

    @property
    def better(self) -> bool:
        """Whether missions would be better off."""
        return any(shift.by for shift in self.shifts)

    @property
    def free(self) -> bool:
        """Whether it is proved that the rule costs missions nothing."""
        return not self.better and self.proved

    @property
    def sentence(self) -> str:
        """The price in a sentence."""
        subject = f"{self.says}, {self.loosened}{' (amended by what was found since)' if self.amended else ''}"
        if self.free:
            return f"{subject}: this rule is free; missions would gain nothing."
        if not self.better:
            might = f"; {self.might}" if self.might else ""
            return f"{subject}: no gain was found in the time given{might}."
        changed = "; ".join(shift.words for shift in self.shifts if shift.by)
        ask = f" Ask {self.owner}." if self.owner else ""
        seats = listed(map(str, self.gains[:4]))
        more = f" More may be possible, but {self.might}." if self.might else ""
        people = count(len(self.moves), "person", "people")
        moved = f" {people} would change." if self.fewest else f" At most {people} would have to change."
        return f"{subject}: {changed}{f' ({seats})' if seats else ''}.{moved}{more}{ask}"


def prices(case: Case, most: int = MOST, executor: Executor | None = None) -> Iterator[Price]:
    """The price of every rule that could give way, as it becomes known: first whole rules, then what costs, by notches.

    A rule that costs nothing ends with its first figure. Those whose rows are full in the plan in hand come first.
    What is found later may amend a price told before. Rules go through ``executor`` where there is one, with the
    same results.
    """
    rules = [(name, most) for name in _priced(case)]
    if executor is None:
        for rule in rules:
            yield from _of_rule(case, *rule)
        return
    for found in elsewhere.each(case, _listed, rules, executor):
        yield from found


def _priced(case: Case) -> Iterator[str]:
    """The rules that could give way, in the order in which they are asked about."""
    left = case.program.bound - case.program.activity(case.x)
    rules = [rule for rule in case.rules if isinstance(rule, Limit) and rule.gives_way and not rule.off]
    found = [whole(case, rule.name) for rule in rules]
    yield from (g.rule for g in sorted((g for g in found if len(g.rows)), key=lambda g: int(left[g.rows].min() > 0)))
    for rule in case.rules:
        if isinstance(rule, Eligibility) and rule.name in case.program.sifted.reasons:
            yield rule.name


def _listed(case: Case, rule: tuple[str, int]) -> list[Price]:
    return list(_of_rule(case, *rule))


def _of_rule(case: Case, name: str, most: int) -> Iterator[Price]:
    """The price of a rule given up, and of what it asks notch by notch where that costs something."""
    rule = case.by_name[name]
    if isinstance(rule, Eligibility):
        yield from letting_people_in(case, rule, most)
        return
    told = Agreeing(case)
    (price,) = _told(case, whole(case, name), 0, told)
    yield price
    if price.better:
        for each in groups(case, name):
            yield from notch_by_notch(case, each, most, told)


def notch_by_notch(case: Case, group: Group, most: int = MOST, told: Agreeing | None = None) -> Iterator[Price]:
    """The price of one group of rows: given up, and then for one notch, two and so on while that brings more.

    ``told`` are the prices of the same rule that are known already.
    """
    told = told or Agreeing(case)
    at_best: list[float] = []
    for notches in range(most + 1):
        price, *amended = _told(case, group, notches, told)
        yield price
        yield from amended
        enough = _enough(price, at_best, amended) or case.program.equal[group.rows].any()
        if enough if notches else not price.better:
            return
        at_best = min(at_best or price.reached, price.reached)


def price_of(case: Case, group: Group, notches: int) -> Price:
    """The price of loosening rows by so many notches (0: of giving them up)."""
    return _told(case, group, notches, Agreeing(case))[0]


def _told(case: Case, group: Group, notches: int, told: Agreeing) -> list[Price]:
    """The price of loosening rows, and those told before that it amends."""
    from teamform.solve.variants import loosened

    rule = case.by_name[group.rule]
    assert isinstance(rule, Limit)
    rows = group.rows.tolist()
    hundredths = notches * rule.one_notch
    variant = loosened(case.program, group.rows, hundredths or None)
    known, floors = told.plans(rows, notches), told.floors(rows, notches)
    asked = looser(case, variant, *_around(case, group.rows), known, floors)
    words = f"loosened by {amount(hundredths, rule.unit)}" if notches else "given up"
    whom = owner(case, group.rule, group.codes) if group.codes else None
    price = _price(case, group.rule, group.says, notches, words, asked, whom)
    return told.tell(price, variant, rows, asked.after.x)


def letting_people_in(case: Case, rule: Eligibility, most: int = MOST) -> Iterator[Price]:
    """The price of an eligibility rule: given up, and then by notches, where it has any, while that brings more."""
    told = Agreeing(case)
    at_best: list[float] = []
    for notches in range(most + 1):
        let = letting_in(case, rule.name, notches)
        if let is None:
            continue
        asked = looser(let, let.program, *let.newcomers(case), floors=told.floors((), notches))
        words = f"loosened by {notches} × {rule.notch_words}" if notches else "given up"
        says = f"The rule {rule.name.replace('_', ' ')}"
        price, *amended = told.tell(_price(let, rule.name, says, notches, words, asked, None), let.program)
        yield price
        yield from amended
        if not rule.notch_words or not price.better or _enough(price, at_best, amended):
            return
        at_best = min(at_best or price.reached, price.reached)


def _enough(price: Price, at_best: list[float], amended: Sequence[Price]) -> bool:
    """Whether a notch gives as much as the best known, or as was just proved of giving the rule up."""
    given_up = [each.reached for each in amended if not each.notches and each.proved]
    return price.reached in (at_best, *given_up)


def _price(case: Case, rule: str, says: str, notches: int, words: str, asked: Asked, whom: Owner | None) -> Price:
    proved = asked.after.whole and asked.after.proved
    changed = gains(case, asked) if any(shift.by for shift in asked.shifts) else ()
    moved = asked.moves if changed else ()
    fewest = not changed or asked.after.fewest
    return Price(rule, says, notches, words, asked.shifts, changed, moved, whom, proved, fewest)


def _around(case: Case, rows: Ints) -> tuple[Ints, Ints]:
    """The people in some rows, and the seats that are short and that one of them could take."""
    from teamform.explain.short import unmet

    block, n = case.program.candidates, len(case.program.candidates)
    columns = case.program.matrix[rows].indices
    people = np.unique(block.person[columns[columns < n]])
    short = unmet(case).sum(axis=1) > 0
    theirs = np.unique(block.demand[np.isin(block.person, people) & short[block.demand]])
    return people[:60], theirs[:20] if len(theirs) else np.flatnonzero(short)[:20]
