"""The main journey in a real browser: from the demo to teams and an Excel file that agrees with the screen."""

from __future__ import annotations

import pytest

from teamform.workbook import read
from tests.ui import grid
from tests.ui.journey import address, choose, go, load_demo, rows, run, settle

pytestmark = pytest.mark.browser


def test_from_the_demo_to_an_excel_file_that_agrees_with_the_screen(page, tmp_path):
    plan = load_demo(page)
    # a setting
    go(page, "Rules")
    page.get_by_text("Settings of team size").click()
    card = page.locator(".st-key-card-team_size")
    choose(page, "How it counts", "Should hold", card)
    card.get_by_role("button", name="Save these settings").click()
    page.get_by_text("Saved: A team has at least").wait_for()
    settle(page)
    # a number in a table
    go(page, "Missions")
    table = grid.grid(page)
    grid.edit(page, table, 0, "FTE required", "0,9")
    settle(page, 600)
    # a run that somebody else can watch
    begun = run(page)
    assert address(page)["plan"] == plan
    go(page, "Team")
    shown = rows(page, "People proposed for")
    assert len(shown) > 3
    team = page.locator("[data-testid='stTable'], .tf-table caption").first.inner_text().split()[-1]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as Excel").click()
    path = tmp_path / "proposal.xlsx"
    waiting.value.save_as(path)
    found, issues = read(path)
    assert not [i for i in issues if i.severity == "red"]
    assert found.settings["team_size.applied"] == "should"
    changed = found.demand[(found.demand["team_id"] == "G1") & (found.demand["discipline"] == "POL")]
    assert changed["fte_required"].tolist() == [90]
    import pandas as pd

    allocation = pd.read_excel(path, sheet_name="Allocation", dtype=str, engine="openpyxl", header=None)
    sheet = {cell for cell in allocation.to_numpy().ravel().tolist() if isinstance(cell, str)}
    assert {row[0] for row in shown} <= sheet
    assert team
    assert begun


def test_a_second_person_watches_the_same_run_and_stops_it(context, page, browser, app_url):
    plan = load_demo(page, "Watched")
    go(page, "Run")
    choose(page, "Search for at most", "5 minutes")
    page.get_by_role("button", name="Make a proposal").click()
    page.get_by_role("button", name="Stop and keep the best so far").wait_for()
    settle(page)
    other = browser.new_context(base_url=app_url)
    watcher = other.new_page()
    watcher.goto(f"/run?run={address(page)['run']}&plan={plan}")
    watcher.get_by_text("best so far").first.wait_for(timeout=30_000)
    watcher.wait_for_timeout(1500)
    watcher.get_by_role("button", name="Stop and keep the best so far").click()
    watcher.get_by_text("Demand met").wait_for(timeout=30_000)
    page.get_by_text("Demand met").wait_for(timeout=30_000)
    other.close()
