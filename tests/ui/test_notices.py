"""What is said to somebody who did something is in view, read out, and stays until they are done with it."""

from __future__ import annotations

import pytest

from teamform.store import Role, Store, Who
from tests.ui import small
from tests.ui.journey import settle
from tests.ui.test_access import RULES, RUN_AXE

pytestmark = pytest.mark.browser


WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 256}


def test_whoever_saves_far_down_a_page_sees_there_that_it_is_saved(page, database, axe):
    with Store(database) as store:
        plan = store.create_plan("Notices", small.tables(), Who("Ann", Role.PLANNER))
    page.set_viewport_size(WIDE)
    page.goto(f"/rules?plan={plan}")
    settle(page, 600)
    page.get_by_text("Settings of").last.click()
    settle(page, 600)  # the form has unfolded
    page.get_by_role("button", name="Save these settings").filter(visible=True).click()
    said = page.get_by_role("status").get_by_text("Nothing to save")
    said.wait_for()
    settle(page)
    page.evaluate(axe)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.wait_for_timeout(200)
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop") > 200
        box, strip = said.bounding_box(), page.locator(".tf-said").bounding_box()
        assert page.get_by_test_id("stHeader").bounding_box()["height"] <= strip["y"] <= box["y"]
        assert box["y"] < strip["y"] + strip["height"] <= size["height"] * 0.8
        assert page.evaluate(RUN_AXE, RULES) == []
    page.get_by_role("button", name="Hide").click()
    assert said.count() == 0
