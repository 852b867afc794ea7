"""The board in a real browser: moves by list and by dragging, checked, priced and undone."""

from __future__ import annotations

import pytest

from teamform.solve import Limits, solve
from teamform.store import Role, Store, Who
from tests.ui import small
from tests.ui.journey import choose, settle

pytestmark = pytest.mark.browser
ANN = Who("Ann", Role.PLANNER)


@pytest.fixture
def solved(database):
    """A small plan with a proposal."""
    with Store(database) as store:
        plan = store.create_plan("Board", small.tables(), ANN)
        proposal = store.save_proposal(plan, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)
        yield store, plan, proposal


def lane(page, title: str):
    return page.get_by_role("region", name=title)


def card(page, name: str, within: str):
    return lane(page, within).locator(".card").filter(has=page.get_by_role("button", name=name, exact=True))


def teams_of(store, plan, person: str) -> set[str]:
    allocation = store.proposal(store.proposals(plan)[0].id).proposal.allocation
    return set(allocation.loc[allocation["person_id"] == person, "team_id"])


def test_a_card_moves_by_the_list_is_checked_priced_and_keeps_the_focus(page, solved):
    store, plan, _ = solved
    page.goto(f"/board?plan={plan}")
    settle(page, 600)
    assert teams_of(store, plan, "007") == {"B2"}
    card(page, "Gum Gorse", "B2 Safe streets").locator("select").select_option("unplaced")
    page.get_by_text("Gum Gorse taken off DAT on B2").first.wait_for()
    settle(page)
    assert teams_of(store, plan, "007") == set()
    page.get_by_text("Unmet required demand, priority 2").first.wait_for()
    card(page, "Gum Gorse", "Unplaced").locator("select").select_option("B2")
    page.get_by_text("Gum Gorse moved to DAT on B2 with 0.3 FTE").first.wait_for()
    settle(page)
    focus = """(() => { let a = document.activeElement;
        while (a && a.shadowRoot) a = a.shadowRoot.activeElement; return a.id })()"""
    assert page.evaluate(focus) == "m007|B2/DAT"
    assert teams_of(store, plan, "007") == {"B2"}


def test_a_card_can_be_dragged_to_another_lane_and_the_move_undone(page, solved):
    store, plan, _ = solved
    page.goto(f"/board?plan={plan}")
    settle(page, 600)
    card(page, "Gum Gorse", "B2 Safe streets").drag_to(lane(page, "Unplaced").locator("h3"))
    page.get_by_text("Gum Gorse taken off DAT on B2").first.wait_for()
    settle(page)
    assert teams_of(store, plan, "007") == set()
    page.get_by_role("button", name="Undo").click()
    settle(page, 600)
    card(page, "Gum Gorse", "B2 Safe streets").wait_for()
    page.get_by_role("button", name="Redo").click()
    settle(page, 600)
    card(page, "Gum Gorse", "Unplaced").wait_for()


def test_a_move_that_breaks_a_rule_names_it_and_somebody_without_the_discipline_is_refused(page, solved):
    _, plan, _ = solved
    page.goto(f"/board?plan={plan}")
    settle(page, 600)
    card(page, "Ash Alder", "A1 Warm homes").locator("select").select_option("B2")
    page.get_by_text("Team B2 asks for BEH and DAT; Ash Alder brings POL").wait_for()
    settle(page)
    card(page, "Cam Cedar", "B2 Safe streets").get_by_role("button", name="Cam Cedar").click()
    settle(page)
    choose(page, "FTE on this seat", "0.8")
    settle(page)
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_text("RPS lets go at most 0.5 FTE of BEH").first.wait_for()
    page.get_by_text("This breaks").wait_for()


def test_a_pin_and_a_ban_are_kept_in_the_plan_and_the_rest_is_solved_around_them(page, solved):
    store, plan, _ = solved
    page.goto(f"/board?plan={plan}")
    settle(page, 600)
    card(page, "Gum Gorse", "B2 Safe streets").get_by_role("button", name="Gum Gorse").click()
    settle(page)
    page.get_by_role("button", name="Never on B2").click()
    settle(page, 600)
    pins = store.tables(plan)["Pins"]
    assert pins[["person_id", "team_id", "kind"]].to_numpy().tolist() == [["007", "B2", "forbid"]]
    card(page, "Elm Elder", "A1 Warm homes").get_by_role("button", name="Elm Elder").click()
    settle(page)
    page.get_by_role("button", name="Pin here").click()
    page.get_by_text("Elm Elder is pinned").wait_for()
    settle(page)
    page.get_by_role("button", name="Unpin").click()
    page.get_by_text("005 is no longer pinned on A1").wait_for()
    settle(page)
    assert store.tables(plan)["Pins"]["kind"].tolist() == ["forbid"]
    page.get_by_role("button", name="Pin here").click()
    settle(page, 600)
    assert "pin" in store.tables(plan)["Pins"]["kind"].tolist()
    page.get_by_role("button", name="Solve the rest around this").click()
    page.get_by_text("Demand met").wait_for(timeout=60_000)
    latest = store.proposals(plan)[0]
    assert latest.origin == "solved"
    assert teams_of(store, plan, "007") == set()
    assert teams_of(store, plan, "005") == {"A1"}
