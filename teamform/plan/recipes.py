"""Recipes: the disciplines that a first step normally needs, by the way it works."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS


def recipe(plan: Plan, first_step: str, instrument: str = "") -> pd.DataFrame:
    """The rows of Demand that a step's recipe offers and that it doesn't have yet (stored units).

    ``instrument`` stands in for the way of working, or the phase of a service, that the step names.
    """
    step = plan.first_steps[plan.first_steps["first_step"] == first_step].iloc[0]
    usual = plan.sheets["Recipes"]
    way = usual["instrument"] == (instrument or step["instrument"])
    usual = usual[way & ~usual["discipline"].isin(_there(plan, step))]
    rows = pd.DataFrame({
        "team_id": step["team_id"], "discipline": usual["discipline"], "fte_required": usual["fte"],
        "first_step": first_step, "seat_kind": usual["seat_kind"],
    })  # fmt: skip
    return SHEETS["Demand"].typed(rows.reset_index(drop=True))


def missing(plan: Plan) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each step (with its instrument) that lacks disciplines of its recipe, and doesn't say why it goes without."""
    for step in plan.first_steps[plan.first_steps["instrument"] != ""].to_dict("records"):
        waived = waivers(step["goes_without"])
        rows = recipe(plan, step["first_step"])["discipline"]
        gaps = tuple(sorted(each for each in rows if not waived.get(each)))
        if gaps:
            yield step["first_step"], step["instrument"], gaps


def waivers(text: str) -> dict[str, str]:
    """Why a step goes without a discipline, by discipline; such as ``BEH: trial already done; ENG: panel stands``."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {discipline.strip(): reason.strip() for discipline, _, reason in pairs if discipline.strip()}


def _there(plan: Plan, step: pd.Series) -> set[str]:
    """The disciplines that seats of the step, or seats of its team that belong to no step, ask for."""
    demand = plan.demand[plan.demand["team_id"] == step["team_id"]]
    return set(demand.loc[demand["first_step"].isin([step["first_step"], ""]), "discipline"])
