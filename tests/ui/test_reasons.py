"""Reasons on the pages lead to something: an equal plan is chosen with its reason, a proposal repaired and kept."""

from __future__ import annotations

import dataclasses
import time
from datetime import datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from teamform.answering import Question
from teamform.explain.fragile import Depth
from teamform.explain.groups import groups
from teamform.explain.price import price_of
from teamform.plan.plan import Plan
from teamform.plan.sheets import SHEETS
from teamform.solve import Limits, solve
from teamform.store import Act, ProgressLine, Role, Who
from teamform.ui import asking, prices, reasons, running
from tests.explain.asking import hoarding_case
from tests.ui import small
from tests.ui.test_pages import draw, fresh, text

ANN = Who("Ann", Role.PLANNER)


@pytest.fixture
def store(tmp_path):
    made = fresh(tmp_path / "reasons.db")
    yield made
    asking.desk().close()
    made.close()


def answered(question: Question):
    asked = asking.desk().ask(question)
    end = time.monotonic() + 60
    while not asked.over and time.monotonic() < end:
        time.sleep(0.02)
    assert asked.over
    assert not asked.error
    return asked


def rivals() -> dict[str, pd.DataFrame]:
    """Two teams of the same rank that want the same person."""
    given = {
        "People": pd.DataFrame({"person_id": ["A"], "organisation": ["X"], "primary_discipline": ["BEH"],
                                "level": [3], "available_fte": [50], "contract_fte": [50]}),
        "Demand": pd.DataFrame({"team_id": ["T1", "T2"], "discipline": ["BEH", "BEH"], "fte_required": [50, 50]}),
    }  # fmt: skip
    return {name: SHEETS[name].typed(table) for name, table in given.items()}


def test_one_of_several_equal_plans_is_chosen_with_a_reason_and_becomes_the_proposal(store):
    facts = rivals()
    plan = store.create_plan("Rivals", facts, ANN)
    first = store.save_proposal(plan, 1, solve(Plan.build(facts), Limits(seconds=5, workers=1)), ANN)
    found = answered(Question("equal plans", plan, 1, first))
    one, other = (dict(each.short) for each in found.parts)
    assert (one["T1"], one["T2"]) == (other["T2"], other["T1"])
    app = draw("trade_offs", plan=plan, show="equal_plans")
    assert "Unmet FTE by team in each plan" in text(app)
    app.radio[-1].set_value(1)
    write = next(b for b in app.button if b.label == "Write the choice down")
    write.click().run()
    assert "Say why" in text(app)
    app.text_input(key="equal.reason").set_value("T1 can wait until autumn")
    app.radio[-1].set_value(1)
    next(b for b in app.button if b.label == "Write the choice down").click().run()
    line = store.decisions(plan)[-1]
    assert line.reason.startswith("T1 can wait until autumn (chosen out of 2 equal plans")
    assert line.proposal_id != first
    placed = store.proposal(line.proposal_id).proposal.allocation.set_index("team_id")["fte"] / 100
    assert (0.5 - placed).round(6).to_dict() == other


def test_after_a_no_the_proposal_is_repaired_everyone_is_listed_and_it_is_kept(store):
    plan = store.create_plan("Small", small.tables(), ANN)
    first = store.save_proposal(plan, 1, solve(small.plan(), Limits(seconds=5, workers=1)), ANN)
    store.decide(first, Who("Gum", Role.PERSON, ("007",)), Act.REJECT, "B2", "007")
    app = draw("decisions", plan=plan)
    app.button(key="repair.honour").click().run()
    version = store.plan(plan).version
    assert version == 2
    answered(Question("repair", plan, version, first))
    app = draw("decisions", plan=plan)
    said = text(app)
    assert "Everyone affected, before and after" in said
    assert "Gum Gorse (007)" in said
    app.button(key="repair.keep").click().run()
    assert not app.exception
    newest = store.proposals(plan)[0]
    assert newest.note == "repaired: 1 person changed"
    assert "007" not in set(store.proposal(newest.id).proposal.allocation["person_id"])
    assert not store.to_do(plan)


def test_a_price_that_was_amended_is_shown_once_as_it_stands(store):
    plan = store.create_plan("Priced", rivals(), ANN)
    first = store.save_proposal(plan, 1, solve(Plan.build(rivals()), Limits(seconds=5, workers=1)), ANN)
    of = hoarding_case()
    (cap,) = groups(of, "release_caps")
    notch = price_of(of, cap, 1)
    given_up = dataclasses.replace(notch, notches=0, loosened="given up")
    little = dataclasses.replace(given_up, gains=tuple(dataclasses.replace(g, fte=g.fte / 10) for g in notch.gains))
    asked = asking.Asked(Question("prices", plan, 1, first), [little], over=True)
    asking.desk().known[asked.question] = asked
    assert "+0.05 FTE" in text(draw("trade_offs", plan=plan, show="prices_of_rules"))
    asked.parts += [notch, dataclasses.replace(given_up, amended=True)]
    said = text(draw("trade_offs", plan=plan, show="prices_of_rules"))
    assert "+0.05 FTE" not in said
    assert said.count("Given up") == 1
    assert "2 searches." in said


def test_of_many_seats_the_most_fragile_come_first_and_the_others_on_further_pages(store):
    plan = store.create_plan("Small", small.tables(), ANN)
    first = store.save_proposal(plan, 1, solve(small.plan(), Limits(seconds=5, workers=1)), ANN)
    seats = [Depth(f"A{n}/DAT", f"A{n}", "DAT", ("001",), 2 - (n == 29), ("002", "003"), "") for n in range(30)]
    asked = asking.Asked(Question("depths", plan, 1, first), seats, over=True)
    asking.desk().known[asked.question] = asked
    said = text(draw("supply", plan=plan, show="who_could_step_in"))
    assert "of 30 filled seats" in said
    assert said.index("DAT on A29") < said.index("DAT on A0<")
    assert "DAT on A18<" in said
    assert "DAT on A19<" not in said


def test_goals_in_a_row_are_told_apart_though_their_names_have_commas():
    assert prices.named(["Unmet, priority 1", "Skills missing"]) == "Unmet, priority 1; skills missing"
    assert prices.named(["A", "B", "C", "D", "E"]) == "A; b; c; and 2 more goals"


def test_a_short_form_that_begins_a_goal_keeps_its_capitals_inside_a_sentence():
    assert prices.named(["Skills missing", "FTE spent below level"]) == "Skills missing; FTE spent below level"
    line = ProgressLine(0, datetime.now(), 2, 3, "fit", "FTE spent below level", "FTE", 2.0, 2.0, 1.0)
    assert running.sentence(line) == "Goal 2 of 3, FTE spent below level: best so far 2 FTE, best possible."
    change = SimpleNamespace(title="FTE spent below level", by=1.0, unit="FTE", proved=True)
    assert reasons.brief([change]) == "FTE spent below level +1 FTE"
