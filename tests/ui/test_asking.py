"""Reasons are worked out in processes of their own: as they come, for everybody, and whatever happens to them."""

from __future__ import annotations

import dataclasses
import os
import signal
import time

import pandas as pd
import pytest

from teamform import wire
from teamform.answering import QUESTIONS, Cases, Part, Question, answered
from teamform.errors import InputError
from teamform.explain import Wish
from teamform.rules import check
from teamform.solve import Limits, solve
from teamform.store import NotAllowed, Role, Store, Who
from teamform.ui.asking import Asked, Desk
from teamform.ui.reasons import private
from tests.ui import small

ANN = Who("Ann", Role.PLANNER)
ABOUT = {
    "ladder": ("BEH",), "why short": ("B2/BEH",), "why": ("007", "B2"), "why not": ("002", "B2"),
    "people for seat": ("B2/DAT",), "seats for person": ("002",), "if leaves": ("007",), "stress": (3, 0.2),
    "withdrawals": (), "ways out": (Wish("B2", "BEH", 2, 0.5, 3),), "stop list": ("A1-FS1",),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(f"sqlite:///{tmp_path_factory.mktemp('asking') / 'asking.db'}") as store:
        yield store


@pytest.fixture(scope="module")
def solved(store):
    plan = store.create_plan("Small", small.tables(), ANN)
    return plan, store.save_proposal(plan, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)


def ends(asked, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not asked.over and time.monotonic() < end:
        time.sleep(0.02)
    assert asked.over


@pytest.mark.parametrize("ask", QUESTIONS)
def test_every_question_has_an_answer_on_a_plan_with_something_missing(ask, store, solved):
    question = Question(ask, solved[0], 1, solved[1], ABOUT.get(ask, ()))
    parts = list(answered(Cases(store), question))
    assert parts[-1].end
    assert not parts[-1].error
    assert len(parts) > 1 or ask == "conflict"  # there is none
    for part in parts[:-1]:  # what arrives is what was sent, of the kind that was announced
        kind, _ = QUESTIONS[ask]
        arrived = wire.read(kind, wire.value(Part, wire.line(part)).value)
        assert isinstance(part.value, kind)
        assert same(arrived, part.value)
        assert arrived.sentence == part.value.sentence


def same(one, other) -> bool:
    """Whether two values are alike in every field, tables to the letter."""
    if isinstance(one, pd.DataFrame):
        return one.equals(other) and list(one.dtypes) == list(other.dtypes)
    if dataclasses.is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one)
        )
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def test_an_answer_that_makes_no_sense_is_an_error_of_ours_and_the_next_question_is_answered(
    store, solved, monkeypatch, caplog
):
    monkeypatch.setitem(QUESTIONS, "ladder", (Wish, QUESTIONS["ladder"][1]))  # whoever reads expects something else
    desk = Desk(store.address)
    asked = desk.ask(Question("ladder", *solved_as(solved), ("BEH",)))
    ends(asked)
    assert asked.error.startswith("The answer could not be taken in (KeyError")
    assert "Traceback" in caplog.text
    monkeypatch.undo()
    line = desk.quick[0]
    line.ask(again := Asked(asked.question))
    ends(again)
    assert (again.error, again.only.discipline) == ("", "BEH")
    desk.close()


def test_a_question_about_somebody_unknown_is_answered_in_a_sentence(store, solved):
    parts = list(answered(Cases(store), Question("why not", *solved_as(solved), ("999", "B2"))))
    assert [part.error for part in parts] == ["“999” is no person of this plan"]


def solved_as(solved) -> tuple[str, int, str]:
    return solved[0], 1, solved[1]


def test_an_edited_proposal_that_breaks_a_rule_is_told_which_rules_it_breaks(store, solved):
    placed = store.proposal(solved[1]).proposal.allocation
    placed = placed.assign(fte=placed["fte"].where(placed["person_id"] != "007", 90))
    checked = check(small.plan(), placed)
    edited = store.save_allocation(solved[1], placed, ANN, (), checked.breaches)
    (end,) = answered(Cases(store), Question("why", solved[0], 1, edited, ("007", "B2")))
    must = [str(breach) for breach in checked.breaches if breach.must]
    assert any("Gum Gorse" in breach for breach in must)
    assert all(breach in end.error for breach in must[:5])
    assert end.error.endswith("mend it, then ask again.")


def test_before_any_proposal_the_ladder_counts_who_could_be_placed(store, solved):
    part, end = answered(Cases(store), Question("ladder", solved[0], 1, "", ("BEH",)))
    assert (end.error, [rung.name for rung in part.value.rungs][-1]) == ("", "placed")


def test_what_is_known_of_a_proposal_serves_every_repair_of_it_whatever_version_the_facts_have(store, solved):
    cases = Cases(store)
    repairs = [Question("repair", solved[0], version, solved[1]) for version in (1, 2)]
    first = cases.of(repairs[0])
    assert first.partly and cases.of(repairs[1]) is first
    whole = cases.of(Question("why", solved[0], 1, solved[1]))
    assert not whole.partly and cases.of(repairs[1]) is whole
    assert cases.about(repairs[0])[0] is whole.plan  # built once


def test_a_process_that_is_killed_is_said_and_the_next_question_is_answered(store, solved):
    desk = Desk(store.address)
    first = desk.ask(Question("ladder", *solved_as(solved), ("BEH",)))
    ends(first)
    assert not first.error
    assert desk.ask(Question("ladder", *solved_as(solved), ("BEH",))) is first
    line = next(line for line in desk.quick if line.process)
    os.kill(line.process.pid, signal.SIGSTOP)
    second = desk.ask(Question("ladder", *solved_as(solved), ("UR",)))
    while line.busy is not second:
        time.sleep(0.01)
    os.kill(line.process.pid, signal.SIGABRT)
    os.kill(line.process.pid, signal.SIGCONT)
    ends(second)
    assert "SIGABRT" in second.error
    assert "Nothing is lost" in second.error
    again = desk.ask(Question("ladder", *solved_as(solved), ("UR",)))
    ends(again)
    assert not again.error
    assert again.only.discipline == "UR"
    desk.close()


def test_the_choice_among_equal_plans_is_a_line_of_the_log_with_its_reason(store, solved):
    store.choose(solved[1], ANN, "Team A1 is visited first")
    last = store.decisions(solved[0])[-1]
    assert (last.act, last.reason, last.proposal_id) == ("choose among equals", "Team A1 is visited first", solved[1])
    assert store.to_do(solved[0]) == []
    with pytest.raises(InputError):
        store.choose(solved[1], ANN, " ")
    with pytest.raises(NotAllowed):
        store.choose(solved[1], Who("Sam", Role.LEADER, ("A1",)), "I like it")


def test_on_somebodys_own_page_nobody_else_has_a_name():
    text = "Bay Beech (002) never works with Cam Cedar (003)"
    assert private(small.plan(), "002", text) == "Bay Beech (002) never works with somebody else"


def test_rules_that_cannot_hold_together_get_ways_out_before_there_is_any_proposal(store):
    facts = small.tables()
    facts["Teams"] = facts["Teams"].assign(size_min=[7, 0], size_max=[9, 4])
    plan = store.create_plan("Conflict", facts, ANN)
    part, end = answered(Cases(store), Question("conflict", plan, 1))
    assert not end.error
    assert "team_size" in [reason.rule for reason in part.value.reasons]
    assert part.value.ways
