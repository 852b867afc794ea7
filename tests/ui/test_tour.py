"""The guided tour in a real browser: a newcomer finds it on Home and walks its nine stops."""

from __future__ import annotations

import pytest

from tests.ui.journey import address, rows, settle

pytestmark = pytest.mark.browser

TITLES = [
    "There is enough behavioural science", "One body holds it", "What the cap costs", "Turning up a dial doesn't help",
    "Of user research there is too little", "Spreading them thin helps on paper", "The part-timer",
    "A wish that can't come true", "Who goes short is a choice",
]  # fmt: skip
READ_A_MINUTE = 150
"""Words that somebody reads in a minute who has never seen the tool."""


def test_a_newcomer_walks_the_nine_stops_from_home_in_ten_minutes(page):
    page.goto("/")
    settle(page)
    page.get_by_role("link", name="Take the guided tour").click()
    page.get_by_role("button", name="Load the demo and begin").click()
    words = 0
    for number, title in enumerate(TITLES, 1):
        page.get_by_role("heading", name=f"{number}. {title}").wait_for()
        settle(page)
        said = page.get_by_test_id("stMain").inner_text()
        assert f"Stop {number} of 9" in said
        words += len(said.split())
        if number == 3:
            table = rows(page, "What the cap costs")
            assert table[:3] == [["0.5 FTE", "1.6 FTE"], ["1 FTE", "1.1 FTE"], ["1.5 FTE", "0.6 FTE"]]
            page.reload()
            page.get_by_role("heading", name=f"{number}. {title}").wait_for()
            settle(page)
        if number == 8:
            people = [int(many) for _, many in rows(page, title)]
            assert people == [1, 2, 2, 5]
        if number < 9:
            page.get_by_role("button", name="Next").click()
    assert words / READ_A_MINUTE < 10
    assert address(page)["stop"] == "9"
    page.get_by_role("link", name="make a proposal of your own").click()
    page.get_by_role("heading", name="Run", exact=True, level=1).wait_for()
