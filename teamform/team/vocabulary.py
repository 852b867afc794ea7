"""The vocabulary: the dozen labelled tables of quantities in which every rule says its sentence.

A word is made the first time a rule uses it, so a program holds no variable that nobody asked for.
Each word says how it follows from the FTE of a proposal: that is how a proposal which a person
edited by hand is completed and then checked.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from teamform.plan.lists import CALLED_OFF
from teamform.plan.plan import Flags, Ints, Plan
from teamform.team.candidates import Candidates
from teamform.team.labels import Codes
from teamform.team.table import Numbers, Table, grouped, places
from teamform.team.words import Words

PER_MILLE = 1000


class Vocabulary(Words):
    """The quantities of a plan's teams, over one block of candidates."""

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

    # --- what people do

    @cached_property
    def fte(self) -> Table:
        """FTE (hundredths) by person, demand, period; the variables count planning steps."""
        columns = self._word("fte", self.most // self.plan.step, None)
        return Table.of_variables(self.labels, self.candidates.codes, columns, self.plan.step)

    @cached_property
    def works(self) -> Table:
        """1 where the person works on the seat in the period, by person, demand, period."""
        fte = self.fte
        columns = self._word("works", np.minimum(self.most // self.plan.step, 1),
                             lambda x: np.minimum(x[fte.col], 1))  # fmt: skip
        works = Table.of_variables(self.labels, self.candidates.codes, columns)
        self.definitions += [fte <= works * self.most, works * self.plan.step <= fte]
        return works

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
    def cost(self) -> Table:
        """Pounds at grade-average cost, by person, demand, period."""
        yearly = self.plan.annual_cost[:, None] * self.plan.years * self.plan.step / 100
        pounds = np.rint(yearly).astype(np.int64)[self.candidates.person, self.candidates.period]
        return Table.of_variables(self.labels, self.candidates.codes, self.fte.col) * pounds

    # --- what teams have

    @cached_property
    def running(self) -> dict[str, Codes]:
        """Every (team, period) in which the team has work to do."""
        demand, period = np.nonzero(self.plan.runs)
        team = self.labels.follow({"demand": demand}, "team")
        _, codes = grouped(self.labels, {"team": team, "period": period})
        return codes

    @cached_property
    def size(self) -> Table:
        """FTE (hundredths) of the whole team, by team, period."""
        total = self.fte.sum("team", "period").at(self.running)
        upper = np.zeros(len(total), np.int64)
        np.add.at(upper, total.row, total.coef * self._upper[total.col])
        columns = self._word("size", upper, total.value)
        size = Table.of_variables(self.labels, total.codes, columns)
        self.definitions.append(size == total)
        return size

    @cached_property
    def organisations(self) -> Table:
        """1 where anyone of the organisation is on the team, by team, period, organisation.

        Only for teams that ask for a number of organisations or of sectors.
        """
        asked = ~(np.isnan(self.plan.asked("min_orgs")) & np.isnan(self.plan.asked("min_sectors")))
        on = self.on.where(Numbers.of("team", "period", values=asked).at(self.on))
        return self._any_of(on, "organisations", "team", "period", "organisation")

    @cached_property
    def sectors(self) -> Table:
        """1 where anyone of the sector is on the team, by team, period, sector; only for teams as above."""
        return self._any_of(self.organisations, "sectors", "team", "period", "sector")

    @cached_property
    def organisation_pairs(self) -> Table:
        """Pairs of members from one organisation, by team, period, organisation; nobody is paired with oneself."""
        people = self.members.sum("team", "period", "organisation")
        most = self._most(people)
        if self.as_asked:
            most = np.minimum(most, self.desired.sum("team", "period").at(people.codes).constant // self.plan.step)
        return self._pairs_among("organisation_pairs", people, most)

    # --- what is asked for, and what is missing

    @cached_property
    def seats(self) -> dict[str, Codes]:
        """Every (demand, period) that is to be filled."""
        demand, period = np.nonzero(self.plan.runs)
        return {"demand": demand, "period": period}

    @cached_property
    def required(self) -> Table:
        """FTE (hundredths) that must be there, by demand, period: known figures."""
        return self._asked("fte_required")

    @cached_property
    def desired(self) -> Table:
        """FTE (hundredths) that would be welcome, by demand, period: known figures."""
        return self._asked("fte_desired")

    @cached_property
    def unmet(self) -> Table:
        """Required FTE (hundredths) that nobody fills, by demand, period."""
        return self._above_nought("unmet", self.required - self.fte.sum("demand", "period").at(self.seats))

    @cached_property
    def below_desired(self) -> Table:
        """Desired FTE (hundredths) that nobody fills, by demand, period; only where more is desired than required."""
        desired = self.desired.where(self.desired.constant > self.required.constant)
        return self._above_nought("below_desired", desired - self.fte.sum("demand", "period").at(desired.codes))

    @cached_property
    def worst_shortage(self) -> Table:
        """Largest share (per mille) of a team's required FTE that is unmet, by priority."""
        unmet = self.unmet.sum("team")
        required = self.required.sum("team").at(unmet.codes).constant
        unmet, required = unmet.where(required > 0), required[required > 0]
        group, codes = grouped(self.labels, {"priority": unmet.label("priority")})
        share = unmet * PER_MILLE

        def follows(x: Ints) -> Ints:
            worst = np.zeros(len(codes["priority"]), np.int64)
            np.maximum.at(worst, group, -(-share.value(x) // required))
            return worst

        columns = self._word("worst_shortage", np.full(len(codes["priority"]), PER_MILLE, np.int64), follows)
        worst = Table.of_variables(self.labels, codes, columns)
        self.definitions.append(share <= worst.at({"priority": unmet.label("priority"), **unmet.codes}) * required)
        return worst

    @cached_property
    def skilled(self) -> Table:
        """People on the team who have a needed skill at its level, by need, team, period."""
        needs, on = self.plan.sheets["SkillNeeds"], self.on
        team = self.labels.code("team", needs["team_id"])
        skill = self.plan.ability(needs["skill"])
        pairs = pd.DataFrame({"team": on.label("team"), "place": np.arange(len(on))}).merge(
            pd.DataFrame({"team": team, "need": np.arange(len(needs))}), on="team"
        )
        place, need = pairs["place"].to_numpy(np.int64), pairs["need"].to_numpy(np.int64)
        level = self.plan.levels[on.label("person")[place], skill[need]]
        able = level >= needs["min_level"].to_numpy(np.int64)[need]
        place, need = place[able], need[able]
        codes = {name: values[place] for name, values in on.codes.items()} | {"need": need}
        return on.rows_at(place, codes).sum("need", "team", "period").at(self._needs(team))

    @cached_property
    def gaps(self) -> Table:
        """People missing who have a needed skill, by need, team, period."""
        least = self.plan.sheets["SkillNeeds"]["min_people"].to_numpy(np.int64)
        return self._above_nought("gaps", -self.skilled + least[self.skilled.label("need")])

    def _needs(self, team: Ints) -> dict[str, Codes]:
        """Every (need, team, period) in which the team has work to do."""
        running = np.zeros((self.labels.size("team"), self.labels.size("period")), bool)
        running[self.running["team"], self.running["period"]] = True
        need, period = np.nonzero(running[team])
        return {"need": need, "team": team[need], "period": period}

    # --- what changes

    @cached_property
    def current(self) -> Table:
        """FTE (hundredths) that people give today, by person, team: known figures."""
        table = self.plan.sheets["CurrentAllocation"]
        person = self.labels.code("person", table["person_id"])
        team = self.labels.code("team", table["team_id"])
        fte = table["fte"].to_numpy(np.int64)
        known = (person >= 0) & (team >= 0)
        return Table.of_constants(self.labels, {"person": person[known], "team": team[known]}, fte[known]).sum(
            "person", "team"
        )

    @cached_property
    def moved(self) -> Table:
        """FTE (hundredths) by which today's placements change in their team's first period, by person, team."""
        first = self.fte.where(self._first_period(self.fte)).sum("person", "team")
        joining = first.where(~self._known_today(first))
        planned = first.at(self.current.codes)
        both = Table(
            self.labels,
            {name: np.concatenate([planned.codes[name], joining.codes[name]]) for name in ("person", "team")},
            np.concatenate([planned.row, joining.row + len(planned)]),
            np.concatenate([planned.col, joining.col]),
            np.concatenate([planned.coef, joining.coef]),
            np.zeros(len(planned) + len(joining), np.int64),
        )
        change = both - self.current
        upper = np.maximum(np.abs(change.constant), self._most(both) + change.constant)
        columns = self._word("moved", upper, lambda x: np.abs(change.value(x)))
        moved = Table.of_variables(self.labels, both.codes, columns)
        self.definitions += [change <= moved, -change <= moved]
        return moved

    @cached_property
    def shifted(self) -> Table:
        """FTE (hundredths) by which a placement changes against the period before, by person, team, period."""
        held = self.fte.sum("person", "team", "period")
        last = self.labels.size("period") - 1
        now, before = ({**held.codes, "period": held.codes["period"] + ahead} for ahead in (0, 1))
        both = {name: np.concatenate([now[name], before[name]]) for name in now}
        inside = (both["period"] > 0) & (both["period"] <= last)
        running = np.zeros((self.labels.size("team"), last + 2), bool)
        running[self.running["team"], self.running["period"]] = True
        inside &= running[both["team"], both["period"]] & running[both["team"], both["period"] - 1]
        _, codes = grouped(self.labels, {name: values[inside] for name, values in both.items()})
        earlier = held.at({**codes, "period": codes["period"] - 1}).labelled(**codes)
        change = held.at(codes) - earlier
        columns = self._word("shifted", np.maximum(self._most(change), self._most(-change)),
                             lambda x: np.abs(change.value(x)))  # fmt: skip
        shifted = Table.of_variables(self.labels, codes, columns)
        self.definitions += [change <= shifted, -change <= shifted]
        return shifted

    def _first_period(self, table: Table) -> Flags:
        """Whether each row lies in the first period of its team."""
        first = np.full(self.labels.size("team"), self.labels.size("period"))
        np.minimum.at(first, self.running["team"], self.running["period"])
        return np.asarray(table.label("period") == first[table.label("team")])

    def _known_today(self, table: Table) -> Flags:
        one = Table.of_constants(self.labels, self.current.codes, np.ones(len(self.current), np.int64))
        return one.at(table.codes).constant > 0

    # --- known figures

    def _asked(self, column: str) -> Table:
        fte = self.plan.demand[column].to_numpy(np.int64)
        return Table.of_constants(self.labels, self.seats, fte[self.seats["demand"]])
