"""What the planning step loses: listed person by person and in total, seat by seat and pin by pin."""

from __future__ import annotations

from collections.abc import Iterator

from teamform.plan.issues import Issue, Severity
from teamform.plan.plan import Plan

AMBER = Severity.AMBER


def check(plan: Plan) -> list[Issue]:
    """List every FTE figure that is no whole number of planning steps."""
    return [*_availability(plan), *_figures(plan, "Demand", "fte_required", "stays unmet"),
            *_figures(plan, "Demand", "fte_desired", "stays unmet"), *_figures(plan, "Pins", "fte", "isn't pinned"),
            *_figures(plan, "CurrentAllocation", "fte", "counts as moved")]  # fmt: skip


def _availability(plan: Plan) -> Iterator[Issue]:
    lost = plan.rounded_away
    if lost.empty:
        return
    lost = lost.assign(loss=lost["offered"] - lost["planned"])
    rows = dict(zip(plan.people["person_id"], plan.people.index, strict=True))
    several = len(plan.periods) > 1
    for person, mine in lost.groupby("person_id", sort=False):
        worst = mine.iloc[int(mine["loss"].to_numpy().argmax())]
        when = f" in {worst['period']}" if several else ""
        more = f" (and in {len(mine) - 1} more {'period' if len(mine) == 2 else 'periods'})" if len(mine) > 1 else ""
        yield Issue(AMBER, "People", int(rows[person]), "available_fte", f"{person}: {worst['offered']:g}",
                    f"In steps of {plan.step / 100:g} FTE, {worst['planned']:g} of {worst['offered']:g} FTE offered"
                    f"{when}{more} can be planned.", "Choose a finer planning step, if that matters.")  # fmt: skip
    people = lost["person_id"].nunique()
    total = lost.groupby("period")["loss"].sum().max()
    yield Issue(AMBER, "People", 0, "available_fte", f"{people} {'person' if people == 1 else 'people'}",
                f"The planning step of {plan.step / 100:g} FTE leaves {total:g} FTE of what people offer out of "
                f"the plan{' in the period where it is most' if several else ''}.",
                "Choose a finer planning step, if that matters.")  # fmt: skip


def _figures(plan: Plan, sheet: str, column: str, result: str) -> Iterator[Issue]:
    table = plan.given.get(sheet)
    if table is None or column not in table:
        return
    rest = table[column].fillna(0) % plan.step
    for row, fte, part in zip(table.index[rest > 0], table[column][rest > 0], rest[rest > 0], strict=True):
        yield Issue(AMBER, sheet, int(row), column, f"{fte / 100:g}",
                    f"{part / 100:g} FTE of it can't be planned in steps of {plan.step / 100:g} FTE and {result}.",
                    "Use a whole number of steps, or choose a finer planning step.")  # fmt: skip
