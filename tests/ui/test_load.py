"""HR fixes an import in a real browser: guessed, asked, dropped, wrong, repaired, and then one change of the plan."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sqlalchemy import make_url

from teamform.store import Role, Store, Who
from teamform.ui.load_reader import read as read_files
from teamform.workbook import read
from tests.ui import small
from tests.ui.journey import address, choose, figure, go, saved, settle, upload
from tests.ui.test_access import RULES, RUN_AXE

pytestmark = pytest.mark.browser
ANN = Who("Ann", Role.PLANNER)

STAFF = (
    "Employee ID,Worker,Job Profile,Stufe,FTE,Gender,Sickness days\n"
    "001,Ash Alder,Policy,Grade 7,60%,F,3\n"
    '008,<b>Hal</b> **Holly**,Policy,HEO,"0,8",M,4\n'
    "009,Ivy Ilex,Social Research,SEO,1.7,F,5\n"
    "010,Jon Juniper,Policy,Gr7,100%,M,6\n"
)
"""Made-up people: one known, one whose name would format a page, one with an impossible FTE."""


@pytest.fixture
def plan(database):
    """A small plan of its own in the server's store."""
    with Store(database) as store:
        return store.create_plan("Import", small.tables(), ANN)


def test_hr_fixes_an_import_and_the_workbook_agrees_with_the_screen(page, database, plan, tmp_path):
    page.goto(f"/load?plan={plan}&as=HR")
    settle(page, 600)
    upload(page, ("staff.csv", STAFF.encode()), ("broken.xlsx", b"MZ" + b"\0" * 5000))
    # the hostile file is a sentence, the other goes on; what is private is gone and said so
    page.get_by_text("“broken.xlsx” can't be used.").wait_for()
    page.get_by_text("“Gender” and “Sickness days”").wait_for()
    # a column that is only guessed needs a tick; the one question of the file is answered in place
    page.get_by_text("first: “Grade 7”").wait_for()
    settle(page)
    page.locator("label", has_text="Yes, it is Grade").click()
    settle(page)
    choose(page, "Home organisation of these people", "DHC")
    settle(page)
    page.get_by_role("button", name="Confirm POL for 2 people").click()
    settle(page)
    # data health: the impossible FTE is put right in the list, a kind of repair is undone and done again
    page.get_by_role("button", name="Go on to data health").click()
    settle(page)
    assert figure(page, "Must be fixed") != "0"
    page.get_by_role("button", name="Ask the owner of the data").first.click()
    page.get_by_text("Could you please look at it?").first.wait_for()
    page.keyboard.press("Escape")
    box = page.get_by_label("New value of row 4, column 5")
    box.first.fill("0.7")
    box.first.press("Enter")
    settle(page)
    page.get_by_text("All", exact=True).click()
    settle(page)
    choose(page, "Kind", "Put right by hand (1)")
    settle(page)
    page.get_by_text("“1.7” → 0.7").wait_for()
    # what would change, then one event
    page.get_by_role("button", name="Go on to check and use").click()
    settle(page)
    assert [figure(page, n) for n in ("People now", "New", "Gone", "People then")] == ["7", "3", "0", "10"]
    clean, _ = tables_of(saved(page, "Clean workbook with its health", tmp_path / "clean.xlsx"))
    assert page.get_by_role("button", name="Use these as a new plan").count() == 0
    page.get_by_role("button", name="Use these", exact=True).click()
    page.get_by_text("3 people new").wait_for()
    settle(page)
    assert "import" not in address(page)
    with Store(database) as store:
        kept = store.tables(plan)["People"].set_index("person_id")
        events = [e.kind for e in store.history(plan)]
    assert events == ["replace", "made"]
    for person in clean.index:
        for column in ("display_name", "organisation", "grade", "contract_fte"):
            assert kept.loc[person, column] == clean.loc[person, column]
    assert kept.loc["008", "display_name"] == "<b>Hal</b> **Holly**"
    assert kept.loc[["001", "008", "009", "010"], "primary_discipline"].tolist() == ["POL", "POL", "", "POL"]
    assert not any(word in str(kept.to_dict()) for word in ("Gender", "Sickness"))
    # its name formats nothing, anywhere
    go(page, "People")
    assert page.locator("b", has_text="Hal").count() == 0
    # the next file of this kind: remembered, and only what is new is shown
    go(page, "Load")
    upload(page, ("staff, mended.csv", STAFF.replace("1.7", "0.7").encode()))
    assert page.get_by_text("Remembered").count()
    page.get_by_text("2 Data health").click()
    settle(page)
    page.get_by_text("were there when such a file was last loaded").wait_for()
    settle(page)
    page.get_by_role("button", name="Don't use these files").click()
    settle(page)
    # one undo takes all of it back
    go(page, "People")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone:").wait_for()
    with Store(database) as store:
        assert sorted(store.tables(plan)["People"]["person_id"]) == [row[0] for row in small.PEOPLE]


def test_every_step_is_accessible_fits_a_phone_and_outlives_the_server_that_read_the_files(page, database, plan, axe):
    ident, folder = "ab12ab12ab12", Path(make_url(database).database).parent / "imports"
    read_files(ident, [("staff.csv", STAFF.encode())], folder, io.StringIO())  # as a server that is gone read them
    page.goto(f"/load?plan={plan}&import={ident}")
    settle(page, 600)
    for number, step in enumerate(("1 Recognised", "2 Data health", "3 Check and use")):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.get_by_text(step).click()
        settle(page, 500)
        page.evaluate(axe)
        assert page.evaluate(RUN_AXE, RULES) == [], step
        page.set_viewport_size({"width": 320, "height": 700})
        page.wait_for_timeout(300)
        assert (
            page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('[data-testid=stMain]'))") <= 0
        )
        assert page.evaluate(RUN_AXE, RULES) == [], f"{step} at 320 pixels"
        reached = set()
        for _ in range(40 if number < 2 else 60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''"))
        wanted = ("Confirm POL for 2 people", "Ask the owner of the data", "Use these")[number]
        assert any(wanted in said for said in reached), (wanted, reached)
    assert not [word for word in ("Hal", "Ivy", "staff") if word in page.url]
    page.goto(f"/load?plan={plan}&import=ffffffffffff")
    page.get_by_text("That import is gone").wait_for()


def tables_of(path):
    """People of a workbook by number, and everything that was read."""
    found = read(path)
    return found.tables["People"].set_index("person_id"), found
