"""The nine lines that the demonstration tells, each counted from the facts of the plan that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from teamform.plan.lists import CLEARANCES
from teamform.plan.plan import Plan

Figure = tuple[str, str, str]
"""What, how much, and a word about it."""


@dataclass(frozen=True)
class Stop:
    """One stop of the tour: what it shows, in a few lines and figures, and the page that shows more."""

    title: str
    lines: tuple[str, ...]
    figures: tuple[Figure, ...]
    page: str
    """The address of the page on which to look further."""
    look: str
    """What to look for there."""
    table: pd.DataFrame | None = None


@dataclass(frozen=True)
class _Counts:
    """The plan in its busiest period, and the release cap that holds back most of a discipline."""

    plan: Plan
    period: int
    organisation: str
    discipline: str
    cap: int

    @classmethod
    def of(cls, plan: Plan) -> _Counts | None:
        """None for a plan in which no cap holds a discipline back."""
        period = plan.busiest
        caps = plan.sheets["ReleaseCaps"]
        begun = caps["period"].isin(["", str(plan.periods["period"].iloc[period])])
        caps = caps[(caps["discipline"] != "") & begun & plan.in_force(caps["expires"])[:, period]]
        rows = list(zip(caps["organisation"], caps["discipline"], caps["release_cap_fte"].astype(int), strict=True))
        if not rows:
            return None
        held, row = max((_held(plan, period, *row[:2]) - row[2], row) for row in rows)
        return cls(plan, period, *row) if held > 0 else None

    def asked(self, discipline: str) -> pd.Series:
        """What each team asks for of a discipline (hundredths), the most first."""
        demand = self.plan.demand[self.plan.runs[:, self.period]]
        mine = demand[demand["discipline"] == discipline]
        return mine.groupby("team_id")["fte_required"].sum().sort_values(ascending=False, kind="stable")

    def offered(self, discipline: str) -> pd.Series:
        """What each person offers (hundredths) who could fill a seat of a discipline, the most first."""
        asked = self.plan.demand.loc[self.plan.demand["discipline"] == discipline, "min_level"]
        able = self.plan.levels[:, self.plan.ability(pd.Series([discipline]))[0]] >= int(asked.min())
        offer = pd.Series(self.plan.availability[:, self.period], self.plan.people["person_id"].to_numpy())[able]
        return offer[offer > 0].sort_values(ascending=False, kind="stable")

    @property
    def held(self) -> int:
        """What the organisation with the cap holds of the discipline."""
        return _held(self.plan, self.period, self.organisation, self.discipline)

    def missing(self, cap: int) -> int:
        """The least that stays empty of the discipline when so much is let go, whatever else is done."""
        within = min(self.held, cap)
        others = int(self.offered(self.discipline).sum()) - self.held
        return max(int(self.asked(self.discipline).sum()) - others - within, 0)

    def name(self, discipline: str) -> str:
        """A discipline in words."""
        return str(self.plan.disciplines.set_index("discipline")["name"].get(discipline, discipline)).lower()


def _held(plan: Plan, period: int, organisation: str, discipline: str) -> int:
    people = plan.people
    mine = (people["organisation"] == organisation) & (people["primary_discipline"] == discipline)
    return int(plan.availability[mine.to_numpy(), period].sum())


def stops(plan: Plan) -> tuple[Stop, ...]:
    """The tour of a plan: the nine stops, without those of which the plan holds no example."""
    counts = _Counts.of(plan)
    found = [tell(counts) for tell in TOLD] if counts else []
    return tuple(stop for stop in found if stop)


def _enough(at: _Counts) -> Stop:
    offered, asked = int(at.offered(at.discipline).sum()), int(at.asked(at.discipline).sum())
    name = at.name(at.discipline)
    return Stop(
        f"There is enough {name}",
        (f"{len(at.asked(at.discipline))} teams ask for {name}. More of it is on offer than they ask for.",
         "And yet some of those seats will stay empty. The tour shows why, and what could be done."),
        (("Asked for", f"{fte(asked)} FTE", at.discipline), ("On offer", f"{fte(offered)} FTE",
          f"{len(at.offered(at.discipline))} people")),
        "supply", f"The supply ladder of {at.discipline}: rung by rung, where people are lost on the way to the teams.",
    )  # fmt: skip


def _one_body(at: _Counts) -> Stop:
    whole = int(at.offered(at.discipline).sum())
    return Stop(
        "One body holds it",
        (f"{at.organisation} employs most of them, and lets go at most {fte(at.cap)} FTE.",
         "A cap is a rule with an owner and a reason. It is kept, and its price is shown."),
        (("Held by " + at.organisation, f"{fte(at.held)} FTE", f"of {fte(whole)} on offer"),
         ("Let go", f"{fte(at.cap)} FTE", "at the same time")),
        "missions", "Release caps: whose rule it is, its reason, and its last day.",
    )  # fmt: skip


def _price(at: _Counts) -> Stop:
    caps = range(at.cap, at.held + 50, 50)
    rows = [(f"{fte(min(cap, at.held))} FTE", f"{fte(at.missing(cap))} FTE") for cap in caps]
    return Stop(
        "What the cap costs",
        ("No search is needed to see it: whatever others do, the people who are kept back are missing.",
         f"Each half FTE more that {at.organisation} lets go fills half an FTE of seats, until all are filled."),
        (("Missing for certain", f"{fte(at.missing(at.cap))} FTE", f"of {at.discipline}, as things are"),),
        "trade_offs", "Prices of rules: what each half FTE more would gain, found by searching again.",
        pd.DataFrame(rows, columns=[f"{at.organisation} lets go", f"{at.discipline} missing at least"]),
    )  # fmt: skip


def _dials(at: _Counts) -> Stop:
    return Stop(
        "Turning up a dial doesn't help",
        (f"A dial makes a shortage of {at.discipline} count for more, and can move a gap to another discipline.",
         f"It can't make {at.organisation} let anybody go: the {fte(at.missing(at.cap))} FTE are missing at any dial."),
        (("Missing with dial 1", f"{fte(at.missing(at.cap))} FTE", "at least"),
         ("Missing with dial 5", f"{fte(at.missing(at.cap))} FTE", "at least: no dial is in the count")),
        "supply", "Rung by rung: what is limited by release, and what by priority.",
    )  # fmt: skip


def _scarcest(at: _Counts) -> str:
    """The discipline of which teams ask for most beyond what is on offer."""
    codes = sorted(set(at.plan.demand["discipline"]))
    return str(max(codes, key=lambda code: int(at.asked(code).sum()) - int(at.offered(code).sum())))


def _scarce(at: _Counts) -> Stop:
    code = _scarcest(at)
    asked, offered = int(at.asked(code).sum()), int(at.offered(code).sum())
    return Stop(
        f"Of {at.name(code)} there is too little",
        (f"Here nobody holds anything back: teams ask for more {at.name(code)} than everyone together offers.",
         "Only fewer wishes, more people or a later start can help. Those are three different decisions."),
        (("Asked for", f"{fte(asked)} FTE", code), ("On offer", f"{fte(offered)} FTE", "whoever is released"),
         ("Short", f"{fte(max(asked - offered, 0))} FTE", "at least")),
        "supply", f"{code} beside {at.discipline}: one is scarce, the other is kept back.",
    )  # fmt: skip


def _thin(at: _Counts) -> Stop:
    code = _scarcest(at)
    about = at.plan.disciplines.set_index("discipline")
    teams, people = at.asked(code), at.offered(code)
    over = int((people - int(teams.median())).clip(lower=0).sum())
    most, least = int(about["max_teams"].astype(int)[code]), int(about["min_chunk"].astype(int)[code])
    return Stop(
        "Spreading them thin helps on paper",
        (f"The plan lets a person of {at.name(code)} work on {_count(most, 'team')} at a time, with at least"
         f" {fte(least)} FTE: research done in passing is not used.",
         "With two teams each, what is left over of the larger offers fills seats. What it costs in quality no sum"
         " shows, so it is a rule with a reason, and people decide."),
        (("Teams that ask", str(len(teams)), code), ("People", str(len(people)), f"on {_count(most, 'team')} each"),
         ("Left over", f"{fte(over)} FTE", "of offers larger than a seat")),
        "rules", "Teams at the same time, and smallest allocation: switch one to “should” and run again.",
    )  # fmt: skip


def _part_timer(at: _Counts) -> Stop | None:
    people, chunk = at.plan.people, at.plan.disciplines.set_index("discipline")["min_chunk"]
    least = people["primary_discipline"].map(chunk).fillna(0).to_numpy(np.int64)
    offer = at.plan.availability[:, at.period]
    out = (offer > 0) & (offer < least)
    if not out.any():
        return None
    who = (
        people[out]
        .assign(offer=offer[out], least=least[out])
        .sort_values(["least", "person_id"], ascending=[False, True])
    )
    first = who.iloc[0]
    return Stop(
        "The part-timer",
        (f"{_count(len(who), 'person offers', 'people offer')} less than the smallest allocation of their discipline;"
         f" for one, {first['person_id']} of {first['organisation']}, {fte(first['offer'])} FTE of"
         f" {first['primary_discipline']} where {fte(first['least'])} is asked.",
         "A naive rule could never place them, and nobody would notice. Here the rule never asks for more than"
         " somebody offers."),
        (("Would be shut out", _count(len(who), "person", "people"), "by the naive rule"),
         ("Their FTE", f"{fte(int(who['offer'].sum()))}", "kept in the plan")),
        "rules", "Smallest allocation: how many people each rule shuts out is shown before you run.",
    )  # fmt: skip


def _wish(at: _Counts) -> Stop | None:
    wishes = at.plan.sheets["Wishes"]
    if not len(wishes):
        return None
    wish = wishes.iloc[0]
    by = at.plan.periods["period"].tolist().index(wish["by"]) if wish["by"] else 0
    level, clearance = int(wish["min_level"]), str(wish["clearance"])
    lower = CLEARANCES[max(CLEARANCES.index(clearance) - 1, 0)] if clearance else ""
    last = len(at.plan.periods) - 1
    asked = ((f"As wished: level {level}, {clearance}, by {wish['by']}", (level, clearance, by)),
             ("Wait for clearances to come", (level, clearance, last)),
             (f"Accept {lower}", (level, lower, by)),
             (f"Accept {lower} and one level less", (max(level - 1, 1), lower, by)))  # fmt: skip
    rows = [(what, str(_able(at.plan, wish, *needs))) for what, needs in asked]
    return Stop(
        "A wish that can't come true",
        (f"Team {wish['team_id']} wants {wish['people']} people of {wish['discipline']} at level {level} with"
         f" {clearance}, {fte(wish['min_fte_each'])} FTE each, by {wish['by']}. The count shows who there is.",
         "An honest no comes with ways out: later, with less clearance, at another level, or fewer people."),
        (("Wanted", str(wish["people"]), str(wish["discipline"])), ("There are", rows[0][1], "as wished")),
        "missions", "The seats of that team: change level or clearance in one, and run again.",
        pd.DataFrame(rows, columns=["If one accepts", "People there are"]),
    )  # fmt: skip


def _able(plan: Plan, wish: pd.Series, level: int, clearance: str, period: int) -> int:
    """How many people have the wish's discipline at a level and a clearance in a period, with enough FTE to give."""
    people = plan.people
    has = plan.levels[:, plan.ability(pd.Series([wish["discipline"]]))[0]] >= level
    start = plan.periods["start"].iloc[period]
    come = people["clearance_expected"].notna() & (people["clearance_expected"] <= start)
    now = people["clearance"].where(~come | (people["clearance_pending"] == ""), people["clearance_pending"])
    rank = now.map(lambda each: CLEARANCES.index(each) if each in CLEARANCES else 0)
    cleared = (rank >= (CLEARANCES.index(clearance) if clearance else 0)).to_numpy(bool)
    return int((has & cleared & (plan.availability[:, period] >= int(wish["min_fte_each"]))).sum())


def _choice(at: _Counts) -> Stop:
    asked = at.asked(at.discipline)
    known = at.plan.teams.set_index("team_id")["priority"].astype(int)
    first = asked[known[asked.index].to_numpy() == known[asked.index].min()]
    missing = at.missing(at.cap)
    others = int(asked.sum()) - int(first.sum())
    return Stop(
        "Who goes short is a choice",
        (f"{', '.join(map(str, first.index))} have the same priority and ask for {fte(int(first.sum()))} FTE of"
         f" {at.discipline}; {fte(int(asked.sum()) - missing)} FTE can be had in all.",
         "Several plans are equally good by every goal and differ only in who goes short. The tool proves that they are"
         " equal; a person chooses, and the choice is logged."),
        (("Must be missing", f"{fte(max(missing - others, 0))} FTE", "among teams of the first priority, at least"),
         ("Could bear it", str(len(first)), "teams")),
        "trade_offs", "Equal plans: who goes short in each, and the choice that is logged.",
    )  # fmt: skip


def fte(hundredths: float) -> str:
    """An FTE figure."""
    return f"{hundredths / 100:g}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


TOLD: Iterable[Callable[[_Counts], Stop | None]] = (
    _enough, _one_body, _price, _dials, _scarce, _thin, _part_timer, _wish, _choice,
)  # fmt: skip
