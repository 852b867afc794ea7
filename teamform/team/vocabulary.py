"""The vocabulary: the dozen labelled tables of quantities in which every rule says its sentence.

A word is made the first time a rule uses it, so a program holds no variable that nobody asked for.
Each word says how it follows from the FTE of a proposal: that is how a proposal which a person
edited by hand is completed and then checked.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from teamform.plan.plan import Flags, Ints
from teamform.plan.shapes import before, group_of, smallest, taken
from teamform.team.labels import Codes
from teamform.team.placements import Placements
from teamform.team.table import Numbers, Table, grouped, matches

PER_MILLE = 1000


class Vocabulary(Placements):
    """The quantities of a plan's teams, over one block of candidates."""

    # --- what teams have

    @cached_property
    def running(self) -> dict[str, Codes]:
        """Every (team, period) in which the team has work to do."""
        demand, period = np.nonzero(self.plan.runs)
        team = self.labels.follow({"demand": demand}, "team")
        _, codes = grouped(self.labels, {"team": team, "period": period})
        return codes

    @cached_property
    def _runs(self) -> Flags:
        """Whether each team (row) has work to do in each period (column)."""
        runs = np.zeros((self.labels.size("team"), self.labels.size("period")), bool)
        runs[self.running["team"], self.running["period"]] = True
        return runs

    @cached_property
    def size(self) -> Table:
        """FTE (hundredths) of the whole team, by team, period."""
        return self._once("size", self.fte.sum("team", "period").at(self.running))

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
        """FTE (hundredths) that must be there, by demand, period: known figures; of alternative shapes the largest."""
        seats = self.seats
        return Table.of_constants(self.labels, seats, self.plan.needed[seats["demand"], seats["period"]])

    @cached_property
    def desired(self) -> Table:
        """FTE (hundredths) that would be welcome, by demand, period: known figures."""
        return self._asked("fte_desired")

    @cached_property
    def unmet(self) -> Table:
        """Required FTE (hundredths) that nobody fills, by demand, period."""
        missing = self._asked("fte_required") - self.fte.sum("demand", "period").at(self.seats)
        return self._above_nought("unmet", self._of_taken(missing, "fte_required"))

    @cached_property
    def taken(self) -> Table:
        """1 where the seat is the shape that counts, by demand; only for seats that have other shapes."""
        group = group_of(self.plan)
        shaped, fte, seats = np.flatnonzero(group >= 0), self.fte, len(group)

        def follows(x: Ints) -> Ints:
            given = np.bincount(fte.label("demand"), x[fte.col], seats).astype(np.int64)
            return np.asarray(taken(self.plan, given)[shaped], np.int64)

        used = self._any_of(self.works.where(self.works.look("demand", group >= 0)), "used", "demand")
        counts = self._table("taken", {"demand": shaped}, np.ones(len(shaped), np.int64), follows)
        self.definitions += [counts.sum("shape") == 1, counts.where(~smallest(self.plan)[shaped]) <= used]
        for first, second in zip(*before(self.plan), strict=True):
            later = {"demand": np.array([second])}
            ahead = used.at({"demand": np.array([first])}).labelled(**later)
            self.definitions.append(ahead + counts.at(later) <= 1)
        return counts

    def _of_taken(self, missing: Table, column: str) -> Table:
        """What is missing, without what is asked for by shapes that aren't taken."""
        if not (group_of(self.plan) >= 0).any():
            return missing
        asked = self.plan.demand[column].to_numpy(np.int64)[missing.label("demand")]
        return missing - (-self.taken + 1).at(missing.codes) * asked

    @cached_property
    def below_desired(self) -> Table:
        """Desired FTE (hundredths) that nobody fills, by demand, period; only where more is desired than required."""
        desired = self.desired.where(self.desired.constant > self._asked("fte_required").constant)
        missing = desired - self.fte.sum("demand", "period").at(desired.codes)
        return self._above_nought("below_desired", self._of_taken(missing, "fte_desired"))

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

        worst = self._table("worst_shortage", codes, np.full(len(codes["priority"]), PER_MILLE, np.int64), follows)
        self.definitions.append(share <= worst.at({"priority": unmet.label("priority"), **unmet.codes}) * required)
        return worst

    @cached_property
    def skilled(self) -> Table:
        """People on the team who have a needed skill at its level, by need, team, period."""
        needs, on = self.plan.sheets["SkillNeeds"], self.on
        team = self.labels.code("team", needs["team_id"])
        skill = self.plan.ability(needs["skill"])
        place, need = matches(on.label("team"), team)
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
        need, period = np.nonzero(self._runs[team])
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
        change = Table.joined(first.at(self.current.codes) - self.current, joining)
        upper = np.maximum(np.abs(change.constant), self._most(change) + change.constant)
        return self._change("moved", change, upper)

    @cached_property
    def shifted(self) -> Table:
        """FTE (hundredths) by which a placement changes against the period before, by person, team, period."""
        held = self.fte.sum("person", "team", "period")
        now, before = ({**held.codes, "period": held.codes["period"] + ahead} for ahead in (0, 1))
        both = {name: np.concatenate([now[name], before[name]]) for name in now}
        runs = np.pad(self._runs, ((0, 0), (1, 1)))  # nothing runs before the first period or after the last
        inside = runs[both["team"], both["period"] + 1] & runs[both["team"], both["period"]]
        _, codes = grouped(self.labels, {name: values[inside] for name, values in both.items()})
        earlier = held.at({**codes, "period": codes["period"] - 1}).labelled(**codes)
        change = held.at(codes) - earlier
        return self._change("shifted", change, np.maximum(self._most(change), self._most(-change)))

    def _first_period(self, table: Table) -> Flags:
        """Whether each row lies in the first period of its team."""
        first = self._runs.argmax(axis=1)  # of a team that never runs nothing is asked
        return np.asarray(table.label("period") == first[table.label("team")])

    def _known_today(self, table: Table) -> Flags:
        one = Table.of_constants(self.labels, self.current.codes, np.ones(len(self.current), np.int64))
        return one.at(table.codes).constant > 0

    # --- known figures

    def _asked(self, column: str) -> Table:
        fte = self.plan.demand[column].to_numpy(np.int64)
        return Table.of_constants(self.labels, self.seats, fte[self.seats["demand"]])
