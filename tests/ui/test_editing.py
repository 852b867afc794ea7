"""Editing in a real browser: nothing that was typed is lost, and what can't be kept is said."""

from __future__ import annotations

import sqlite3

import pytest

from teamform.store import Role, Store, Who
from tests.ui import grid, small
from tests.ui.journey import go, settle

pytestmark = pytest.mark.browser


@pytest.fixture
def plan(database):
    """A small plan of its own in the server's store."""
    with Store(database) as store:
        yield store.create_plan("Editing", small.tables(), Who("Ann", Role.PLANNER))


def people(database, plan):
    with Store(database) as store:
        return store.tables(plan)["People"].set_index("person_id")


def offer(database, plan):
    return people(database, plan)["available_fte"].tolist()


def wait_for(page, check, tries: int = 40):
    """Wait until the store has it."""
    for _ in range(tries):
        if check():
            return
        page.wait_for_timeout(100)
    assert check()


def test_ten_rapid_edits_are_ten_kept_and_survive_page_changes_and_reload(page, database, plan):
    page.goto(f"/people?plan={plan}")
    settle(page, 600)
    table = grid.grid(page)
    typed = [("0.1", 10), ("0,2", 20), (".3", 30), ("40%", 40), ("2.5 days", 50), ("0.55", 55), ("half", 50)]
    for row, (text, _) in enumerate(typed):
        grid.edit(page, table, row, "Available FTE", text)
    for row, text in ((0, "agreed"), (1, "not_asked"), (2, "declined")):
        grid.edit(page, table, row, "Consent", text)
    wait_for(page, lambda: offer(database, plan) == [fte for _, fte in typed])
    wait_for(page, lambda: people(database, plan)["consent"].tolist()[:3] == ["agreed", "not_asked", "declined"])
    settle(page)
    go(page, "Missions")
    go(page, "People")
    assert grid.cell(grid.grid(page), 5, "Available FTE").inner_text() == "0.55"
    page.reload()
    settle(page, 600)
    assert grid.cell(grid.grid(page), 3, "Available FTE").inner_text() == "0.4"


def test_what_cannot_be_kept_is_said_and_the_old_value_stays(page, database, plan):
    page.goto(f"/people?plan={plan}")
    settle(page, 600)
    grid.edit(page, grid.grid(page), 0, "Available FTE", "lots")
    page.get_by_text("“lots” was not kept").wait_for()
    assert offer(database, plan)[0] == 100


def test_what_is_read_in_other_words_than_it_was_typed_is_said(page, database, plan):
    page.goto(f"/people?plan={plan}")
    settle(page, 600)
    grid.edit(page, grid.grid(page), 0, "Available FTE", "half")
    page.get_by_text("001, Available FTE: “half” is kept as 0.5.").wait_for()
    assert offer(database, plan)[0] == 50
    grid.edit(page, grid.grid(page), 0, "Available FTE", "0.4")
    page.get_by_text("is kept as").wait_for(state="detached")
    assert offer(database, plan)[0] == 40


def test_what_is_said_about_one_cell_leaves_alone_what_is_being_typed_into_the_next(page, database, plan):
    page.goto(f"/people?plan={plan}")
    settle(page, 600)
    table = grid.grid(page)
    for row, text, said in ((0, "half", "is kept as 0.5"), (2, "lots", "was not kept")):
        grid.edit(page, table, row, "Available FTE", text)
        page.keyboard.press("Enter")  # the cell below was selected; its editor opens
        box = page.locator("#portal textarea, #portal input:not([disabled])").first
        box.fill("0.25")
        page.get_by_text(said).wait_for()
        settle(page)
        page.keyboard.press("Enter")
        wait_for(page, lambda row=row: offer(database, plan)[row + 1] == 25)


def test_undo_takes_back_the_last_change_and_redo_does_it_again(page, database, plan):
    page.goto(f"/people?plan={plan}")
    settle(page, 600)
    grid.edit(page, grid.grid(page), 1, "Available FTE", "0.2")
    wait_for(page, lambda: offer(database, plan)[1] == 20)
    settle(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone: People, 002").wait_for()
    assert offer(database, plan)[1] == 60
    settle(page)
    assert grid.cell(grid.grid(page), 1, "Available FTE").inner_text() == "0.6"
    page.get_by_role("button", name="Redo").click()
    page.get_by_text("Done again: People, 002").wait_for()
    assert offer(database, plan)[1] == 20


def test_a_block_from_a_spreadsheet_is_looked_at_before_it_counts(page, database, plan):
    page.goto(f"/people?plan={plan}")
    settle(page, 600)
    page.get_by_text("Paste from Excel").click()
    block = "person_id\tavailable FTE\tShoe size\n001\t1.7\t9\n002\t0,25\t8\n099\t0.5\t7"
    page.get_by_label("Cells from the spreadsheet").fill(block)
    page.get_by_label("Cells from the spreadsheet").press("Control+Enter")
    page.get_by_text("Left out, because People has no such columns: Shoe size").wait_for()
    page.get_by_text("“1.7” was not kept").wait_for()
    settle(page, 600)
    assert offer(database, plan)[:2] == [100, 60]
    page.get_by_role("button", name="Apply 1 change and 1 new row").click()
    page.get_by_text("Pasted: 1 change and 1 new row").wait_for()
    assert offer(database, plan)[:2] == [100, 25]
    assert "099" in people(database, plan).index


def test_two_browsers_that_edit_the_same_cell_are_both_told(page, browser, app_url, database, plan):
    other = browser.new_context(base_url=app_url, viewport={"width": 1280, "height": 900})
    second = other.new_page()
    for one in (page, second):
        one.goto(f"/people?plan={plan}")
        settle(one, 600)
    grid.edit(page, grid.grid(page), 0, "Available FTE", "0.3")
    wait_for(page, lambda: offer(database, plan)[0] == 30)
    grid.edit(second, grid.grid(second), 1, "Available FTE", "0.1")
    wait_for(page, lambda: offer(database, plan)[1] == 10)
    grid.edit(second, grid.grid(second), 0, "Available FTE", "0.5")
    second.get_by_text("Both values are kept").wait_for()
    assert offer(database, plan)[:2] == [30, 10]
    go(second, "Decisions")
    second.get_by_text("Two people, one cell").wait_for()
    settle(second, 600)
    second.get_by_role("button", name="Keep what Planner").last.click()
    second.get_by_text("Settled.").wait_for()
    assert offer(database, plan)[0] == 50
    other.close()


def test_a_killed_server_loses_nothing_that_was_acknowledged(browser, tmp_path):
    import signal

    from tests.ui.conftest import start_server, stop_server

    place = f"sqlite:///{tmp_path / 'kill.db'}"
    with Store(place) as store:
        plan_id = store.create_plan("Killed", small.tables(), Who("Ann", Role.PLANNER))
    process, url = start_server(tmp_path, place)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{url}/people?plan={plan_id}")
        settle(page, 600)
        grid.edit(page, grid.grid(page), 4, "Available FTE", "0.2")
        wait_for(page, lambda: offer(place, plan_id)[4] == 20)
        page.close()
    finally:
        stop_server(process, signal.SIGKILL)
    assert offer(place, plan_id)[4] == 20
    with sqlite3.connect(tmp_path / "kill.db") as raw:
        assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
