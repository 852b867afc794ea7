"""Every page draws: empty, with a plan, and with a proposal, in each role that sees it."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from teamform.answering import Question
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.store import Act, Role, Store, Who
from teamform.ui import asking, memory
from teamform.ui.menu import PAGES
from teamform.ui.serving import SCRIPT
from tests.ui import small, test_frame

ANN = Who("Ann", Role.PLANNER)
ROLES = (
    "Role Family,Role,Role Description,Role Level,Skill Name,Skill Level\n"
    "Data,Data analyst,x,Senior data analyst,Statistics,Practitioner\n"
    "Data,Data analyst,x,Senior data analyst,Communicating,Working\n"
)


def fresh(path: Path) -> Store:
    os.environ["TEAMFORM_DB"] = f"sqlite:///{path}"
    memory.store.clear()
    return memory.store()


@pytest.fixture
def empty(tmp_path):
    yield fresh(tmp_path / "empty.db")
    memory.store().close()
    memory.store.clear()


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """A store with the small plan, its proposal, a scenario, and a decision."""
    place = tmp_path_factory.mktemp("pages") / "solved.db"
    with Store(f"sqlite:///{place}") as store:
        plan_id = store.create_plan("Small", small.tables(), ANN)
        proposal = store.save_proposal(plan_id, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)
        placed = store.proposal(proposal).proposal.allocation
        person = str(placed.loc[placed["team_id"] == "A1", "person_id"].iloc[0])
        store.decide(proposal, Who("Sam", Role.LEADER, ("A1",)), Act.REJECT, "A1", person, "On leave")
    return place, plan_id, proposal


@pytest.fixture
def store(solved):
    yield fresh(solved[0])
    memory.store().close()
    memory.store.clear()


def draw(page: str, **address: str) -> AppTest:
    """Draw one page with an address, as a browser would."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(f"../pages/{page}.py").run()
    return app


def text(app: AppTest) -> str:
    """Everything that a page says."""
    said = [element.value for kind in (app.title, app.markdown, app.subheader, app.caption) for element in kind]
    above = test_frame.said(app)
    return " ".join(map(str, above + said + [h.proto.body for h in app.get("html")]))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_without_any_plan_says_what_to_do_next(page, empty):
    app = draw(page.url)
    assert not app.exception
    assert app.title[0].value == page.name
    if page.name not in ("Home", "Load", "Tour", "About"):
        assert "There is no plan yet" in text(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_draws_with_a_plan_and_a_proposal(page, store, solved):
    app = draw(page.url, plan=solved[1])
    assert not app.exception
    assert app.title[0].value == page.name
    assert "There is a problem" not in text(app)


@pytest.fixture(scope="module", params=["People", "Demand"])
def alone(request, tmp_path_factory):
    """A store with a plan that has only people, or only demand, so far, and its proposal: nobody is placed."""
    place = tmp_path_factory.mktemp("alone") / "alone.db"
    tables = {request.param: small.tables()[request.param]}
    with Store(f"sqlite:///{place}") as store:
        plan_id = store.create_plan("Begun", tables, ANN)
        store.save_proposal(plan_id, 1, solve(Plan.build(tables), Limits(seconds=10, workers=1)), ANN)
    return place, plan_id


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_a_page_draws_with_people_whom_nobody_asks_for_and_with_demand_for_which_nobody_is_there(page, alone):
    fresh(alone[0])
    app = draw(page.url, plan=alone[1])
    memory.store().close()
    memory.store.clear()
    assert not app.exception
    assert "There is a problem" not in text(app)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_own_pages_only(role, store, solved):
    of = {Role.LEADER: "A1", Role.DIRECTOR: "RPS", Role.PERSON: "002"}.get(role, "")
    for page in PAGES:
        if role in page.roles:
            app = draw(page.url, plan=solved[1], **{"as": str(role), "of": of})
            assert not app.exception, (role, page.name)


def test_a_plan_that_is_gone_is_said_and_not_a_crash(store):
    app = draw("", plan="nosuchplan")
    assert not app.exception
    assert "There is no plan nosuchplan" in text(app)


def test_a_proposal_that_is_gone_is_said_and_not_a_crash(store, solved):
    app = draw("team", plan=solved[1], proposal="nosuchone")
    assert not app.exception


def test_the_team_page_says_what_it_is_for_who_is_on_it_and_what_is_missing(store, solved):
    said = text(draw("team", plan=solved[1], team="A1"))
    for part in ("Clean power for all", "Three offers tested", "Warmth, not paperwork", "Ash Alder", "What is missing"):
        assert part in said


def test_what_a_leader_rejected_waits_on_the_decisions_page(store, solved):
    said = text(draw("decisions", plan=solved[1]))
    assert "rejected" in said
    assert "On leave" in said


def test_a_role_of_the_capability_framework_gives_a_team_its_skill_needs(store, solved):
    """F27"""
    copy = store.copy_plan(solved[1], "For skills", ANN)
    app = draw("missions", plan=copy, sheet="skill_needs")
    app.file_uploader("recipes.framework").set_value(("roles.csv", ROLES.encode(), "text/csv")).run()
    app.selectbox("recipes.team").set_value("B2").run()
    app.button("recipes.skills").click().run()
    assert not app.exception
    needs = store.tables(copy)["SkillNeeds"]
    assert set(needs[["team_id", "skill", "min_level"]].itertuples(index=False, name=None)) == {
        ("B2", "Statistics", 3), ("B2", "Communicating", 2)
    }  # fmt: skip


def test_another_table_than_the_roles_is_refused_in_a_sentence_on_the_page(store, solved):
    app = draw("missions", plan=solved[1], sheet="skill_needs")
    app.file_uploader("recipes.framework").set_value(("roles.csv", b"a,b\n1,2\n", "text/csv")).run()
    assert not app.exception
    assert "capability framework" in text(app)


def test_of_many_remarks_a_few_are_shown_and_all_if_asked(store):
    tables = small.tables()
    tables["Teams"] = pd.DataFrame({"team_id": [f"T{i}" for i in range(15)], "team": "One discipline each"})
    tables["Demand"] = pd.DataFrame(
        {"team_id": tables["Teams"]["team_id"], "discipline": "POL", "fte_required": 10, "min_level": 2}
    )
    for name in ("FirstSteps", "Missions"):
        del tables[name]
    plan = store.create_plan("Remarked on", {k: t for k, t in tables.items() if k != "ReleaseCaps"}, ANN)
    app = draw("missions", plan=plan)
    assert text(app).count("One-eyed team") < 15
    assert "more remarks" in text(app)
    app.toggle("missions.remarks").set_value(True).run()
    assert text(app).count("One-eyed team") == 15
    assert "more remarks" not in text(app)


def test_a_persons_page_names_nobody_else(store, solved):
    said = text(draw("person", plan=solved[1], **{"as": "person", "of": "002"}))
    assert "Bay Beech" in said
    others = [name for number, name, *_ in small.PEOPLE if number != "002"]
    assert not [name for name in others if name in said]


def test_the_reasons_on_a_persons_page_name_nobody_else(store, solved):
    desk, about = asking.desk(), (solved[1], 1, solved[2])
    team = store.proposal(solved[2]).proposal.allocation.set_index("person_id").at["002", "team_id"]
    team = team if isinstance(team, str) else team.iloc[0]
    asked = [desk.ask(Question("why", *about, ("002", team))), desk.ask(Question("seats for person", *about, ("002",)))]
    end = time.monotonic() + 60
    while not all(one.over for one in asked) and time.monotonic() < end:
        time.sleep(0.05)
    said = text(draw("person", plan=solved[1], **{"as": "person", "of": "002"}))
    said = re.sub("<style>.*?</style>", "", said, flags=re.DOTALL)
    desk.close()
    assert asked[0].only.sentence in said
    assert "Which seats would suit best?" not in said
    others = [part for number, name, *_ in small.PEOPLE if number != "002" for part in (name, number)]
    assert not [part for part in others if part in said]


def test_a_rules_page_shows_each_rules_sentence_and_saves_its_settings(store, solved):
    copy = store.copy_plan(solved[1], "For rules", ANN)
    app = draw("rules", plan=copy)
    said = text(app)
    assert "An organisation lets go no more FTE than its release cap" in said
    field = next(s for s in app.selectbox if s.key.startswith("team_size.applied"))
    field.set_value("should")
    app.text_input(key="team_size.reason").set_value("Two pilots first")
    next(
        b for b in app.button if b.label == "Save these settings" and b.form_id.startswith("rule.team_size")
    ).click().run()
    assert not app.exception
    settings = store.tables(copy)["Settings"].set_index("setting")["value"]
    assert settings["team_size.applied"] == "should"


def test_a_rule_is_changed_only_with_a_reason(store, solved):
    """F31: overriding what is usual, such as one team a researcher, needs a reason; without one nothing is kept."""
    copy = store.copy_plan(solved[1], "For reasons", ANN)
    app = draw("rules", plan=copy)
    next(s for s in app.selectbox if s.key.startswith("missions_per_person.applied")).set_value("should")

    def save():
        next(b for b in app.button if b.label == "Save these settings"
             and b.form_id.startswith("rule.missions_per_person")).click().run()  # fmt: skip

    save()
    assert "Say why" in text(app)
    assert not len(store.tables(copy).get("Settings", []))
    app.text_input(key="missions_per_person.reason").set_value("Two half-time pilots")
    save()
    kept = store.tables(copy)["Settings"].set_index("setting").loc["missions_per_person.applied"]
    assert (kept["value"], kept["reason"]) == ("should", "Two half-time pilots")
    assert "Saved: " in text(app)
    save()
    assert "Nothing to save: " in text(app)
    assert store.plan(copy).version == 2


def test_a_setting_that_makes_no_sense_is_said_and_not_kept(store, solved):
    copy = store.copy_plan(solved[1], "For nonsense", ANN)
    app = draw("rules", plan=copy)
    app.toggle[0].set_value(False).run()
    next(t for t in app.text_input if t.key.startswith("organisation_share.percent")).set_value("half")
    next(
        b for b in app.button if b.label == "Save these settings" and b.form_id.startswith("rule.organisation_share")
    ).click().run()
    assert "a whole number is needed" in text(app)
    assert not len(store.tables(copy).get("Settings", []))


def test_names_are_never_in_the_address(store, solved):
    for page in ("people", "team", "person", "board"):
        app = draw(page, plan=solved[1])
        address = " ".join(str(v) for v in app.query_params.values())
        assert not [name for _, name, *_ in small.PEOPLE if name.split()[0] in address]


def test_a_cap_is_priced_by_a_run_of_its_own(store, solved):
    plan = store.copy_plan(solved[1], "Priced", ANN)
    store.save_proposal(plan, 1, store.proposal(solved[2]).proposal, ANN)
    app = draw("trade_offs", plan=plan, show="try_a_change")
    app.button("levers.go").click().run()
    assert not app.exception
    copy = next(p for p in store.plans() if p.parent == plan)
    assert copy.name == "What if: RPS BEH releases 1.0 FTE instead of 0.5"
    end = time.monotonic() + 60
    while not store.runs(copy.id)[0].state.over and time.monotonic() < end:
        store.poll()
        time.sleep(0.2)
    said = text(draw("trade_offs", plan=plan, show="try_a_change"))
    assert "What would be gained" in said
    assert "+0.30 FTE" in said
    assert "B2 +0.3" in said


def test_the_link_for_a_leader_is_whole_even_where_a_team_has_blanks_in_its_name(store):
    tables = small.tables()
    tables = {name: table.replace({"team_id": {"A1": "Warm homes"}}) for name, table in tables.items()}
    plan = store.create_plan("Blanks", tables, ANN)
    store.save_proposal(plan, 1, solve(Plan.build(tables), Limits(seconds=10, workers=1)), ANN)
    app = draw("team", plan=plan, team="Warm homes")
    assert app.get("code")[0].value.endswith("&team=Warm+homes&as=leader&of=Warm+homes")


@pytest.mark.parametrize("page", ["team", "compare"])
def test_a_page_that_needs_a_proposal_says_whether_one_is_being_made(empty, page):
    plan = empty.create_plan("Small", small.tables(), ANN)
    assert "There is no proposal yet" in text(draw(page, plan=plan))
    run = empty.queue(plan, 1, {"seconds": 300}, ANN)
    going = draw(page, plan=plan)
    assert not going.exception
    assert "A run is going on" in text(going) and "There is no proposal yet" not in text(going)
    empty.stop(run, ANN)
    assert "There is no proposal yet" in text(draw(page, plan=plan))
