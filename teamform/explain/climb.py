"""Climbing the supply ladder: counting a discipline's FTE from rung to rung, for any rules that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from teamform.explain.case import Case
from teamform.explain.ladder import RUNGS, Ladder, Loss, Rung
from teamform.explain.obstacles import obstacles
from teamform.explain.words import listed
from teamform.plan.plan import Flags, Ints
from teamform.plan.shapes import taken
from teamform.rules import Eligibility, Limit

STEP = "planning_step"
DEMAND_SIDE = frozenset({"demand", "team", "mission", "step", "need", "pair", "priority"})
"""Rows about any of these limit what teams take, not what there is to take."""


@dataclass
class _Count:
    """FTE (hundredths) that is left and lost so far, over all periods looked at."""

    left: dict[str, int] = field(default_factory=dict)
    lost: dict[tuple[str, str], int] = field(default_factory=dict)
    people: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    says: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def lose(self, rung: str, rule: str, fte: int, people: Ints | None = None, says: Iterable[str] = ()) -> None:
        if fte:
            self.lost[rung, rule] = self.lost.get((rung, rule), 0) + fte
        if fte and people is not None:
            self.people.setdefault((rung, rule), set()).update(people.tolist())
        for sentence in says if fte else ():
            known = self.says.setdefault((rung, rule), [])
            known += [sentence] if sentence not in known else []


def ladder(case: Case, discipline: str, period: str = "") -> Ladder:
    """The supply ladder of a discipline, in one period or on average over all of them.

    It counts the people whose main discipline it is. The steps add up exactly. Raises InputError for a
    discipline or period that the plan doesn't know.
    """
    labels = case.program.vocabulary.labels
    climb = _Climb(case, case.code("discipline", discipline))
    periods = [case.code("period", period)] if period else list(range(labels.size("period")))
    for each in periods:
        climb.period(each)
    return climb.result(discipline, period, len(periods))


class _Climb:
    """Counts one discipline's FTE through the rungs, period by period."""

    def __init__(self, case: Case, discipline: int) -> None:
        self.case, self.plan, self.block = case, case.plan, case.program.candidates
        labels = case.program.vocabulary.labels
        self.seats = np.asarray(labels.follow({"demand": np.arange(len(self.plan.demand))}, "discipline") == discipline)
        everyone = {"person": np.arange(len(self.plan.people))}
        self.own = np.asarray(labels.follow(everyone, "home_discipline") == discipline)
        ability = self.plan.abilities.get_indexer(labels.names["discipline"][[discipline]])[0]
        self.second = (self.plan.levels[:, ability] > 0) & ~self.own if ability >= 0 else np.zeros(len(self.own), bool)
        self.fte = case.x[: len(self.block)] * self.plan.step
        given = np.bincount(self.block.demand, self.fte, len(self.seats)).astype(np.int64)
        self.counts = taken(self.plan, given)  # of alternative shapes only the one that is taken can be short
        self.count = _Count()
        self.total = {"exists": 0, "joined": 0, "second": 0, "required": 0, "unmet": 0}

    def period(self, period: int) -> None:
        """Climb in one period."""
        offer = self.plan.availability[:, period]
        exists = np.where(self.own, self.plan.people["available_fte"].to_numpy(np.int64), 0)
        self.total["exists"] += int(exists.sum())
        self.total["second"] += int(offer[self.second].sum())
        left = exists
        for rung, rule, stays, less in self._turned_away(period):
            kept = np.minimum(np.where(stays, left, 0), less)
            self.count.lose(rung, rule, int((left - kept).sum()), np.flatnonzero(left > kept))
            left = kept
        released = self._released(left, period)
        self._placed(left, released, period)

    def _turned_away(self, period: int) -> Iterator[tuple[str, str, Flags, Ints]]:
        """Each reason in the order of the rungs: who still has a seat after it, and the most that each has to offer."""
        offered, offer = self.plan.offered[:, period], self.plan.availability[:, period]
        plenty = np.full(len(self.own), np.iinfo(np.int64).max)
        steps: list[tuple[str, str, str | None, Ints]] = [
            ("here", "availability_dates", None, offered), ("here", STEP, None, offer),
            ("allowed", "demand", "", plenty),
        ]  # fmt: skip
        rules = [rule for rule in self.case.rules if isinstance(rule, Eligibility)]
        steps += [(rule.rung, rule.name, rule.name, plenty) for rule in rules]
        excluded, reasons = self.case.program.sifted.excluded, self.case.program.sifted.reasons
        gone = np.zeros(len(excluded), bool)
        here = self.seats[excluded.demand] & (excluded.period == period)
        eligible = self.block.person[self.seats[self.block.demand] & (self.block.period == period)]
        order = sorted(range(len(steps)), key=lambda at: (RUNGS.index(steps[at][0]), steps[at][2] == "", at))
        for rung, name, rule, most in (steps[at] for at in order):
            if rule:
                gone |= reasons.get(rule, np.zeros(len(excluded), bool))
            stays = np.ones(len(self.own), bool)
            if rule is not None:
                stays[:] = False
                stays[excluded.person[here & ~gone]] = True
                stays[eligible] = True
                if rule != "":
                    stays |= self._never_asked(here, eligible, excluded.person)
            yield rung, name, stays, most

    def _never_asked(self, here: Flags, eligible: Ints, excluded: Ints) -> Flags:
        """People for whom no seat of the discipline runs at all."""
        asked = np.zeros(len(self.own), bool)
        asked[eligible] = True
        asked[excluded[here]] = True
        return ~asked

    # --- limits on what there is to take

    def _released(self, left: Ints, period: int) -> int:
        """How much of what is left the rows about people and organisations let go, rule after rule."""
        total, rows = int(left.sum()), np.zeros(0, np.int64)
        for rule in self.case.rules:
            mine = self._supply_rows(period, rule.name) if isinstance(rule, Limit) else np.zeros(0, np.int64)
            if not len(mine):
                continue
            rows = np.concatenate([rows, mine])
            given, full = self._fill(left, rows, period)
            released = min(int(given.sum()), total)
            says = (self.case.says(int(row)) for row in full if row in mine)
            self.count.lose("released", rule.name, total - released, np.flatnonzero(left > given), says)
            total = released
        return total

    def _supply_rows(self, period: int, rule: str) -> Ints:
        """The must-rows of a rule that count FTE alone and say nothing of teams or seats."""
        program = self.case.program
        rows = [
            np.arange(block.rows.start, block.rows.stop)[block.codes["period"] == period]
            for block in program.blocks
            if block.rule == rule and "period" in block.codes and not DEMAND_SIDE & set(block.codes)
        ]
        found = np.concatenate([*rows, np.zeros(0, np.int64)])
        found = found[program.must[found] & ~program.equal[found]]
        some = program.matrix[found]
        n = len(self.block)
        only_fte = np.asarray([
            bool((some.indices[a:b] < n).all() and (some.data[a:b] > 0).all())
            for a, b in zip(some.indptr, some.indptr[1:], strict=False)
        ], bool)  # fmt: skip
        return found[only_fte] if len(found) else found

    def _fill(self, left: Ints, rows: Ints, period: int) -> tuple[Ints, Ints]:
        """Let people give all they can, one after the other; what each gives, and the rows that are full then."""
        program, n = self.case.program, len(self.block)
        here = self.seats[self.block.demand] & (self.block.period == period)
        mine = np.flatnonzero(self.own[self.block.person] & here)
        part = program.matrix[rows][:, :n].tocsc()
        room = program.bound[rows].astype(np.float64)
        given = np.zeros_like(left)
        first = {int(self.block.person[at]): at for at in mine[::-1].tolist()}
        for person in np.flatnonzero(left).tolist():
            at = first.get(person)
            if at is None:
                continue
            entries = slice(part.indptr[at], part.indptr[at + 1])
            row, per_hundredth = part.indices[entries], part.data[entries] / self.plan.step
            most = min([float(left[person]), *(room[row] / per_hundredth)]) if len(row) else float(left[person])
            given[person] = int(max(most, 0) + 1e-9)
            room[row] -= per_hundredth * given[person]
        return given, rows[room < 1]

    # --- where the rest is

    def _placed(self, left: Ints, released: int, period: int) -> None:
        """Part what is released into placed, on other seats, and left over."""
        now = (self.block.period == period) & (self.fte > 0)
        here = self.seats[self.block.demand]
        own = self.own[self.block.person]
        placed = int(self.fte[now & here & own].sum())
        still = left[self.block.person] > 0
        elsewhere = min(int(self.fte[now & ~here & own & still].sum()), released - placed)
        self.count.lose("free", "on other seats", elsewhere)
        self.total["joined"] += int(self.fte[now & here & ~own].sum())
        running = self.seats & self.plan.runs[:, period] & self.counts
        required = np.where(running, self.plan.demand["fte_required"].to_numpy(np.int64), 0)
        filled = np.zeros(len(self.seats), np.int64)
        np.add.at(filled, self.block.demand[now], self.fte[now])
        unmet = np.maximum(required - filled, 0)
        self.total["required"] += int(required.sum())
        self.total["unmet"] += int(unmet.sum())
        over = released - placed - elsewhere
        if over:
            held = self._held(unmet, left, period) if unmet.any() else {}
            rule = listed(held) or ("not needed" if not unmet.any() else "not used")
            says = [sentence for sentences in held.values() for sentence in sentences]
            self.count.lose("placed", rule, over, None, says)

    def _held(self, unmet: Ints, left: Ints, period: int) -> Mapping[str, tuple[str, ...]]:
        """The rules that keep people with time left from the seats that are short, most often first."""
        given = np.zeros(len(self.own), np.int64)
        now = self.block.period == period
        np.add.at(given, self.block.person[now], self.fte[now])
        idle = self.own & (left > given)
        these = np.flatnonzero(now & (unmet[self.block.demand] > 0) & idle[self.block.person])
        found: dict[str, set[str]] = {}
        for at in these[:200].tolist():
            person, seat = int(self.block.person[at]), int(self.block.demand[at])
            most = min(int(left[person] - given[person]), int(unmet[seat])) // self.plan.step
            for rule, sentence in obstacles(self.case, at, most):
                found.setdefault(rule, set()).add(sentence)
        order = sorted(found, key=lambda rule: (-len(found[rule]), rule))
        return {rule: tuple(sorted(found[rule])[:5]) for rule in order}

    # --- the result

    def result(self, discipline: str, period: str, periods: int) -> Ladder:
        """Averages over the periods climbed."""
        share = 100 * periods
        left, rungs = self.total["exists"], []
        for name in RUNGS:
            losses = [
                Loss(rule, fte / share, len(self.count.people.get((name, rule), ())),
                     tuple(self.count.says.get((name, rule), ())))
                for (rung, rule), fte in self.count.lost.items() if rung == name
            ]  # fmt: skip
            left -= sum(fte for (rung, _), fte in self.count.lost.items() if rung == name)
            rungs.append(Rung(name, left / share, tuple(losses)))
        rest = {key: value / share for key, value in self.total.items()}
        return Ladder(discipline, period, tuple(rungs), rest["joined"], rest["second"], rest["required"], rest["unmet"])
