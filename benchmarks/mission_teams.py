"""What mission teams must keep, given to those that enough eligible people could join."""

from __future__ import annotations

import numpy as np
import pandas as pd

from teamform.plan.fluency import fluent
from teamform.plan.lists import CALLED_OFF
from teamform.plan.loops import PARTS
from teamform.plan.plan import Flags, Ints, Plan
from teamform.rules import rules_of, sift
from teamform.team.candidates import everyone_with_the_discipline
from teamform.team.labels import Labels

Tables = dict[str, pd.DataFrame]
ENOUGH = 6
"""So many eligible people for each one who must be there."""


class Able:
    """Who could be a member of which team in which period, on a plain seat, and not for a short while only."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        block = sift(plan, rules_of(plan), everyone_with_the_discipline(plan, Labels.of(plan))).eligible
        mode = plan.demand["discipline"].map(plan.disciplines.set_index("discipline")["contribution_mode"])
        brief = (
            plan.demand["contribution_mode"].where(plan.demand["contribution_mode"] != "", mode) == "pulse"
        ).to_numpy()
        kind, shapes = plan.demand["seat_kind"], plan.demand["shape_group"]
        plain = (~kind.isin([*CALLED_OFF, "stretch"]) & (shapes == "")).to_numpy(bool)
        member = (plain & ~brief)[block.demand]
        sizes = len(plan.teams), len(plan.periods), len(plan.people)
        there = np.unique(np.ravel_multi_index((block.team[member], block.period[member], block.person[member]), sizes))
        self.team, self.period, self.person = np.unravel_index(there, sizes)
        self.block = block.take(member)
        self.runs = np.zeros(sizes[:2], bool)
        team = pd.Index(plan.teams["team_id"]).get_indexer(plan.demand["team_id"])
        np.logical_or.at(self.runs, team, plan.runs)

    def fewest(self, whom: Flags) -> Ints:
        """By team how many of these people could join it, in the period in which they are fewest."""
        some = whom[self.person]
        return self._fewest(self.team[some], self.period[some])

    def fewest_on(self, seats: Flags) -> Ints:
        """By team how many people could take one of these seats, in the period in which they are fewest."""
        some = self.block.take(seats[self.block.demand])
        team, period, _ = np.unique([some.team, some.period, some.person], axis=1)
        return self._fewest(team, period)

    def _fewest(self, team: Ints, period: Ints) -> Ints:
        count = np.zeros(self.runs.shape, np.int64)
        np.add.at(count, (team, period), 1)
        return np.where(self.runs, count, len(self.plan.people)).min(axis=1)

    def throughout(self, whom: Flags) -> tuple[Ints, Ints]:
        """(Team, person) for those of these people who could join a team in all periods in which it runs."""
        some = whom[self.person]
        pair, count = np.unique(self.team[some] * len(whom) + self.person[some], return_counts=True)
        team, person = np.divmod(pair, len(whom))
        whole = count == self.runs.sum(axis=1)[team]
        return team[whole], person[whole]


def about_teams(rng: np.random.Generator, made: Tables, periods: np.ndarray) -> Tables:
    """The tables with what teams must keep, how they are led, and what links them."""
    made = dict(made)
    plan = Plan.build(made)
    able = Able(plan)
    own = pd.Index(plan.teams["team_id"]).get_indexer(made["Teams"]["team_id"])
    made["Teams"] = _asking(rng, made["Teams"].iloc[np.argsort(own, kind="stable")], able)
    made["FirstSteps"] = _threads(made["FirstSteps"], able)
    made["SkillNeeds"] = _hard_skills(rng, made["SkillNeeds"], able)
    made["MissionLinks"] = _links(rng, able, made["People"])
    made["Pins"] = _pins(rng, made, able)
    made["ModeByPeriod"] = _modes(rng, made["Demand"], able, periods)
    return made


def _asking(rng: np.random.Generator, teams: pd.DataFrame, able: Able) -> pd.DataFrame:
    plan, n = able.plan, len(teams)
    organisations = plan.organisations.set_index("organisation")
    near = (
        plan.people["organisation"].map(organisations["closeness"]).isin(["local", "community", "citizen"]).to_numpy()
    )
    sector = plan.people["organisation"].map(organisations["sector"]).to_numpy()
    senior = plan.grade_rank >= plan.rank_of(pd.Series(["G7"]))[0]
    outsiders, leads = able.fewest(plan.outside), able.fewest(senior)

    def some(share: float, possible: Flags, value: int) -> pd.Series:
        given = (rng.random(n) < share) & possible
        return pd.Series(pd.array(np.where(given, value, 0), "Int64"), teams.index).where(given)

    sectors = sum((able.fewest(sector == each) > 2).astype(np.int64) for each in np.unique(sector))
    part = plan.people["primary_discipline"].map(plan.disciplines.set_index("discipline")["loop_part"]).to_numpy()
    bridged = np.min(
        [able.fewest(fluent(plan, a, b)) for a, b in plan.sheets["Bridges"].itertuples(index=False)], axis=0
    )
    underused = plan.demand["discipline"].map(plan.disciplines.set_index("discipline")["underused"]).to_numpy(bool)
    few = able.fewest(np.ones(len(plan.people), bool)) < 3 * teams["size_min"].to_numpy(np.int64)
    return teams.assign(
        size_min=np.where(few, 1, teams["size_min"]),
        lead_min_grade=np.where(leads < ENOUGH, "", teams["lead_min_grade"]),
        min_outside_share=np.where(outsiders < ENOUGH, 0, teams["min_outside_share"]),
        min_close_share=some(0.15, able.fewest(near) > ENOUGH, 500),
        min_orgs=some(0.2, outsiders > 3 * ENOUGH, 3),
        min_sectors=some(0.15, (outsiders > 2 * ENOUGH) & (sectors > 3), 2),
        min_underused_share=some(0.15, able.fewest_on(underused) > ENOUGH, 500),
        learning_allowance=some(0.15, np.ones(n, bool), 1000),
        bridges=(rng.random(n) < 0.2) & (bridged > ENOUGH),
        loop=(rng.random(n) < 0.3) & np.all([_asks_for(plan, able.runs, each) & (able.fewest(part == each) > ENOUGH)
                                              for each in PARTS], axis=0),
        cycle_weeks=pd.array(rng.choice([2, 4, 8], n), "Int64"),
    )  # fmt: skip


def _threads(steps: pd.DataFrame, able: Able) -> pd.DataFrame:
    """Nobody has to carry on where few could be there throughout."""
    team, _ = able.throughout(np.ones(len(able.plan.people), bool))
    many = np.bincount(team, minlength=len(able.plan.teams)) >= 2 * ENOUGH
    enough = steps["team_id"].map(dict(zip(able.plan.teams["team_id"], many, strict=True))).to_numpy(bool)
    return steps.assign(keep_people=steps["keep_people"].where(enough, 0))


def _asks_for(plan: Plan, runs: Flags, part: str) -> Flags:
    """Whether each team asks for a part of the loop in every period in which it runs."""
    return _always(plan, runs, plan.disciplines.set_index("discipline")["loop_part"] == part)


def _always(plan: Plan, runs: Flags, of: pd.Series) -> Flags:
    seats = (plan.demand["discipline"].map(of).to_numpy(bool)) & (plan.demand["seat_kind"] == "in_team").to_numpy(bool)
    asked = np.zeros(runs.shape, bool)
    team = pd.Index(plan.teams["team_id"]).get_indexer(plan.demand["team_id"])
    np.logical_or.at(asked, team[seats], plan.runs[seats])
    return np.asarray((asked | ~runs).all(axis=1))


def _hard_skills(rng: np.random.Generator, needs: pd.DataFrame, able: Able) -> pd.DataFrame:
    """One need in twenty is a must."""
    plan, hard = able.plan, rng.random(len(needs)) < 0.05
    ids = plan.teams["team_id"].tolist()
    for place in np.flatnonzero(hard).tolist():
        row = needs.iloc[place]
        skilled = plan.levels[:, plan.abilities.get_loc(row["skill"])] >= row["min_level"]
        hard[place] = able.fewest(skilled)[ids.index(row["team_id"])] > 2 * ENOUGH * row["min_people"]
    return needs.assign(hard=hard)


def _links(rng: np.random.Generator, able: Able, people: pd.DataFrame) -> pd.DataFrame:
    """One team in six is linked to another that is after the same people."""
    plan, m = able.plan, len(able.plan.teams)
    pair = np.unique(able.team * len(plan.people) + able.person)
    both = np.zeros((m, len(plan.people)), np.float32)
    both[np.divmod(pair, len(plan.people))] = 1
    common = both @ both.T
    np.fill_diagonal(common, 0)
    first = rng.permutation(m)[: max(2, m // 6)]
    second = common[first].argmax(axis=1)
    ids = plan.teams["team_id"].to_numpy()
    enough = common[first, second] > 4 * ENOUGH
    liaison = np.where(rng.random(len(first)) < 0.3, rng.choice(people["person_id"], len(first)), "")
    table = pd.DataFrame({
        "from_team": ids[first], "to_team": ids[second],
        "kind": rng.choice(["shares data", "same households", "same suppliers", "must go first"], len(first)),
        "strength": rng.choice(["weak", "strong"], len(first)),
        "shared_person": enough & (rng.random(len(first)) < 0.7), "liaison": liaison,
    })  # fmt: skip
    return table.drop_duplicates(["from_team", "to_team", "kind"])


def _pins(rng: np.random.Generator, made: Tables, able: Able) -> pd.DataFrame:
    """One team in fifteen has somebody pinned; one person in two hundred is kept off a team."""
    plan = able.plan
    paired = set(made["PairRules"]["person_a"]) | set(made["PairRules"]["person_b"])
    free = ~plan.people["person_id"].isin(paired).to_numpy() & (plan.people["engagement"] == "").to_numpy()
    team, person = able.throughout(free & (plan.availability.min(axis=1) >= 60))
    pinned = rng.permutation(len(team))[: max(1, len(plan.teams) // 15)] if len(team) else np.zeros(0, np.int64)
    pinned = pinned[np.unique(person[pinned], return_index=True)[1]]
    away = rng.permutation(len(able.team))[: len(plan.people) // 200]
    away = away[~np.isin(able.person[away], person[pinned])]
    ids, teams = plan.people["person_id"].to_numpy(), plan.teams["team_id"].to_numpy()
    return pd.DataFrame({
        "person_id": np.concatenate([ids[person[pinned]], ids[able.person[away]]]),
        "team_id": np.concatenate([teams[team[pinned]], teams[able.team[away]]]),
        "kind": ["pin"] * len(pinned) + ["forbid"] * len(away),
        "hard": [False] * len(pinned) + [True] * len(away),
    })  # fmt: skip


def _modes(rng: np.random.Generator, demand: pd.DataFrame, able: Able, periods: np.ndarray) -> pd.DataFrame:
    """A third of the teams are led in a way that suits their size and who could join them; some change it halfway."""
    plan = able.plan
    fte = np.zeros(able.runs.shape)
    np.add.at(fte, pd.Index(plan.teams["team_id"]).get_indexer(plan.demand["team_id"]), plan.needed / 100)
    most, least = fte.max(axis=1), np.where(able.runs, fte, np.inf).min(axis=1)
    able_to_lead = plan.main_level >= 3
    outsiders = able.fewest(plan.outside)
    outside, inside = able.fewest(plan.outside & able_to_lead), able.fewest(~plan.outside & able_to_lead)
    everyone = able.fewest(np.ones(len(plan.people), bool))
    suits = {
        "problem_solver": (least >= 4) & (most <= 11) & (everyone > 6 * ENOUGH) & (outsiders > ENOUGH),
        "convenor": (least >= 4) & (most <= 12) & (outsiders > 5 * ENOUGH) & (inside > ENOUGH),
        "funder": (least >= 2) & (most <= 6) & (inside > ENOUGH) & (outsiders > ENOUGH),
        "enabler": (least >= 3) & (most <= 11) & (outside > ENOUGH) & (outsiders > 4 * ENOUGH),
        "standing_back": (least >= 1.5) & (most <= 5) & (outside > ENOUGH) & (outsiders > 6 * ENOUGH),
    }  # fmt: skip
    rows = []
    for place in np.flatnonzero(rng.random(len(most)) < 0.35).tolist():
        possible = [mode for mode, teams in suits.items() if teams[place]]
        if not possible:
            continue
        drawn = rng.choice(possible, 2)
        turn = len(periods) // 2 if rng.random() < 0.5 else len(periods)
        rows += [(plan.teams["team_id"].iloc[place], period, drawn[int(number >= turn)])
                 for number, period in enumerate(periods)]  # fmt: skip
    return pd.DataFrame(rows, columns=["team_id", "period", "leadership_mode"])
