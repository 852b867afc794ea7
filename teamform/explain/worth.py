"""What one more is worth: the hiring and training list, each line found by searching again with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.explain.case import Case
from teamform.explain.climb import ladder
from teamform.explain.gains import Gain, gains
from teamform.explain.groups import groups
from teamform.explain.looser import looser
from teamform.explain.price import price_of
from teamform.explain.tiers import Shift
from teamform.explain.words import figure, listed
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.rules import Limit, program

RELEASE, TRAIN, RECRUIT, CONTRACT = "release", "train", "recruit", "contract"
CONTRACTOR = 1.7
"""What a contractor costs for each pound of an employee (2,000 digital posts: £145m employed, £244m contracted)."""
NEW = "(one more)"


@dataclass(frozen=True)
class Worth:
    """What one more would bring: a person of a discipline and level, or people trained one level up."""

    option: str
    discipline: str
    level: int
    place: str
    fte: float
    cost: float
    """Pounds a year at grade average (of a release: of backfill); 0 for training, whose cost isn't known."""
    shifts: tuple[Shift, ...]
    gains: tuple[Gain, ...]
    proved: bool
    says: str = ""
    """The sentence of a rule that would be loosened, where that is the option."""

    @property
    def gained(self) -> float:
        """FTE of required demand that would be met in addition, over all priorities."""
        return round(sum(gain.fte for gain in self.gains), 6)

    @property
    def sentence(self) -> str:
        """The worth in a sentence."""
        where = f" in {self.place}" if self.place else ""
        if self.option == RELEASE:
            return self._worded(f"{self.says}: {figure(self.fte)} FTE more released (backfill about"
                                f" £{self.cost:,.0f} a year)")  # fmt: skip
        what = (f"Everyone with {self.discipline} at level {self.level - 1} trained to level {self.level}"
                if self.option == TRAIN else
                f"{figure(self.fte)} FTE more of {self.discipline} at level {self.level}{where} ({self.option}, about"
                f" £{self.cost:,.0f} a year)")  # fmt: skip
        return self._worded(what)

    def _worded(self, what: str) -> str:
        changed = [shift.words for shift in self.shifts if shift.by]
        if not changed:
            return f"{what} would bring missions nothing{'' if self.proved else ' that was found in the time given'}."
        return f"{what}: {'; '.join(changed)} ({listed(map(str, self.gains[:4]))})."


def one_more(case: Case, fte: float = 0.5) -> Iterator[Worth]:
    """The worth of so much FTE more of each discipline that is short: released, recruited, contracted, trained.

    Recruits and contractors are tried for each level and place that short seats ask for, training for
    everyone who is one level below.

    What isn't short at all is worth nothing to missions and isn't tried.
    """
    for discipline in dict.fromkeys(discipline for discipline, _, _ in _wanted(case)):
        yield from _released(case, discipline, fte)
    for discipline, level, place in _wanted(case):
        worth = _person(case, discipline, level, place, fte)
        yield worth
        if worth.gained:
            yield Worth(CONTRACT, discipline, level, place, fte, worth.cost * CONTRACTOR, worth.shifts, worth.gains,
                        worth.proved)  # fmt: skip
    for discipline, level in sorted({(discipline, level) for discipline, level, _ in _wanted(case) if level > 1}):
        yield _trained(case, discipline, level)


def _released(case: Case, discipline: str, fte: float) -> Iterator[Worth]:
    """What is gained where the rules that hold a discipline's people back let go so much more."""
    lost = next(rung.losses for rung in ladder(case, discipline).rungs if rung.name == "released")
    cost = float(case.plan.annual_cost.mean() * fte)
    for loss in lost:
        rule = case.by_name.get(loss.rule)
        if not isinstance(rule, Limit) or not rule.gives_way:
            continue
        for group in [group for group in groups(case, loss.rule) if group.says in loss.sentences]:
            price = price_of(case, group, max(round(fte * 100 / rule.one_notch), 1))
            yield Worth(RELEASE, discipline, 0, "", fte, cost, price.shifts, price.gains, price.proved, group.says)


def _wanted(case: Case) -> list[tuple[str, int, str]]:
    """The kinds of people whom short seats ask for, the most important first."""
    unmet = case.program.vocabulary.unmet
    short = unmet.value(case.x) > 0
    seats = dict.fromkeys(
        unmet.label("demand")[short][np.argsort(unmet.label("priority")[short], kind="stable")].tolist()
    )
    rows = case.plan.demand.iloc[list(seats)]
    return list(dict.fromkeys(zip(rows["discipline"], rows["min_level"].astype(int), rows["location"], strict=True)))


def _person(case: Case, discipline: str, level: int, place: str, fte: float) -> Worth:
    """One more person, from central government, cleared for everything, of an organisation of their own."""
    people = case.plan.given["People"]
    grade = case.plan.people["grade"].mode()
    new = {
        "person_id": NEW, "primary_discipline": discipline, "level": level, "available_fte": round(fte * 100),
        "organisation": NEW, "location": place, "clearance": "DV", "grade": grade.iloc[0] if len(grade) else "",
    }  # fmt: skip
    rows = SHEETS["People"].typed(pd.DataFrame([new], index=[-1]))
    tables = {"People": pd.concat([SHEETS["People"].typed(people), rows])}
    known = case.plan.given.get("Organisations")
    if known is not None and len(known):
        body = SHEETS["Organisations"].typed(pd.DataFrame([{"organisation": NEW, "sector": "central"}], index=[-1]))
        tables["Organisations"] = pd.concat([SHEETS["Organisations"].typed(known), body])
    after = case.plan.changed(**tables)
    cost = float(case.plan.annual_cost.mean() * fte) if len(case.plan.people) else 0.0
    return _worth(case, after, Worth(RECRUIT, discipline, level, place, fte, cost, (), (), False))


def _trained(case: Case, discipline: str, level: int) -> Worth:
    """Everyone who lacks just one level in a discipline, one level up."""
    skills = case.plan.sheets["PersonSkills"]
    lifted = (skills["discipline"] == discipline) & (skills["level"] == level - 1)
    people = case.plan.given["People"]
    tables = {"PersonSkills": skills.assign(level=skills["level"].where(~lifted, level))}
    main = (people["primary_discipline"] == discipline) & (people["level"] == level - 1)
    tables["People"] = people.assign(level=people["level"].where(~main, level))
    return _worth(case, case.plan.changed(**tables), Worth(TRAIN, discipline, level, "", 0.0, 0.0, (), (), False))


def _worth(case: Case, after: Plan, known: Worth) -> Worth:
    """What missions would gain in a plan in which something is added."""
    rows = program(after, case.rules)
    block, names = rows.candidates, rows.vocabulary.labels.names
    own = case.program.vocabulary.labels.names
    codes = {label: own[label].get_indexer(names[label])[values] for label, values in block.codes.items()}
    at = case.program.candidates.places(codes)
    steps = np.where(at >= 0, case.x[np.maximum(at, 0)], 0)
    more = Case(after, case.rules, rows, rows.complete(steps), (), case.patience, proofs=case.proofs)
    new = np.unique(block.person[at < 0])[:60]
    asked = looser(more, rows, new, np.unique(block.demand[at < 0])[:40])
    changed = gains(more, asked) if any(shift.by for shift in asked.shifts) else ()
    return Worth(known.option, known.discipline, known.level, known.place, known.fte, known.cost, asked.shifts, changed,
                 asked.after.whole and asked.after.proved)  # fmt: skip
