"""The page Working: each of its views says what it should, and what people choose there is kept."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from teamform.plan.lists import MODES
from teamform.plan.plan import Plan
from teamform.solve import Limits, solve
from teamform.store import Store, put
from teamform.ui import answers, memory
from tests import leading
from tests.checker import allowed
from tests.plain import Facts, Work
from tests.ui import small
from tests.ui.test_pages import ANN, draw, fresh, text


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("working") / "working.db"
    yield fresh(place)
    memory.store().close()
    memory.store.clear()


@pytest.fixture(scope="module")
def plan_id(store: Store) -> str:
    made = store.create_plan("Small", small.tables(), ANN)
    store.save_proposal(made, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)
    return made


def view(plan_id: str, name: str) -> AppTest:
    app = draw("working", plan=plan_id, show=name)
    assert not app.exception
    return app


def test_the_scorecard_stands_today_beside_the_proposal(store, plan_id):
    """F02"""
    said = text(view(plan_id, "scorecard"))
    for part in ("A1, today", "A1, proposed", "From outside central government", "All teams, proposed"):
        assert part in said


def test_a_leader_s_page_answers_who_leads_what_is_missing_what_it_costs_what_to_decide_and_by_when(store, plan_id):
    """F03: one page, five figures, three decisions, no words of solvers."""
    app = draw("team", plan=plan_id, team="A1", **{"as": "leader", "of": "A1"})
    said = text(app)
    for part in ("Who leads", "What is missing", "Cost", "You are asked to decide, before 01/04/2026", "3. Keep how"):
        assert part in said
    assert not [word for word in ("infeasible", "constraint", "objective", "optimal", "solver") if word in said.lower()]


def test_a_team_s_page_names_the_organisation_that_leads_its_mission_whichever_that_is(store, plan_id):
    """F01: a borough leads the mission; the page says so, and nobody on it needs a grade."""
    copy = store.copy_plan(plan_id, "Led by a borough", ANN)
    missions = store.tables(copy)["Missions"]
    row = int(missions.index[missions["mission"] == "Clean energy"][0])
    store.edit(copy, [put("Missions", row, "lead_organisation", "CBC")], ANN, store.plan(copy).version)
    run(store, copy)
    said = text(draw("team", plan=copy, team="A1"))
    assert "CBC leads the mission." in said


def test_a_slider_pushed_to_one_end_turns_the_other_side_amber_and_names_the_rule(store, plan_id):
    """F43: four gauges, eight floors, no total."""
    app = view(plan_id, "balance")
    assert len(app.slider) == 4
    assert text(app).count("its floor") >= 8
    for end, bites in ((100, ("long_term_share", "outside_share", "interest", "learning_allowance")),
                       (0, ("unmet_demand", "central_cap", "fit", "Missions"))):  # fmt: skip
        for slider in app.slider:
            slider.set_value(end)
        said = text(app.run())
        assert said.count("below its floor of") >= 4
        for rule in bites:
            assert f": {rule.replace('_', ' ')} bites" in said


def test_a_planner_moves_a_floor_and_it_holds_at_once_can_be_undone_and_must_make_sense(store, plan_id):
    copy = store.copy_plan(plan_id, "Floors", ANN)
    store.save_proposal(copy, 1, store.proposal(store.proposals(plan_id)[0].id).proposal, ANN)
    app = view(copy, "balance")
    assert "Long term 0 %, below its floor of 15 %" in text(app)
    app.text_input("balance.floor.long_term").set_value("0")
    save = next(b for b in app.button if b.label == "Save the floors")
    save.click().run()
    assert "Long term 0 %, below" not in text(view(copy, "balance"))
    app.button("balance.undo").click().run()
    app = view(copy, "balance")
    assert "Long term 0 %, below its floor of 15 %" in text(app)
    app.text_input("balance.floor.central").set_value("lots")
    next(b for b in app.button if b.label == "Save the floors").click().run()
    assert "floor.central is “lots”: use a percentage from 0 to 100" in text(app)
    assert not len(store.tables(copy).get("Settings", []))


def test_the_storyline_names_the_goal_the_step_and_who_carries_it(store, plan_id):
    """F16"""
    said = text(view(plan_id, "storyline"))
    for part in ("Clean power for all", "A1-FS1 Three offers tested", "Warmth, not paperwork", "Say what it builds"):
        assert part in said


def test_translation_shows_pairs_and_who_decides(store, plan_id):
    """F33, F34"""
    said = text(view(plan_id, "translation"))
    for part in ("Who is fluent in both, on A1", "Who brings numbers", "When they meet"):
        assert part in said


def test_the_adviser_says_why_and_another_choice_is_kept_with_its_reason(store, plan_id):
    """F26: levers local, answer unknown, money theirs: enabler; the planner takes convenor, and the log says so."""
    copy = store.copy_plan(plan_id, "Led", ANN)
    store.save_proposal(copy, 1, store.proposal(store.proposals(plan_id)[0].id).proposal, ANN)
    app = view(copy, "leading")
    for name, answer in (("levers", "local"), ("answer", "unknown"), ("money", "theirs")):
        app.radio(f"leading.{name}").set_value(answer)
    app.run()
    assert "Enabler, because" in text(app)
    next(box for box in app.selectbox if box.label == "Mode").set_value("convenor")
    app.text_input[-1].set_value("The mayor asked for it")
    next(button for button in app.button if button.label == "Lead the team so").click().run()
    assert not app.exception
    assert set(store.tables(copy)["ModeByPeriod"]["leadership_mode"]) == {"convenor"}
    assert "instead of the suggested enabler: The mayor asked for it" in store.history(copy)[0].why


def test_a_team_led_in_each_mode_in_turn_is_reshaped_and_everyone_affected_is_on_the_page(store):
    """F25: the app keeps each choice; after a run the page shows who is freed, who joins, who stays and who leads."""
    made = store.create_plan("Led in turn", leading.team().given, ANN)
    _, was = run(store, made)
    app = view(made, "leading")
    for mode in MODES:
        next(box for box in app.selectbox if box.label == "Mode").set_value(mode)
        app.text_input[-1].set_value("The board asked for it")
        next(button for button in app.button if button.label == "Lead the team so").click().run()
        assert not app.exception
        plan, now = run(store, made)
        assert plan.sheets["ModeByPeriod"]["leadership_mode"].tolist() == [mode]
        facts = Facts.of(plan)
        assert allowed(facts, Work.of(facts, now))
        before = store.proposals(made)[1].id
        app.run()
        next(box for box in app.selectbox if box.label == "What changed since").set_value(before).run()
        said = text(app)
        told = set(re.findall(r"(Freed|Joins|Stays)\W.*?Person (\w+)", said))
        old, new = set(was["person_id"]), set(now["person_id"])
        assert told == {
            (what, who) for what, people in (("Freed", old - new), ("Joins", new - old), ("Stays", old & new))
            for who in people
        }  # fmt: skip
        assert "Who leads." in said
        was = now


def test_proposals_of_one_minute_have_names_of_their_own(store):
    """A list knows its entries by name alone: of two with the same name the wrong one would be shown."""
    made = store.create_plan("Twice", leading.team().given, ANN)
    for _ in range(3):
        run(store, made)
    names = answers.titles(store.proposals(made))
    assert len(set(names.values())) == 3
    assert list(names) == [info.id for info in store.proposals(made)]


def run(store: Store, plan_id: str) -> tuple[Plan, pd.DataFrame]:
    """A plan as it is kept now, and the allocation of its new proposal, which is kept too."""
    plan = Plan.build(store.tables(plan_id))
    proposal = solve(plan, Limits(seconds=5, workers=1))
    store.save_proposal(plan_id, store.plan(plan_id).version, proposal, ANN)
    return plan, proposal.allocation


def test_a_step_is_stopped_as_learned_only_with_its_lesson(store, plan_id):
    """F38, F42: refused without a lesson; with one the step ends and the lesson is in the plan."""
    copy = store.copy_plan(plan_id, "Stopped", ANN)
    store.save_proposal(copy, 1, store.proposal(store.proposals(plan_id)[0].id).proposal, ANN)
    app = view(copy, "learning")
    end = next(button for button in app.button if button.label == "End it")
    end.click().run()
    assert "only with what it taught" in text(app)
    app.text_area[0].set_value("Letters don't work")
    next(button for button in app.button if button.label == "End it").click().run()
    assert not app.exception
    assert store.tables(copy)["FirstSteps"]["learned"].tolist() == ["Letters don't work"]
    assert store.tables(copy)["Lessons"]["happened"].tolist() == ["Letters don't work"]


def test_a_recipe_seeds_the_demand_of_a_step(store, plan_id):
    """F11, F27: a step in the discovery phase is offered what is usual, and takes it over in one change."""
    copy = store.copy_plan(plan_id, "Seeded", ANN)
    app = draw("missions", plan=copy)
    next(box for box in app.selectbox if box.label == "It works as").set_value("discovery").run()
    app.button("recipes.add").click().run()
    assert not app.exception
    demand = store.tables(copy)["Demand"]
    assert set(demand.loc[demand["first_step"] == "A1-FS1", "discipline"]) == {"POL", "SD", "DAT", "DEL"}
    assert store.tables(copy)["FirstSteps"]["instrument"].tolist() == ["discovery"]
