"""How disciplines are used: who is there, what is offered, asked for and given, and why a dial may do nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from teamform.plan.plan import Plan
from teamform.report.seats import Seat
from teamform.team.coverage import coverage


def discipline_use(plan: Plan, allocation: pd.DataFrame) -> pd.DataFrame:
    """The under-use monitor: one row a discipline, FTE as an average over the periods.

    Columns: discipline, name, underused, people (whose main discipline it is), offered (their FTE), latent_people
    and latent (those who have it as a further discipline, at working level or above), asked, used, unmet, idle
    (offered by its own people and not used anywhere).
    """
    periods = len(plan.periods)
    offered = plan.availability.sum(axis=1) / 100 / periods
    given = allocation.groupby("person_id")["fte"].sum() / 100 / periods
    spare = offered - given.reindex(plan.people["person_id"]).fillna(0).to_numpy(float)
    covered = coverage(plan, allocation).groupby("discipline")[["required", "allocated", "unmet"]].sum() / 100 / periods
    rows = []
    for code, name, underused in plan.disciplines[["discipline", "name", "underused"]].itertuples(index=False):
        main = (plan.people["primary_discipline"] == code).to_numpy(bool)
        place = plan.abilities.get_indexer(pd.Index([code]))[0]
        further = ~main & (plan.levels[:, place] >= 2) if place >= 0 else np.zeros(len(main), bool)
        seats = covered.loc[code] if code in covered.index else pd.Series(0.0, covered.columns)
        rows.append({
            "discipline": code, "name": name, "underused": bool(underused), "people": int(main.sum()),
            "offered": offered[main].sum(), "latent_people": int(further.sum()), "latent": offered[further].sum(),
            "asked": seats["required"], "used": seats["allocated"], "unmet": seats["unmet"], "idle": spare[main].sum(),
        })  # fmt: skip
    return pd.DataFrame(rows).round(3)


def dial_effect(discipline: str, short: tuple[Seat, ...]) -> str:
    """What turning up a discipline's dial could do about its unmet seats, in a sentence.

    ``short`` are the seats that aren't filled, as `short_seats` accounts for them.
    """
    seats = [seat for seat in short if seat.discipline == discipline]
    if not seats:
        return f"No seat of {discipline} is short, so its dial has nothing to do."
    elsewhere = max(seat.people.elsewhere for seat in seats)
    held: dict[str, float] = {}
    for seat in seats:
        for each in seat.people.held:
            held[each.rule] = max(held.get(each.rule, 0.0), each.fte)
    unmet = sum(seat.unmet for seat in seats)
    if not held:
        return f"{discipline} is short of {unmet:g} FTE because it is scarce: nobody who has it is left over."
    rule, fte = max(held.items(), key=lambda pair: pair[1])
    limited = "release-limited" if rule == "release_caps" else f"limited by {rule.replace('_', ' ')}"
    tail = f" {elsewhere:g} FTE of people who have it work on other seats." if elsewhere else ""
    return (f"{discipline} is short of {unmet:g} FTE because it is {limited}, not priority-limited: {fte:g} FTE of"
            f" people who have it are left over but held back, so its dial does nothing about them.{tail}")  # fmt: skip
