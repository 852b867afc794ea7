"""A plan that is written, messed up as people do, and imported is still the same plan."""

from __future__ import annotations

from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.workbook import import_files
from teamform.workbook.writer import shown
from tests.facts import person, plan, seat
from tests.workbook.books import book

SPELLED = {
    "person_id": ["Staff Number", "Employee ID", "PERNR"],
    "display_name": ["Name", "Full Name", "Worker"],
    "organisation": ["Organisation", "Legal Employer"],
    "grade": ["Grade", "Pay Band"],
    "available_fte": ["Available FTE", "Mission FTE"],
    "primary_discipline": ["Primary Discipline"],
    "team_id": ["Team", "Project"],
    "discipline": ["Discipline", "Role"],
    "fte_required": ["FTE Required", "Required FTE"],
}
FTES = ("{:g}", "{:.0%}", "{:g} FTE", "comma")
GRADES = {"G7": ["Grade 7", "GRADE 7", "Gr7"], "HEO": ["Higher Executive Officer", "HEO"], "SEO": ["SEO"]}


def messed(made: Plan, rng: Random) -> bytes:
    """The people and the demand as a stranger would have typed them."""
    sheets = {}
    for name in ("People", "Demand"):
        sheet, table = SHEETS[name], SHEETS[name].typed(made.given[name])
        columns = [c for c in sheet.columns if c.name in SPELLED and c.name in made.given[name]]
        rng.shuffle(columns)
        cells = {c.name: [_cell(c.name, v, rng) for v in shown(table[c.name], c)] for c in columns}
        rows = [[cells[c.name][i] for c in columns] for i in range(len(table))]
        rng.shuffle(rows)
        titles = [[f"{name} as of today"] for _ in range(rng.randint(0, 3))] + [[] for _ in range(rng.randint(0, 2))]
        sheets[f"{name} {rng.randint(1, 9)}"] = [*titles, [rng.choice(SPELLED[c.name]) for c in columns], *rows]
    return book(sheets)


def _cell(name: str, value, rng: Random):
    if name in ("available_fte", "fte_required"):
        form = rng.choice(FTES)
        return f"{value:g}".replace(".", ",") if form == "comma" else form.format(value)
    if name == "grade":
        return rng.choice(GRADES[value])
    return f" {value}\u00a0" if rng.random() < 0.2 else value


@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.integers(0, 10**9))
def test_a_plan_that_was_messed_up_comes_in_as_the_same_plan(seed):
    rng = Random(seed)
    people = [
        person(
            f"{i:03d}",
            rng.choice(["DAT", "POL"]),
            rng.randint(1, 10) / 10,
            display_name=f"Ann Oak{'abcdef'[i]}",
            organisation=rng.choice(["DHC", "DCF"]),
            grade=rng.choice(list(GRADES)),
        )
        for i in range(6)
    ]
    for one in people:
        del one["level"]
    made = plan(people=people, demand=[seat(f"T{i}", "DAT", rng.randint(1, 30) / 10) for i in range(3)])
    found = import_files([("messy.xlsx", messed(made, rng))])
    assert found.plan is not None, [str(i) for i in found.issues]
    assert found.plan.hash == made.hash, [str(i) for i in found.issues]
