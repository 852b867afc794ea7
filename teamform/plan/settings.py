"""Settings of a plan as a whole; those of rules are read by the rules themselves."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from teamform.errors import RuleError

STEPS = {"0.05": 5, "0.1": 10, "0.2": 20, "0.25": 25, "0.5": 50, "1.0": 100}
"""The planning steps that a plan may use, in FTE and in hundredths of it."""

MODES = ("by_period", "everywhere", "off")
"""Where leadership modes are in force: where ModeByPeriod says, there and where Teams does, or nowhere."""

FLOORS: Mapping[str, int] = {
    "floor.first_steps": 50, "floor.long_term": 15, "floor.central": 15, "floor.ecosystem": 15, "floor.numbers": 60,
    "floor.people": 50, "floor.accountable": 80, "floor.room_to_learn": 10,
}  # fmt: skip
"""The least of each side of a balance, in per cent: below it, too little of one good is given up for another."""

DEFAULTS: Mapping[str, str] = {
    "planning_step": "0.1",
    "seed": "1",
    "leadership_modes": "by_period",
    **{name: str(percent) for name, percent in FLOORS.items()},
}


def values(settings: pd.DataFrame) -> dict[str, str]:
    """Every setting by its name, with the defaults of those that are not given."""
    return {**DEFAULTS, **dict(zip(settings["setting"], settings["value"], strict=True))}


def planning_step(text: str) -> int:
    """The planning step in hundredths of an FTE; raises RuleError for one that isn't offered."""
    try:
        return {float(name): step for name, step in STEPS.items()}[float(text.replace(",", "."))]
    except (KeyError, ValueError):
        raise RuleError(f"planning_step is “{text}”: use one of {', '.join(STEPS)}") from None


def seed(text: str) -> int:
    """The published seed that breaks ties; raises RuleError unless it is a whole number from 0."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not (float(number).is_integer() and 0 <= number < 2**31):
        raise RuleError(f"seed is “{text}”: use a whole number from 0 to 2147483647")
    return int(number)


def leadership_modes(text: str) -> str:
    """Where leadership modes are in force; raises RuleError for anything else."""
    if text not in MODES:
        raise RuleError(f"leadership_modes is “{text}”: use one of {', '.join(MODES)}")
    return text


def floors(given: Mapping[str, str]) -> dict[str, float]:
    """The least of each side of a balance in per cent, by the setting's name; raises RuleError for what isn't 0-100."""
    found = {}
    for name in FLOORS:
        try:
            found[name] = float(given[name].strip(" %").replace(",", "."))
        except ValueError:
            found[name] = -1
        if not 0 <= found[name] <= 100:
            raise RuleError(f"{name} is “{given[name]}”: use a percentage from 0 to 100")
    return found


def checked(given: Mapping[str, str]) -> None:
    """Look at all settings of the plan as a whole; raises RuleError for the first that makes no sense."""
    every = {**DEFAULTS, **given}
    planning_step(every["planning_step"])
    seed(every["seed"])
    leadership_modes(every["leadership_modes"])
    floors(every)
