"""Storyline: how first steps lead towards the long-term goal, and who carries them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from teamform.plan.plan import Plan


@dataclass(frozen=True)
class Chapter:
    """A first step in the story of a mission."""

    first_step: str
    team_id: str
    title: str
    start: str
    end: str
    symbolises: str
    builds_towards: str
    next_step: str
    publicly_committed: bool
    people: tuple[str, ...]
    """Who works on it."""
    carry_on: tuple[str, ...]
    """Who of them also works on the next step."""


@dataclass(frozen=True)
class Story:
    """A mission: its goal, and the steps towards it in order of time."""

    mission: str
    north_star: str
    horizon_year: int | None
    chapters: tuple[Chapter, ...]


def storyline(plan: Plan, allocation: pd.DataFrame) -> tuple[Story, ...]:
    """The story of each mission under an allocation (person_id and first_step are needed)."""
    on = {str(step): frozenset(rows) for step, rows in allocation.groupby("first_step")["person_id"]}
    mission_of = plan.teams.set_index("team_id")["mission"]
    chapters: dict[str, list[Chapter]] = {}
    for row in _in_time(plan).to_dict("records"):
        people = on.get(row["first_step"], frozenset())
        carried = people & on.get(row["next_step"], frozenset()) if row["next_step"] else frozenset()
        told = {name: row[name] for name in ("first_step", "team_id", "title", "start", "end", "symbolises",
                                             "builds_towards", "next_step")}  # fmt: skip
        chapter = Chapter(**told, publicly_committed=bool(row["publicly_committed"]), people=tuple(sorted(people)),
                          carry_on=tuple(sorted(carried)))  # fmt: skip
        chapters.setdefault(str(mission_of.get(row["team_id"], "")), []).append(chapter)
    return tuple(
        Story(row["mission"], row["north_star"], None if pd.isna(row["horizon_year"]) else int(row["horizon_year"]),
              tuple(chapters.get(row["mission"], ())))
        for row in plan.sheets["Missions"].to_dict("records")
    )  # fmt: skip


def _in_time(plan: Plan) -> pd.DataFrame:
    """The first steps by team and time; without dates of its own a step covers the whole plan."""
    periods = list(plan.periods["period"])
    place = {period: number for number, period in enumerate(periods)}
    steps = plan.first_steps.assign(
        start=plan.first_steps["start"].replace("", periods[0]), end=plan.first_steps["end"].replace("", periods[-1])
    )
    return steps.assign(when=steps["start"].map(place)).sort_values(["team_id", "when", "first_step"])


def horizon(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """FTE for first steps and for the long term by mission and period, with the long term's share.

    Columns: mission, period, first_step, long_term (FTE), share (of one; 0 for an empty team), asked (the
    share that the mission asks for, where it says).
    """
    seats = plan.demand.set_index("demand_id")["horizon"]
    mission = plan.teams.set_index("team_id")["mission"]
    given = allocation.assign(mission=allocation["team_id"].map(mission), horizon=allocation["demand_id"].map(seats))
    by = given.groupby(["mission", "period", "horizon"])["fte"].sum() / 100
    running = pd.MultiIndex.from_product([sorted(set(mission)), plan.periods["period"]], names=["mission", "period"])
    table = pd.DataFrame({h: by[:, :, h].reindex(running).fillna(0.0) if h in by.index.get_level_values(2) else 0.0
                          for h in ("first_step", "long_term")}, index=running)  # fmt: skip
    whole = table["first_step"] + table["long_term"]
    table["share"] = (table["long_term"] / whole.where(whole > 0, 1.0)).round(4)
    asked = plan.sheets["Missions"].set_index("mission")["min_long_term_share"].astype("Float64") / 10_000
    return table.reset_index().assign(asked=lambda t: t["mission"].map(asked))
