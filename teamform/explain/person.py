"""What a plan says to one person about themselves: no other person is named or compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from teamform.explain.case import Case
from teamform.explain.moves import Placement, placements
from teamform.explain.tiers import first_worse
from teamform.explain.why import CANNOT, COSTS, EQUAL, PLACED, TURNED_AWAY, Why, why, why_not
from teamform.explain.words import count, figure, listed, named, small
from teamform.plan.lists import LEVELS
from teamform.plan.sheets import SHEETS

NEVER = ("age, disability, sex, ethnicity, religion, orientation, marriage, pregnancy, nationality, pay, sickness, "
         "performance marks, home address, trade-union membership, or the reason for part-time work")  # fmt: skip
"""What no rule may look at."""


@dataclass(frozen=True)
class OwnWords:
    """The explanation in its parts, each ready to be read by the person."""

    person_id: str
    rationale: tuple[str, ...]
    """Where the person is proposed, or why nowhere, and what was asked for beside that."""
    responsibility: tuple[str, ...]
    data: tuple[str, ...]
    fairness: tuple[str, ...]
    safety: tuple[str, ...]
    impact: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it."""
        parts = (self.rationale, self.responsibility, self.data, self.fairness, self.safety, self.impact)
        return " ".join(line for part in parts for line in part)


def own_words(case: Case, person_id: str, where: Iterable[str] = ()) -> OwnWords:
    """Why a person is proposed for what they are, and why not for the seats or teams ``where`` that they ask about.

    Raises InputError for a person, seat or team that the plan doesn't know.
    """
    return _Telling(case, person_id).told(tuple(where))


class _Telling:
    """One person, who is told about nobody else."""

    def __init__(self, case: Case, person_id: str) -> None:
        self.case, self.person_id, self.person = case, person_id, case.code("person", person_id)
        self.row = case.plan.people.iloc[self.person]
        from teamform.solve import allocation

        self.placed = placements(allocation(case.program, case.x), person_id)

    def told(self, where: tuple[str, ...]) -> OwnWords:
        rationale = [*(self._there(seat) for seat in self._seats()), *([] if self.placed else self._nowhere())]
        rationale += [self._why_not(why_not(self.case, self.person_id, one), one) for one in where]
        return OwnWords(
            self.person_id, tuple(self._alone(line) for line in rationale), self._responsibility(), self._data(),
            self._fairness(), self._safety(), self._impact(),
        )  # fmt: skip

    # --- why, and why not

    def _seats(self) -> Iterator[str]:
        yield from dict.fromkeys(placement.demand_id for placement in self.placed)

    def _there(self, seat: str) -> str:
        found = why(self.case, self.person_id, seat)
        mine = [placement for placement in self.placed if placement.demand_id == seat]
        asked = self.case.plan.demand.set_index("demand_id").loc[seat]
        start = f"You are proposed for {listed(self._shown(p) for p in mine)}"
        level = int(self.case.plan.demand["min_level"].iloc[self.case.code("demand", seat)])
        needs = f"the seat asks for {asked['discipline']} at level {level} ({LEVELS[level]}) or above, which you bring"
        worse = first_worse(found.shifts)
        if found.answer == COSTS and worse is not None:
            reason = f"without you there, {small(worse.words)}"
        elif found.answer == EQUAL:
            reason = (
                f"there was more than one equally good choice, and the published shuffle (seed {self._seed}) decided"
            )
        else:
            reason = "it is part of the best plan that was found"
        return f"{start}: {needs}; {reason}."

    def _shown(self, placement: Placement) -> str:
        return placement.words(self.case.plan)

    def _nowhere(self) -> Iterator[str]:
        """Why somebody is proposed for nothing."""
        block, sifted = self.case.program.candidates, self.case.program.sifted
        open_ = len(set(block.demand[block.person == self.person].tolist()))
        yield "You are proposed for no team in this plan. That is no judgement of you."
        if open_:
            were = f"{count(open_, 'seat')} {'was' if open_ == 1 else 'were'} open to you"
            yield (f"{were}; the plan reaches its goals without asking you, and the published shuffle"
                   f" (seed {self._seed}) decides equal choices.")  # fmt: skip
            return
        mine = sifted.excluded.person == self.person
        rules = [self.case.by_name[name].title.rstrip(".") for name, mask in sifted.reasons.items() if mask[mine].any()]
        yield (f"No seat was open to you: {listed(small(rule) for rule in rules)}." if rules
               else "No team asks for a discipline that you have.")  # fmt: skip

    def _why_not(self, found: Why, where: str) -> str:
        """What forcing the placement showed, in words about the person alone."""
        if found.answer == PLACED:
            return f"You are on {where}."
        if found.answer == TURNED_AWAY:
            reasons = [self._alone(r.sentence, self._title(r.rule)) for r in found.reasons]
            return f"{where} isn't open to you: {listed(reasons) or 'it asks for a discipline that you do not have'}."
        if found.answer == CANNOT:
            titles = dict.fromkeys(small(self._title(reason.rule)) for reason in found.reasons)
            return f"You can't be on {where}, because of {listed(titles)}."
        worse = first_worse(found.shifts)
        if worse is not None:
            return f"You could be on {where}, but {small(worse.words)}."
        if found.answer == EQUAL:
            return f"You on {where} would be an equal choice: the published shuffle (seed {self._seed}) decided."
        return f"Whether you could be on {where} was not found out in the time given: ask the planner."

    # --- the other parts

    def _responsibility(self) -> tuple[str, ...]:
        teams = list(dict.fromkeys(placement.team_id for placement in self.placed))
        who = f", whoever answers for {listed(f'team {team}' for team in teams)}" if teams else ""
        home = f"{self.row['organisation']} as your home organisation"
        return (f"This is a proposal. The planner, {home}{who} and you yourself decide; you may say no without a"
                " reason, and ask for a person to look at it again.",)  # fmt: skip

    def _data(self) -> tuple[str, ...]:
        """Every fact about the person that rules may look at."""
        facts = []
        for column in SHEETS["People"].columns:
            if column.name in self.row.index and not column.unused and column.name not in ("person_id", "display_name"):
                value = self.row[column.name]
                if not pd.isna(value) and str(value):
                    facts.append(f"{column.name.replace('_', ' ')} {self._value(column.kind.name, value)}")
        return (f"What was used about you: {'; '.join(facts)}. Tell the planner what is wrong.",)

    def _value(self, kind: str, value: object) -> str:
        if kind == "FTE":
            return figure(float(value) / 100)  # type: ignore[arg-type]
        if kind == "DATE":
            return f"{value:%d/%m/%Y}"
        return {"True": "yes", "False": "no"}.get(str(value), str(value))

    def _fairness(self) -> tuple[str, ...]:
        return (f"Never looked at: {NEVER}. Where choices are equal, a published shuffle decides (seed {self._seed}).",)

    def _safety(self) -> tuple[str, ...]:
        tiers = self.case.proposal.tiers if self.case.proposal is not None else ()
        proved = sum(tier.proved for tier in tiers)
        return (f"Every rule was checked again when this was written; {proved} of the plan's {len(tiers)} goals are "
                "proved to be the best possible.",)  # fmt: skip

    def _impact(self) -> tuple[str, ...]:
        if not self.placed:
            return ("Nothing changes for you.",)
        return (f"What changes for you, once everyone has agreed: {listed(self._shown(p) for p in self.placed)}.",)

    @property
    def _seed(self) -> int:
        return self.case.plan.seed

    def _title(self, rule: str) -> str:
        known = self.case.by_name.get(rule)
        return known.title.rstrip(".") if known is not None else rule.replace("_", " ")

    def _alone(self, line: str, otherwise: str = "It is part of the best plan that was found.") -> str:
        """A line about the person; one that names anybody else is left out."""
        own = named(self.case.plan, self.person)
        rest = line.replace(own, "")
        people = self.case.plan.people
        others = (people["person_id"] != self.person_id).to_numpy()
        tokens = set(re.findall(r"[\w-]+", rest))
        if tokens & set(people.loc[others, "person_id"]):
            return otherwise
        names = {name for name in people.loc[others, "display_name"] if name and name != self.row["display_name"]}
        return otherwise if any(name in rest for name in names) else line
