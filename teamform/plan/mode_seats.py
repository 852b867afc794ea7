"""The seats that a leadership mode asks for and a team's demand doesn't have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from teamform.plan import settings

Tables = Mapping[str, pd.DataFrame]


def mode_seats(tables: Tables) -> pd.DataFrame:
    """Rows of Demand for each must-have discipline of a mode in force that no seat of the team stands for.

    Of disciplines that stand in for each other the first is asked for.
    """
    order = list(tables["Periods"].sort_values("start", kind="stable")["period"])
    in_force = list(_in_force(tables, order))
    if not in_force:
        return pd.DataFrame()
    asked = {mode: _groups(rows) for mode, rows in tables["ModeDisciplines"].groupby("leadership_mode")}
    there = _there(tables["Demand"], order)
    missing: dict[tuple[str, str, int, str], list[int]] = {}
    for team, place, mode in in_force:
        for group in asked.get(mode, {}).values():
            if (team, place) in there and not there[team, place] & set(group):
                discipline = min(group)
                missing.setdefault((team, discipline, max(group.values()), mode), []).append(place)
    return pd.DataFrame([row for key, places in sorted(missing.items()) for row in _rows(*key, places, order)])


def _groups(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    """The disciplines of a mode with their FTE, those that stand in for each other together."""
    found: dict[str, dict[str, int]] = {}
    for discipline, fte, group in zip(rows["discipline"], rows["fte"], rows["either_or"], strict=True):
        found.setdefault(group or discipline, {})[discipline] = int(fte)
    return found


def _there(demand: pd.DataFrame, order: list[str]) -> dict[tuple[str, int], set[str]]:
    """The disciplines that each team asks for in each period in which it runs."""
    found: dict[tuple[str, int], set[str]] = {}
    known = demand[demand["start"].isin(order) & demand["end"].isin(order)]
    for team, discipline, start, end in known[["team_id", "discipline", "start", "end"]].itertuples(index=False):
        for place in range(order.index(start), order.index(end) + 1):
            found.setdefault((team, place), set()).add(discipline)
    return found


def _in_force(tables: Tables, order: list[str]) -> Iterator[tuple[str, int, str]]:
    """Team, period (by its place) and mode, wherever a mode is in force."""
    where = settings.leadership_modes(settings.values(tables["Settings"])["leadership_modes"])
    said, teams = tables["ModeByPeriod"].iloc[: 0 if where == "off" else None], tables["Teams"]
    by_period = dict(zip(zip(said["team_id"], said["period"], strict=True), said["leadership_mode"], strict=True))
    for team, own in zip(teams["team_id"], teams["leadership_mode"], strict=True):
        for place, period in enumerate(order):
            mode = by_period.get((team, period), own if where == "everywhere" else "")
            if mode:
                yield team, place, mode


def _rows(
    team: str, discipline: str, fte: int, mode: str, places: list[int], order: list[str]
) -> Iterator[dict[str, Any]]:
    """A row for each unbroken run of periods."""
    for number, place in enumerate(places):
        if number and places[number - 1] == place - 1:
            continue
        last = place
        while last + 1 in places:
            last += 1
        again = f"/{order[place]}" if number else ""
        yield {"demand_id": f"{team}/{discipline}/{mode}{again}", "team_id": team, "discipline": discipline,
               "fte_required": fte, "start": order[place], "end": order[last],
               "asked_by": f"leadership mode {mode}"}  # fmt: skip
