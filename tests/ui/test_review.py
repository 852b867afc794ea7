"""Review in a real browser: a leader approves one and asks for another; the planner sees it and honours it."""

from __future__ import annotations

import pandas as pd
import pytest

from teamform.solve import Limits, solve
from teamform.store import Role, Store, Who
from tests.ui import small
from tests.ui.journey import choose, go, rows, saved, settle

pytestmark = pytest.mark.browser
ANN = Who("Ann", Role.PLANNER)


def test_a_leader_answers_by_link_and_the_next_proposal_honours_it(browser, page, app_url, database, tmp_path):
    with Store(database) as store:
        plan = store.create_plan("Review", small.tables(), ANN)
        proposal = store.save_proposal(plan, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)
        before = store.proposal(proposal).proposal.allocation
    ours = before[before["team_id"] == "A1"]
    rejected = str(ours.loc[ours["discipline"] == "UR", "person_id"].iloc[0])
    # the planner sends the link; the leader opens it in a browser of their own, with nothing but that
    page.goto(f"/team?plan={plan}&proposal={proposal}&team=A1")
    settle(page, 600)
    link = page.locator("[data-testid='stCode'] code").inner_text().strip()
    assert link.startswith(f"{app_url}/team?")
    leader = browser.new_context().new_page()
    leader.goto(link)
    settle(leader, 600)
    leader.get_by_text("You are: Mission leader").wait_for()
    assert {row[0] for row in rows(leader, "People proposed for A1")} == set(ours["person_id"])
    # approve Ash Alder
    leader.get_by_text("One person", exact=True).click()
    settle(leader)
    choose(leader, "Person", "Ash Alder (001), POL")
    settle(leader)
    leader.get_by_role("button", name="Save the decision").click()
    leader.get_by_text("Saved: approve, 001").wait_for()
    settle(leader)
    # a rejection without a reason is refused; with one it is kept
    name = {number: name for number, name, *_ in small.PEOPLE}[rejected]
    choose(leader, "Person", f"{name} ({rejected}), UR")
    settle(leader)
    leader.get_by_text("Ask for another", exact=True).click()
    settle(leader)
    leader.get_by_role("button", name="Save the decision").click()
    leader.get_by_text("Say why").wait_for()
    settle(leader)
    leader.get_by_label("Why (needed)").fill("Already promised elsewhere")
    leader.get_by_label("Why (needed)").press("Enter")
    settle(leader)
    leader.get_by_role("button", name="Save the decision").click()
    leader.get_by_text(f"Saved: ask for another, {rejected}").wait_for()
    # the planner sees what came back and makes the next proposal
    go(page, "Decisions")
    page.get_by_text(f"asks for another than {rejected} on team A1").first.wait_for()
    settle(page)
    page.get_by_role("button", name="Make the next proposal").click()
    page.get_by_text("The decisions are pins now").wait_for()
    go(page, "Run")
    page.get_by_text("Demand met").wait_for(timeout=60_000)
    with Store(database) as store:
        after = store.proposal(store.proposals(plan)[0].id).proposal.allocation
        assert not store.to_do(plan)
    assert not ((after["person_id"] == rejected) & (after["team_id"] == "A1")).any()
    key = ["team_id", "discipline", "period", "fte"]
    approved = [a[(a["person_id"] == "001") & (a["team_id"] == "A1")][key].to_numpy().tolist() for a in (before, after)]
    assert approved[0] == approved[1]
    # the workbook agrees with the screen
    page.goto(f"/team?plan={plan}&team=A1")
    settle(page, 600)
    shown = {row[0] for row in rows(page, "People proposed for A1")}
    path = saved(page, "Download as Excel", tmp_path / "proposal.xlsx")
    sheet = pd.read_excel(path, sheet_name="Allocation", dtype=str, engine="openpyxl", header=None).to_numpy().tolist()
    written = {cell for row in sheet if "A1" in row for cell in row}
    assert "001" in shown and rejected not in shown and shown <= written


def test_a_person_says_no_without_a_reason_on_their_own_page(page, database):
    with Store(database) as store:
        plan = store.create_plan("No", small.tables(), ANN)
        proposal = store.save_proposal(plan, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)
        page.goto(f"/person?plan={plan}&proposal={proposal}&as=person&of=007")
        settle(page, 600)
        page.get_by_role("button", name="I would rather not").click()
        page.get_by_text("The planner sees it at once").wait_for()
        assert [(d.act, d.person_id, d.reason) for d in store.decisions(plan)] == [("reject", "007", "")]
