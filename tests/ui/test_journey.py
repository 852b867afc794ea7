"""The planner's journey in a real browser: from Monday's exports to Friday's workbook, which agrees with the screen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from teamform.store import Role, Store, Who
from teamform.workbook import read
from tests.ui import grid
from tests.ui.journey import address, choose, figure, go, load_demo, rows, run, saved, settle, upload

pytestmark = pytest.mark.browser
EXPORTS = Path(__file__).parent / "exports"
"""The demo's people as three HR systems export them: other numbers, other notations, private columns."""


def test_a_planners_week_from_three_exports_to_an_excel_file_that_agrees_with_the_screen(
    page, browser, app_url, database, tmp_path
):
    plan = load_demo(page)
    # Monday: three exports at once; one question is left, and the people are the plan's own under other numbers
    go(page, "Load")
    upload(page, *((file.name, file.read_bytes()) for file in sorted(EXPORTS.iterdir())))
    for system in ("Oracle Fusion", "SAP SuccessFactors", "Workday"):
        page.get_by_text(f"{system} style").wait_for()
    settle(page)
    choose(page, "Home organisation of these people", "first part of Cost Center")
    settle(page)
    page.get_by_text("2 Data health").click()
    settle(page)
    page.get_by_text("A further assignment of the person in row 2").wait_for()
    settle(page)
    page.get_by_role("button", name="Go on to check and use").click()
    settle(page)
    assert [figure(page, name) for name in ("People now", "New", "Gone", "People then")] == ["127", "0", "0", "127"]
    page.get_by_role("button", name="Use these", exact=True).click()
    page.get_by_text("0 people new").wait_for()
    # Tuesday: put a setting and a number right, then a first proposal
    go(page, "Rules")
    page.get_by_text("Settings of team size").click()
    card = page.locator(".st-key-card-team_size")
    choose(page, "How it counts", "Should hold", card)
    card.get_by_label("Why").fill("Two pilots first")
    card.get_by_role("button", name="Save these settings").click()
    page.get_by_text("Saved: A team has at least").wait_for()
    settle(page)
    go(page, "Missions")
    grid.edit(page, grid.grid(page), 0, "FTE required", "0,9")
    settle(page, 600)
    go(page, "Run")
    choose(page, "Search for at most", "5 minutes")
    page.get_by_role("button", name="Make a proposal").click()
    page.get_by_role("button", name="Stop and keep the best so far").wait_for()
    settle(page)
    # a second person watches the same run by its link, and stops it
    other = browser.new_context(base_url=app_url)
    watcher = other.new_page()
    watcher.goto(f"/run?run={address(page)['run']}&plan={plan}")
    watcher.get_by_text("may still improve by at most").first.wait_for(timeout=60_000)
    settle(watcher)
    watcher.get_by_role("button", name="Stop and keep the best so far").click()
    watcher.get_by_text("Demand met").wait_for(timeout=60_000)
    page.get_by_text("Demand met").wait_for(timeout=30_000)
    settle(page)
    other.close()
    # a card is moved by hand
    go(page, "Board")
    moved = page.locator(".card").filter(has=page.locator("select")).first
    name = moved.locator(".name").inner_text()
    moved.locator("select").select_option("unplaced")
    page.get_by_text(f"{name} taken off").first.wait_for()
    settle(page)
    # the price of a cap is a scenario of its own
    go(page, "Trade-offs")
    page.get_by_text("Try a change", exact=True).click()
    settle(page)
    page.get_by_role("button", name="Try it").click()
    settle(page)
    store = Store(database)
    priced = next(p for p in store.plans() if p.parent == plan)
    assert priced.name == "What if: RPS BEH releases 1.0 FTE instead of 0.5"
    stop_early(page, store, store.runs(priced.id)[0].id)
    page.get_by_text("Priority 1").first.wait_for()
    # Wednesday: a third scenario, and all three side by side
    go(page, "Compare")
    page.get_by_label("Name of a new scenario").fill("Without team sizes")
    page.get_by_role("button", name="Copy the open plan").click()
    page.get_by_text("“Without team sizes” is a copy").wait_for()
    settle(page)
    run(page)
    third = address(page)["plan"]
    newest = [store.proposals(p)[0].id for p in (plan, priced.id, third)]
    page.goto(f"/compare?plan={plan}&with={','.join(newest)}")
    settle(page, 600)
    met = next(row for row in rows(page, "Side by side") if row[0] == "What is met")
    assert len(met) == 4 and all("%" in cell for cell in met[1:])
    # Friday: somebody says no, and the next proposal honours it with the least change
    before = store.proposal(newest[0]).proposal.allocation
    person, team = before[["person_id", "team_id"]].iloc[0]
    page.goto(f"/person?plan={plan}&proposal={newest[0]}&as=person&of={person}")
    settle(page, 600)
    page.get_by_role("button", name="I would rather not").first.click()
    page.get_by_text("The planner sees it at once").wait_for()
    page.goto(f"/decisions?plan={plan}&as=planner")
    settle(page, 600)
    page.get_by_role("button", name="Make the next proposal").click()
    page.get_by_text("The decisions are pins now").wait_for()
    stop_early(page, store, store.runs(plan)[0].id)
    after = store.proposal(store.proposals(plan)[0].id).proposal.allocation
    assert after[(after["person_id"] == person) & (after["team_id"] == team)].empty
    page.goto(f"/team?plan={plan}&team={after['team_id'].mode()[0]}")
    settle(page, 600)
    shown = {row[0] for row in rows(page, "People proposed for")}
    assert shown == set(after.loc[after["team_id"] == after["team_id"].mode()[0], "person_id"])
    # the workbook agrees with the screen and with what was kept
    found, issues = read(saved(page, "Download as Excel", tmp_path / "proposal.xlsx"))
    assert not [i for i in issues if i.severity == "red"]
    assert found.settings["team_size.applied"] == "should"
    changed = found.demand[(found.demand["team_id"] == "G1") & (found.demand["discipline"] == "POL")]
    assert changed["fte_required"].tolist() == [90]
    assert found.people.set_index("person_id").loc["P011", "cost_centre"] == "DGT - 1000"
    sheet = pd.read_excel(tmp_path / "proposal.xlsx", sheet_name="Allocation", dtype=str, header=None,
                          engine="openpyxl").to_numpy()  # fmt: skip
    cells = {cell for cell in sheet.ravel().tolist() if isinstance(cell, str)}
    assert shown <= cells and set(after["person_id"]) <= cells
    store.close()


def stop_early(page, store, run_id: str) -> None:
    """Stop a run soon after it has something to keep, as somebody does who watches it by its link."""
    for _ in range(600):
        store.poll()
        if any(line.best is not None for line in store.progress(run_id)):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(1500)
    store.stop(run_id, Who("Ann", Role.PLANNER))
    for _ in range(600):
        store.poll()
        if store.run(run_id).state.over:
            break
        page.wait_for_timeout(100)
    assert store.run(run_id).proposal_id, store.run(run_id).message
    settle(page, 600)
