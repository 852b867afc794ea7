"""Filling in what a workbook leaves open, and listing every default that was used."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from teamform.plan import abilities, lists
from teamform.plan.filling import Filling, is_blank
from teamform.plan.issues import Assumption
from teamform.plan.mode_seats import mode_seats
from teamform.plan.sheets import SHEETS
from teamform.plan.usual import TABLES, stand_in

WHOLE_PLAN = "whole plan"
"""Name of the single period of a plan without a Periods sheet."""


def complete(tables: Mapping[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], tuple[Assumption, ...]]:
    """Give every sheet its columns, types and defaults; return the tables and what was assumed."""
    typed = {name: sheet.typed(tables[name]) if name in tables else sheet.empty() for name, sheet in SHEETS.items()}
    filling = Filling(typed, frozenset(name for name, table in typed.items() if len(table)))
    for name, sheet in SHEETS.items():
        if sheet.absent and name not in filling.given:
            filling.assume(name, "", 1, sheet.absent)
    for step in (
        abilities.gather,
        _periods,
        _teams,
        _strangers,
        _missions,
        _organisations,
        _disciplines,
        _usual,
        _demand,
        _contributions,
        _stopped,
        _lessons,
        _column_defaults,
        _mode_seats,
        _match_scores,
    ):
        step(filling)
    return filling.tables, tuple(filling.assumptions)


def _periods(filling: Filling) -> None:
    if "Periods" not in filling.given:
        one = pd.DataFrame({"period": [WHOLE_PLAN]})
        filling.tables["Periods"] = SHEETS["Periods"].typed(one)


def _teams(filling: Filling) -> None:
    if "Teams" not in filling.given:
        ids = sorted(set(filling.tables["Demand"]["team_id"]))
        filling.tables["Teams"] = SHEETS["Teams"].typed(pd.DataFrame({"team_id": ids, "priority": 1}))
    teams = filling.tables["Teams"]
    filling.fill("Teams", "mission", teams["team_id"].to_numpy())
    filling.fill("Teams", "team", teams["team_id"].to_numpy())


def _strangers(filling: Filling) -> None:
    """Leave out what is said of people, or of their teams, whom the plan doesn't know."""
    known = {"People": set(filling.tables["People"]["person_id"]), "Teams": set(filling.tables["Teams"]["team_id"])}
    for name in ("Pins", "PairRules"):
        table = filling.tables[name]
        for column in SHEETS[name].columns:
            target = column.refers.partition(".")[0]
            if target in known:
                lost = ~table[column.name].isin(known[target]).to_numpy(bool)
                if not lost.any():
                    continue
                said = f"{{count}} rows name a {column.name} that isn't in {target} and are left out: "
                filling.assume(name, column.name, int(lost.sum()), said + ", ".join(table.loc[lost, column.name]))
                table = table[~lost]
        filling.tables[name] = table


def _missions(filling: Filling) -> None:
    missions, teams = filling.tables["Missions"], filling.tables["Teams"]
    priority = missions.set_index("mission")["priority"]
    filling.fill("Teams", "priority", teams["mission"].map(priority).astype("Int64"))
    missing = pd.DataFrame({"mission": sorted(set(teams["mission"]) - set(missions["mission"]))})
    _append(filling, "Missions", missing)


def _append(filling: Filling, sheet: str, rows: pd.DataFrame) -> None:
    """Add rows that other sheets speak of and ``sheet`` doesn't list."""
    if len(rows):
        both = [filling.tables[sheet], SHEETS[sheet].typed(rows)]
        filling.tables[sheet] = pd.concat([t for t in both if len(t)], ignore_index=True)


def _organisations(filling: Filling) -> None:
    filling.fill("People", "organisation", "(not given)", SHEETS["People"].by_name["organisation"].assumption)
    used = set(filling.tables["People"]["organisation"]) | set(filling.tables["ReleaseCaps"]["organisation"])
    _append_codes(filling, "Organisations", "organisation", used)


def _disciplines(filling: Filling) -> None:
    named = {"People": "primary_discipline"} | dict.fromkeys(("Demand", "ReleaseCaps", "Pins"), "discipline")
    used = {code for sheet, column in named.items() for code in filling.tables[sheet][column]}
    _append_codes(filling, "Disciplines", "discipline", used - {""})
    _about_disciplines(filling)


def _about_disciplines(filling: Filling) -> None:
    """Name, part in the loop and contribution to sense-making of disciplines that don't give them."""
    code = filling.tables["Disciplines"]["discipline"]
    filling.fill("Disciplines", "name", code.map(lambda each: lists.DISCIPLINES.get(each, each)))
    filling.fill("Disciplines", "loop_part", code.map(lambda each: lists.USUAL_LOOP.get(each, "none")))
    filling.fill("Disciplines", "brings", code.map(lambda each: lists.USUAL_SENSES.get(each, "none")))


def _append_codes(filling: Filling, sheet: str, column: str, used: set[str]) -> None:
    missing = sorted(used - set(filling.tables[sheet][column]))
    if missing and sheet in filling.given:
        filling.assume(sheet, column, len(missing),
                       f"{{count}} codes are not in the {sheet} sheet and were added with its defaults: "
                       + ", ".join(missing))  # fmt: skip
    _append(filling, sheet, pd.DataFrame({column: missing}))


def _usual(filling: Filling) -> None:
    for name in TABLES:
        if name not in filling.given:
            filling.tables[name] = stand_in(name)


def _demand(filling: Filling) -> None:
    demand, steps = filling.tables["Demand"], filling.tables["FirstSteps"].set_index("first_step")
    periods = filling.tables["Periods"].sort_values("start", kind="stable")["period"]
    for column, edge in (("start", periods.iloc[0]), ("end", periods.iloc[-1])):
        if not is_blank(demand[column]).any():
            continue
        of_step = demand["first_step"].map(steps[column]).astype("object").replace("", pd.NA).fillna(edge)
        filling.fill("Demand", column, of_step.to_numpy(dtype=object))
    name = demand["team_id"] + "/" + demand["discipline"]
    if not name.is_unique:
        again = _number_among_equals(demand, name)
        name = name.where(again == 1, name + "/" + again.astype("str"))
    taken = set(demand["demand_id"])
    filling.fill("Demand", "demand_id", np.where(name.isin(taken), name + "/bis", name))
    filling.fill("Demand", "fte_desired", demand["fte_required"])
    demand["fte_desired"] = np.maximum(demand["fte_desired"], demand["fte_required"])


def _number_among_equals(demand: pd.DataFrame, name: pd.Series) -> pd.Series:
    """Number rows of the same name from 1 by what they say, so that no order of a file decides (FTE comes last)."""
    by_content = np.lexsort([pd.factorize(demand[c], sort=True)[0] for c in demand.columns if c != "demand_id"])
    ordered = name.reset_index(drop=True).iloc[by_content]
    number = ordered.groupby(ordered).cumcount().sort_index() + 1
    return number.set_axis(name.index)


def _contributions(filling: Filling) -> None:
    """What a contribution mode says, where the discipline or the seat doesn't."""
    modes = filling.tables["ContributionModes"].set_index("contribution_mode")
    for sheet, columns in (("Disciplines", ("min_chunk", "max_teams")), ("Demand", ("min_chunk",))):
        for column in columns:
            mode = filling.tables[sheet]["contribution_mode"]
            if is_blank(mode).all():
                continue
            filling.fill(sheet, column, mode.map(modes[column]).astype("Int64"))


def _stopped(filling: Filling) -> None:
    """End the seats of steps that were stopped, where what they taught is said."""
    steps = filling.tables["FirstSteps"]
    stopped = steps["status"] == "stopped_learned"
    if not stopped.any():
        return
    said = stopped & (steps["learned"].str.strip() != "") & (steps["stopped_after"] != "")
    filling.assume("FirstSteps", "status", int((stopped & ~said).sum()),
                   "{count} steps are marked as stopped without saying what they taught and after which period: they"
                   " go on: " + ", ".join(steps.loc[stopped & ~said, "first_step"]))  # fmt: skip
    order = {period: place for place, period in enumerate(
        filling.tables["Periods"].sort_values("start", kind="stable")["period"])}  # fmt: skip
    demand = filling.tables["Demand"]
    last = demand["first_step"].map(
        dict(zip(steps.loc[said, "first_step"], steps.loc[said, "stopped_after"], strict=True))
    )
    earlier = last.map(order) < demand["end"].map(order)
    filling.tables["Demand"] = demand.assign(end=demand["end"].where(~earlier, last).astype("str"))


def _lessons(filling: Filling) -> None:
    lessons = filling.tables["Lessons"]
    filling.fill("Lessons", "lesson", np.arange(1, len(lessons) + 1).astype(str).astype(object))


def _mode_seats(filling: Filling) -> None:
    for sheet in ("LeadershipModes", "ModeDisciplines"):
        if "ModeByPeriod" in filling.given and sheet not in filling.given:
            filling.assume(sheet, "", 1, f"no {sheet} sheet: what is usual, as the documentation lists it")
    seats = mode_seats(filling.tables)
    if not len(seats):
        return
    filling.assume("Demand", "discipline", len(seats), "{count} seats were added because a leadership mode asks for a "
                   "discipline that no seat of the team stands for: " + ", ".join(seats["demand_id"]))  # fmt: skip
    _append(filling, "Demand", seats.assign(fte_desired=seats["fte_required"]))
    _append_codes(filling, "Disciplines", "discipline", set(seats["discipline"]))
    _about_disciplines(filling)
    for sheet in ("Demand", "Disciplines"):
        for column in SHEETS[sheet].columns:
            if column.default is not None:
                filling.fill(sheet, column.name, column.default)


def _match_scores(filling: Filling) -> None:
    score = filling.tables["MatchScores"]["score"].to_numpy(np.float64)
    scaled = score * 10**lists.DECIMALS
    sentence = f"{{count}} scores have more than {lists.DECIMALS} decimals: counted to {lists.DECIMALS}"
    filling.assume("MatchScores", "score", int((np.abs(scaled - np.rint(scaled)) > 1e-3).sum()), sentence)


def _column_defaults(filling: Filling) -> None:
    for name, sheet in SHEETS.items():
        if name in TABLES and name not in filling.given:
            continue  # what stands in for a sheet has its defaults
        for column in sheet.columns:
            if column.default is not None:
                sentence = column.assumption if name in filling.given else ""
                filling.fill(name, column.name, column.default, sentence)
