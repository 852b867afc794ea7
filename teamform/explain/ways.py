"""Three ways out: why a wish can't be granted, and the smallest changes with which it can, each tried by searching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from teamform.explain.case import Case
from teamform.explain.could import TOO_LITTLE, Against, Field, enough, smallest_reasons, who_could
from teamform.explain.grant import Granted, Trial
from teamform.explain.groups import Group, groups
from teamform.explain.moves import Move
from teamform.explain.owners import Owner, owner
from teamform.explain.smaller import asks_less, changes, variants
from teamform.explain.tiers import Shift
from teamform.explain.why import Reason
from teamform.explain.wish import Wish, relaxed
from teamform.explain.words import amount, count, figure, listed, named, small
from teamform.rules import Limit
from teamform.team.program import Program

CAP = "cap"
"""A rule that gives way, rather than something that the wish asks for."""
NOTCHES = 8


@dataclass(frozen=True)
class Way:
    """One way out that was tried and works."""

    kinds: tuple[str, ...]
    """What gives way: date, level, clearance, FTE, number of people, organisations or cap."""
    changes: tuple[str, ...]
    """Each change in words."""
    wish: Wish
    """The wish as it would be then."""
    could: tuple[str, ...]
    """Everyone who could take it, as identifiers."""
    people: tuple[str, ...]
    """Who would take it in the best plan."""
    owners: tuple[Owner, ...]
    """Who may grant each change."""
    shifts: tuple[Shift, ...]
    """The goals about missions before and after."""
    moves: tuple[Move, ...]
    proved: bool
    """Whether it is proved that missions can't have it for less."""
    sentence: str


@dataclass(frozen=True)
class WaysOut:
    """The answer to a wish."""

    wish: Wish
    possible: bool
    """Whether it can be granted as it is."""
    known: bool
    """Whether that is certain."""
    could: tuple[str, ...]
    """Everyone for whom no eligibility rule speaks against it."""
    reasons: tuple[Reason, ...]
    """A smallest set of rules that can't hold together with the wish."""
    ways: tuple[Way, ...]
    """Where it is possible: just the way that changes nothing about it."""
    sentence: str


def ways_out(case: Case, wish: Wish, most: int = 6) -> WaysOut:
    """Whether a wish can be granted and at what cost; if not, why, and the smallest changes with which it can.

    Raises InputError for a team, discipline or period that the plan doesn't know.
    """
    return _Asking(case, wish, most).answer()


class _Asking:
    """One wish, and who could take it under which changes."""

    def __init__(self, case: Case, wish: Wish, most: int) -> None:
        self.case, self.wish, self.most = case, wish, most
        self.variants = list(variants(case, wish))
        different = list(dict.fromkeys((v.level, v.clearance, v.by) for v in self.variants))
        found = who_could(case, [relaxed(wish, level=a, clearance=b, by=c) for a, b, c in different])
        self.fields = dict(zip(different, found, strict=True))

    def answer(self) -> WaysOut:
        """The answer."""
        able = self._able(self.wish)
        could = self._names(able)
        if enough(self.case, able, self.wish):
            way, sure = self._tried(self.wish)
            if way is not None:
                return WaysOut(self.wish, True, True, could, (), (way,), way.sentence)
            reasons, sure = self._in_conflict() if sure else ((), False)
            ways = [*self._by_rules(reasons), *self._by_asking_less()]
        else:
            reasons, sure = self._few(), True
            ways = list(self._by_asking_less())
        return WaysOut(self.wish, False, sure, could, reasons, tuple(ways), self._sentence(able, reasons, ways, sure))

    # --- why not

    def _few(self) -> tuple[Reason, ...]:
        """The rules that leave too few, each with those who are nearest to passing it."""
        everyone = self._field(self.wish).everyone
        rules = smallest_reasons(self.case, everyone, self.wish)
        return tuple(self._reason(rule, everyone, set(rules)) for rule in rules)

    def _reason(self, rule: str, everyone: Sequence[Against], rules: set[str]) -> Reason:
        """A rule, with those whom nothing else keeps from the wish."""
        nearest = [each for each in everyone if self._against(each, None) == {rule}]
        every = sum(rule in self._against(each, rules) for each in everyone)
        title = self.case.by_name[rule].title.rstrip(".")
        says = [self._says(each, rule) for each in nearest[:3]]
        also = f"; it keeps {count(every, 'person', 'people')} of the discipline out" if every > len(says) else ""
        sentence = f"{'; '.join(says) or title}{also}"
        codes = {"person": nearest[0].person} if len(nearest) == 1 else {}
        return Reason(rule, sentence, owner(self.case, rule, codes))

    def _against(self, each: Against, among: set[str] | None) -> set[str]:
        """Which rules speak against somebody, what they offer included."""
        fte = max(round(self.wish.fte * 100), self.case.plan.step)
        rules = set(each.rules) | ({TOO_LITTLE} if each.fte < fte else set())
        return rules if among is None else rules & among

    def _says(self, each: Against, rule: str) -> str:
        if rule == TOO_LITTLE:
            return f"{named(self.case.plan, each.person)} offers {figure(each.fte / 100)} FTE"
        return self._field(self.wish).says(each.person, rule)

    def _in_conflict(self) -> tuple[tuple[Reason, ...], bool]:
        """The rules that can't hold together with the wish, though there are enough people for it."""
        from teamform.solve.conflict import smallest_conflict
        from teamform.solve.limits import Limits

        of = self._trial(self.wish).case
        conflict = smallest_conflict(of.plan, of.rules, Limits(self.case.patience.whole, 1), of.program)
        labels, reasons = of.program.vocabulary.labels, []
        for claim in conflict.claims:
            codes = {k: int(labels.names[k].get_indexer(pd.Index([name]))[0]) for k, name in claim.labels.items()}
            if claim.rule != of.rules[-1].name:
                reasons.append(Reason(claim.rule, claim.sentence, owner(of, claim.rule, codes)))
        return tuple(reasons), conflict.smallest

    # --- ways out

    def _by_asking_less(self) -> Iterator[Way]:
        """Ask for less: one thing by as little as it takes, then two things; wider ones where little choice is left."""
        found: list[Wish] = []
        for wish in self.variants[1:]:
            if len(found) == self.most:
                return
            if not enough(self.case, self._able(wish), wish) or self._needless(wish, found):
                continue
            way, _ = self._tried(wish)
            if way is not None:
                found.append(wish)
                yield way

    def _needless(self, wish: Wish, found: Sequence[Wish]) -> bool:
        """Whether a wish gives way further than one that was granted, without leaving twice as many to choose from."""
        narrower = [w for w in found if asks_less(wish, w, self.case)]
        kinds = {tuple(kind for kind, _ in changes(self.wish, w)) for w in found}
        if not narrower:
            return False
        scarce = len(self._able(narrower[0])) <= wish.people
        wider = scarce and len(self._able(wish)) >= 2 * wish.people
        return len(narrower) > 1 or not wider or tuple(kind for kind, _ in changes(self.wish, wish)) in kinds

    def _by_rules(self, reasons: Sequence[Reason]) -> Iterator[Way]:
        """Loosen one of the rules in the conflict, notch by notch until that is enough."""
        trial = self._trial(self.wish)
        for reason in reasons:
            rule = trial.case.by_name[reason.rule]
            if isinstance(rule, Limit) and rule.gives_way:
                chosen = [g for g in groups(trial.case, reason.rule) if g.says == reason.sentence]
                for group in chosen[:1]:
                    yield from self._loosened(trial, rule, group, reason.owner)

    def _loosened(self, trial: Trial, rule: Limit, group: Group, whom: Owner) -> Iterator[Way]:
        from teamform.solve.again import Impossible, NotFound
        from teamform.solve.variants import loosened

        for notches in [*range(1, NOTCHES + 1), 0]:
            hundredths = notches * rule.one_notch

            def variant(rows: Program, by: int = hundredths) -> Program:
                return loosened(rows, group.rows, by or None)

            try:
                granted = trial.granted(variant)
            except (Impossible, NotFound):
                continue
            by = f"loosened by {amount(hundredths, rule.unit)}" if notches else "given up"
            yield self._way(self.wish, (CAP,), (f"{group.says}, {by}",), granted, (whom,))
            return

    def _tried(self, wish: Wish) -> tuple[Way | None, bool]:
        """The way with a wish as it is now; without one, whether it is certain that there is none."""
        from teamform.solve.again import Impossible, NotFound

        try:
            granted = self._trial(wish).granted()
        except Impossible as failure:
            return None, failure.whole
        except NotFound:
            return None, False
        made = changes(self.wish, wish)
        owners = tuple(Owner(self._grants(kind)) for kind, _ in made)
        return self._way(wish, tuple(k for k, _ in made), tuple(w for _, w in made), granted, owners), True

    def _trial(self, wish: Wish) -> Trial:
        return Trial.of(self.case, wish, self._field(wish).seat)

    def _grants(self, kind: str) -> str:
        team = f"whoever answers for team {self.wish.team_id}"
        who = self.wish.asked_by or team
        return f"{who}, with whoever owns the information" if kind == "clearance" else who

    def _way(self, wish: Wish, kinds: tuple[str, ...], changes: tuple[str, ...], granted: Granted,
             owners: tuple[Owner, ...]) -> Way:  # fmt: skip
        could = self._names(self._able(wish))
        who = listed(named(self.case.plan, self.case.code("person", name)) for name in granted.people)
        changed = [small(shift.words) for shift in granted.shifts if shift.by]
        cost = "; ".join(changed) if changed else "missions lose nothing"
        start = f"{listed(changes)[:1].upper()}{listed(changes)[1:]}" if changes else "It can be granted"
        exist = f"{count(len(could), 'person', 'people')} could take it; best: {who}"
        whom = [str(one) for one in owners]
        whom = [one for one in dict.fromkeys(whom) if not any(one != other and other.startswith(one) for other in whom)]
        asked = f" Ask {listed(whom)}." if whom else ""
        sentence = f"{start}: {exist}; {cost}.{asked}"
        return Way(kinds, changes, wish, could, granted.people, owners, granted.shifts, granted.moves, granted.proved,
                   sentence)  # fmt: skip

    # --- in words

    def _able(self, wish: Wish) -> list[Against]:
        return self._field(wish).able(round(wish.fte * 100))

    def _field(self, wish: Wish) -> Field:
        return self.fields[wish.level, wish.clearance, wish.by]

    def _names(self, able: Sequence[Against]) -> tuple[str, ...]:
        return tuple(sorted(str(self.case.plan.people["person_id"].iloc[each.person]) for each in able))

    def _sentence(self, able: list[Against], reasons: Sequence[Reason], ways: Sequence[Way], sure: bool) -> str:
        if not sure:
            start = f"Whether {self.wish.words} can be had was not found out in the time given"
        else:
            only = listed(named(self.case.plan, each.person) for each in able[:5]) or "nobody"
            more = f" and {len(able) - 5} more" if len(able) > 5 else ""
            start = f"{self.wish.words} can't be had: {only}{more} could be asked"
        why = f"; {listed(reason.sentence for reason in reasons)}" if reasons else ""
        out = f"{count(len(ways), 'way')} out" if ways else "No single change that was tried helps"
        listing = ", each tried: " + " ".join(f"({i}) {way.sentence}" for i, way in enumerate(ways, 1)) if ways else "."
        return f"{start}{why}. {out}{listing}"
