"""Who works where: the words about people and the seats, teams and steps that they work on."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from teamform.plan.lists import CALLED_OFF
from teamform.plan.plan import Flags, Ints, Plan
from teamform.plan.stretch import EXPERT
from teamform.team.candidates import Candidates
from teamform.team.table import Table, places
from teamform.team.words import Words


class Placements(Words):
    """What people do, over one block of candidates."""

    def __init__(self, plan: Plan, candidates: Candidates, most: Ints | None = None, as_asked: bool = False) -> None:
        """``most`` stands for the most FTE of each candidate, where that isn't the smaller of offer and seat.

        ``as_asked`` says that no seat may get more than it asks for.
        """
        super().__init__(candidates.labels)
        self.plan: Plan = plan
        self.most: Ints = candidates.most if most is None else most
        self.candidates = candidates
        self.as_asked = as_asked
        _ = self.fte

    @cached_property
    def fte(self) -> Table:
        """FTE (hundredths) by person, demand, period; the variables count planning steps."""
        columns = self._word("fte", self.most // self.plan.step, None)
        return Table.of_variables(self.labels, self.candidates.codes, columns, self.plan.step)

    @cached_property
    def works(self) -> Table:
        """1 where the person works on the seat in the period, by person, demand, period.

        Who can give one planning step at most works where the steps are one, and needs no variable beside them.
        """
        several = self.most // self.plan.step > 1
        fte, columns = self.fte.where(several), self.fte.col.copy()
        steps = fte.col
        works = self._table("works", fte.codes, np.ones(len(fte), np.int64), lambda x: np.minimum(x[steps], 1))
        self.definitions += [fte <= works * self.most[several], works * self.plan.step <= fte]
        columns[several] = works.col
        return Table.of_variables(self.labels, self.fte.codes, columns)

    @cached_property
    def on(self) -> Table:
        """1 where the person is on the team in the period, by person, team, period."""
        return self._any_of(self.works, "on", "person", "team", "period")

    @cached_property
    def members(self) -> Table:
        """1 where the person is a member of the team in the period, by person, team, period.

        Who only serves the team from call-off or hub seats is no member.
        """
        called_off = self.plan.demand["seat_kind"].isin(CALLED_OFF).to_numpy(bool)
        if not called_off.any():
            return self.on
        return self._any_of(self.works.where(self.works.look("demand", ~called_off)), "members", "person", "team",
                            "period")  # fmt: skip

    @cached_property
    def teams_of_limited(self) -> Table:
        """Teams that a person is a member of in the period, by person, period.

        Only for people who could take a seat with a contribution mode of its own.
        """
        own = (self.plan.demand["contribution_mode"] != "").to_numpy(bool)
        limited = self.works.where(self.works.look("demand", own)).sum("person", "period")
        return self._once("teams_of_limited", self.members.sum("person", "period").at(limited.codes))

    @cached_property
    def stretched(self) -> Table:
        """1 where the person works on the seat in the period, below its level, by person, demand, period."""
        return self.works.where(self._below)

    @cached_property
    def experts(self) -> Table:
        """FTE (hundredths) of a team's experts in a discipline, by team, discipline, period.

        Only where somebody could be stretched.
        """
        experts = self.fte.where(self.candidates.level == EXPERT).sum("team", "discipline", "period")
        beside = self.fte.where(self._below).sum("team", "discipline", "period")
        return self._once("experts", experts.at(beside.codes))

    @property
    def _below(self) -> Flags:
        """Which candidates are below the level that their seat asks for."""
        asked = self.plan.demand["min_level"].to_numpy(np.int64)
        return np.asarray(self.candidates.level < asked[self.candidates.demand])

    @cached_property
    def joins(self) -> Table:
        """1 where the person is on the team in any period, by person, team."""
        return self._any_of(self.on, "joins", "person", "team")

    @cached_property
    def stays(self) -> Table:
        """1 where the person works on a first step and on the one that follows it, by person, thread."""
        following = self.labels.code("step", self.plan.first_steps["next_step"].replace("", None))
        follows = np.concatenate([[-1], following])  # by code of step; the first stands for none
        chained = np.isin(np.arange(len(follows)), follows) | (follows >= 0)
        carries = self._any_of(self.works.where(self.works.look("step", chained)), "carries", "person", "step")
        after = follows[carries.label("step")]
        there = places(self.labels, carries.codes, {"person": carries.label("person"), "step": after})
        pair = np.flatnonzero((after >= 0) & (there >= 0))
        number = np.cumsum(follows >= 0) - 1
        codes = {"person": carries.label("person")[pair], "thread": number[carries.label("step")[pair]]}
        return self._both("stays", carries.rows_at(pair, codes), carries.rows_at(there[pair], codes))

    @cached_property
    def shared(self) -> Table:
        """1 where the person joins both teams of a link, by person, link; only for links that ask for one."""
        links = self.plan.sheets["MissionLinks"]
        asked = np.flatnonzero(links["shared_person"].to_numpy(bool) & (links["liaison"] == "").to_numpy(bool))
        first, second = (self.labels.code("team", links[c].iloc[asked]) for c in ("from_team", "to_team"))
        joins, place = self.joins, np.arange(len(self.joins))
        row, link = np.nonzero(joins.label("team")[:, None] == first) if len(joins) else (place, place)
        there = places(self.labels, joins.codes, {"person": joins.label("person")[row], "team": second[link]})
        row, link, there = row[there >= 0], asked[link[there >= 0]], there[there >= 0]
        codes = {"person": joins.label("person")[row], "link": link}
        return self._both("shared", joins.rows_at(row, codes), joins.rows_at(there, codes))

    @cached_property
    def busy(self) -> Table:
        """FTE (hundredths) that a person gives to all teams in the period, by person, period.

        Only for people who could be on a team with a learning allowance.
        """
        given = self.fte.sum("person", "period")
        return self._once("busy", given.at(self._learning.sum("person", "period").codes))

    @property
    def _learning(self) -> Table:
        """Who is on a team with a learning allowance."""
        asked = self.plan.teams["learning_allowance"].fillna(0).to_numpy(np.int64) > 0
        return self.on.where(self.on.look("team", asked))

    @cached_property
    def left(self) -> Table:
        """FTE (hundredths) that a person has left in the period, nought for who gives more, for those of ``busy``."""
        busy = self.busy
        offer = self.plan.availability[busy.label("person"), busy.label("period")]
        beyond = np.maximum(self._most(busy) - offer, 0)
        rest = -busy + offer
        has_left = self._table(
            "has_left", busy.codes, np.minimum(offer, 1), lambda x: (rest.value(x) > 0).astype(np.int64)
        )
        left = self._table("left", busy.codes, offer, lambda x: np.maximum(rest.value(x), 0))
        self.definitions += [left <= has_left * offer, left + has_left * beyond <= rest + beyond]
        return left

    @cached_property
    def free(self) -> Table:
        """FTE (hundredths) that a person on the team has left in the period, by person, team, period.

        Only for teams with a learning allowance; who is on two of them is counted in both.
        """
        on = self._learning
        left, offer = self.left.at(on.codes), self.plan.availability[on.label("person"), on.label("period")]
        free = self._table("free", on.codes, offer, lambda x: on.value(x) * left.value(x))
        self.definitions += [free <= on * offer, free <= left]
        return free

    @property
    def cost(self) -> Table:
        """Pounds at grade-average cost, by person, demand, period; not kept, being large and hardly asked for twice."""
        yearly = self.plan.annual_cost[:, None] * self.plan.years * self.plan.step / 100
        pounds = np.rint(yearly).astype(np.int64)[self.candidates.person, self.candidates.period]
        return Table.of_variables(self.labels, self.candidates.codes, self.fte.col) * pounds
