"""Writing workbooks: the same plan comes back, nothing in them is live, and half a file is never left."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from teamform.plan.columns import Column, Kind
from teamform.plan.issues import Issue, Severity
from teamform.plan.modes import switched
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.solve import Limits, solve
from teamform.team.coverage import coverage, shortfall
from teamform.workbook import read, tables, template, write
from teamform.workbook.inert import plain
from teamform.workbook.normalise import MISSING
from tests.facts import QUARTERS, person, plan, seat

DATA = Path(__file__).parents[2] / "data"


def back(made: Plan, *more) -> Plan:
    file = io.BytesIO()
    write(file, made, *more)
    found = read(file.getvalue())
    assert not [str(i) for i in found.issues if i.severity is Severity.RED]
    return found.need_plan()


@pytest.fixture(scope="module")
def short():
    """A plan whose one seat can't be filled, and its proposal."""
    made = plan(
        people=[person("=P1", "DAT", 0.4, display_name="=HYPERLINK(1)"), person("P2", "DAT", 0.3)],
        demand=[seat("T/1", "DAT", 1.0), seat("T2", "POL", 0.5)],
        periods=QUARTERS,
    )
    return made, solve(made, Limits(seconds=10, workers=1))


def test_the_demonstration_comes_back_as_the_same_plan():
    made = read(DATA / "demo.xlsx").need_plan()
    assert back(made).hash == made.hash


def test_the_demonstration_is_the_source_and_what_was_added():
    source = read(DATA / "demo_source.xlsx")
    made = read(DATA / "demo.xlsx")
    assert set(made.tables) - set(source.tables) == {
        "Missions", "ModeByPeriod", "ModeDisciplines", "Pins", "SkillNeeds", "MissionLinks", "Budgets", "Lessons",
        "Settings"}  # fmt: skip
    kept = set(source.tables) - {"LeadershipModes"}  # what each mode asks for stands in columns there
    later = set(made.tables["FirstSteps"]["next_step"]) - {""}  # what follows in the second half-year is added too
    now = {name: made.tables[name] for name in kept}
    for name in ("FirstSteps", "Demand", "ReleaseCaps"):
        rows = now[name][~now[name].get("first_step", pd.Series("", now[name].index)).isin(later)]
        now[name] = SHEETS[name].typed(rows[list(source.raw[name].columns)])
    assert Plan.build(now).hash == Plan.build({name: source.tables[name] for name in kept}).hash
    assert later == {"C2-FS2", "N1-FS2", "N2-FS2", "O1-FS2", "S2-FS2"}


def test_a_proposal_comes_along_and_the_file_still_loads_as_the_same_plan(short):
    made, proposal = short
    assert back(made, proposal).hash == made.hash


def test_no_sheet_of_a_proposal_counts_as_unknown(short):
    file = io.BytesIO()
    write(file, *short, remarks=["Everything is first."])
    assert [str(i) for i in read(file.getvalue()).issues] == []
    assert set(load_workbook(file).sheetnames) == {
        "Summary", "Allocation", "Shortfall", "Tiers", "BrokenRules", "Team T-1", "Team T2", "People", "Demand",
        "Periods", "Issues", "Assumptions", "Remarks"}  # fmt: skip


def test_allocation_and_shortfall_add_up_to_what_is_required(short):
    made, proposal = short
    file = io.BytesIO()
    write(file, made, proposal, reasons={("T/1/DAT", "Q1"): "Nobody is left."})
    given, unmet = (pd.read_excel(file, sheet_name=name, engine="openpyxl") for name in ("Allocation", "Shortfall"))
    assert given["fte"].sum() == pytest.approx(0.7 * 2)
    assert unmet["unmet"].sum() == pytest.approx((0.3 + 0.5) * 2)
    assert unmet.loc[(unmet["team_id"] == "T/1") & (unmet["period"] == "Q1"), "why"].item() == "Nobody is left."
    team = list(load_workbook(file)["Team T-1"].iter_rows(min_row=3, values_only=True))
    assert team[0] == ("person_id", "display_name", "organisation", "grade", "discipline", "Q1", "Q2")
    assert team[1][:2] == ("=P1", "=HYPERLINK(1)") and team[1][5:] == (0.4, 0.4)
    assert team[-1] == (None, "(missing)", None, None, "DAT", 0.3, 0.3)


def test_coverage_counts_only_the_periods_in_which_a_seat_runs():
    made = plan(people=[person("P1")], demand=[seat("T1", "DAT", 0.5, start="Q2"), seat("T1", "POL", 0.2)],
                periods=QUARTERS)  # fmt: skip
    nobody = pd.DataFrame({"demand_id": [], "period": [], "fte": []})
    table = coverage(made, nobody)
    assert list(zip(table["demand_id"], table["period"], strict=True)) == [
        ("T1/DAT", "Q2"), ("T1/POL", "Q1"), ("T1/POL", "Q2")]  # fmt: skip
    assert shortfall(made, nobody)["unmet"].sum() == 90
    full = pd.DataFrame({"demand_id": ["T1/DAT", "T1/POL"], "period": ["Q2", "Q1"], "fte": [60, 20]})
    assert list(shortfall(made, full)["period"]) == ["Q2"]


def test_nothing_from_the_input_becomes_a_live_formula(short):
    _, proposal = short
    for bad in ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0", "<b>x</b>"):
        file = io.BytesIO()
        write(file, plan(people=[person("P1", display_name=bad, location=bad)], demand=[seat("T1")]), None,
              [Issue(Severity.RED, bad, 2, bad, bad, bad, bad)], remarks=[bad])  # fmt: skip
        with zipfile.ZipFile(file) as parts:
            sheets = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(re.search(r"<f[ >/]", text) for text in sheets)
        cells = [c for s in load_workbook(file) for row in s.iter_rows() for c in row if c.value is not None]
        assert all(c.data_type != "f" for c in cells)
        assert all(c.quotePrefix for c in cells if isinstance(c.value, str) and c.value[0] in "=+-@")
    assert proposal.allocation["person_id"].eq("=P1").any()


def test_a_failed_save_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write(target, plan(people=[person("P1")], demand=[seat("T1")]))
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_rows_keep_their_order_and_headings_stay_in_sight():
    made = plan(people=[person(p) for p in ("P3", "P1", "P2")], demand=[seat("T1")])
    file = io.BytesIO()
    write(file, made)
    sheet = load_workbook(file)["People"]
    assert [c.value for c in sheet["A"]] == ["person_id", "P3", "P1", "P2"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:D4"


def test_the_template_reads_cleanly_and_its_example_can_be_planned(tmp_path):
    template(tmp_path / "template.xlsx")
    found = read(tmp_path / "template.xlsx")
    assert found.issues == ()
    solve(found.need_plan(), Limits(seconds=10, workers=1))


def test_the_template_shows_every_column_with_its_words(tmp_path):
    template(tmp_path / "template.xlsx")
    book = load_workbook(tmp_path / "template.xlsx")
    guide = {(r[0], r[1]) for r in book["Guide"].iter_rows(min_row=4, values_only=True)}
    for sheet in SHEETS.values():
        page = book[sheet.name]
        heads = {cell.value: cell for cell in page[1]}
        lists = {str(area)[0] for rule in page.data_validations.dataValidation for area in rule.sqref.ranges}
        assert list(heads) == [c.name for c in sheet.columns]
        for column in sheet.columns:
            assert (sheet.name, column.name) in guide
            assert column.help in heads[column.name].comment.text
            if column.choices and len(heads[column.name].column_letter) == 1:
                assert heads[column.name].column_letter in lists


def test_the_shipped_template_is_the_one_that_would_be_written_now(tmp_path):
    template(tmp_path / "template.xlsx")
    fresh, shipped = load_workbook(tmp_path / "template.xlsx"), load_workbook(DATA / "template.xlsx")
    assert fresh.sheetnames == shipped.sheetnames
    for sheet in fresh:
        assert list(sheet.values) == list(shipped[sheet.title].values), "run python data/make_demo.py"


# --- any plan comes back

_WORDS = (st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), min_size=1, max_size=12).map(plain)
          .filter(lambda text: text.casefold() not in MISSING))  # fmt: skip


def _value(column: Column, rng: Random, words: list[str]):
    if column.choices:
        return rng.choice(column.choices)
    if column.kind in (Kind.TEXT, Kind.ID):
        return rng.choice(words)
    if column.kind is Kind.WHOLE:
        return rng.randint(int(column.lowest or 0), int(column.highest or 9))
    made = {
        Kind.FTE: rng.randint(0, 100), Kind.SHARE: rng.randint(0, 10_000), Kind.YES_NO: rng.random() < 0.5,
        Kind.DATE: pd.Timestamp(2020, 1, 1) + pd.Timedelta(days=rng.randint(0, 9000)), Kind.NUMBER: rng.random(),
        Kind.MONEY: rng.randint(0, 10**9), Kind.LEVELS: rng.choice(["DAT:3", "DAT:3; EVA:2"]),
    }  # fmt: skip
    return made[column.kind]


@st.composite
def _facts(draw):
    """Typed tables with any text and any number in every column that refers to nothing else."""
    rng, words = Random(draw(st.integers(0, 10**9))), draw(st.lists(_WORDS, min_size=1, max_size=6))
    raw = {}
    for name in ("People", "Demand", "Missions", "Disciplines", "Settings", "Lessons"):
        sheet = SHEETS[name]
        free = [c for c in sheet.columns if c.required or not (c.refers or c.name.startswith(("available_", "size_")))]
        rows = [{c.name: _value(c, rng, words) for c in free} for _ in range(rng.randint(1, 5))]
        if name == "Settings":
            rows = [{**row, "setting": f"consent.{row['setting']}"} for row in rows]
        raw[name] = sheet.typed(pd.DataFrame(rows)).drop_duplicates(list(sheet.key) or None)
    raw["Demand"]["fte_desired"] = raw["Demand"]["fte_required"]
    raw["People"]["contract_fte"] = 100
    return raw


@settings(
    max_examples=15,
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(_facts())
def test_any_plan_that_was_read_comes_back_the_same(facts):
    made = Plan.build(facts)
    assert back(made).hash == made.hash


def test_odd_texts_come_back_as_they_are():
    odd = ["_x0041_", "a_x000D_b", "0.60", "1e5", "TRUE", "01/02/2026", "€ ünï ç", "<&>\"'", "x" * 300, "-0"]
    made = plan(people=[person(f"P{i}", display_name=text) for i, text in enumerate(odd)], demand=[seat("T1")])
    assert (
        back(made).people.sort_values("person_id", key=lambda p: p.str[1:].astype(int))["display_name"].tolist() == odd
    )


def test_how_a_team_is_led_in_a_plan_of_one_period_comes_back():
    made = switched(plan(people=[person("P1")], demand=[seat("T1")]), "T1", "standing_back")
    again = back(made)
    assert again.sheets["ModeByPeriod"]["leadership_mode"].tolist() == ["standing_back"]
    assert again.hash == made.hash


def test_units_survive():
    made = plan(people=[person("P1", "DAT", 0.81, available_from="2026-04-01", translator=True)],
                demand=[seat("T1", "DAT", 12.35)],
                teams=[{"team_id": "T1", "min_outside_share": 0.125, "max_one_org_share": 1}],
                budgets=[{"team_id": "T1", "budget_gbp": 123456}])  # fmt: skip
    assert back(made).hash == made.hash
    assert tables(read(_bytes(made)).raw).tables["Teams"]["min_outside_share"].tolist() == [1250]


def _bytes(made: Plan) -> bytes:
    file = io.BytesIO()
    write(file, made)
    return file.getvalue()
