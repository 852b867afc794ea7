"""What is worked out about a proposal is kept with that proposal, and with no other."""

from __future__ import annotations

from typing import Any, cast

from teamform.plan.sheets import SHEETS
from teamform.ui.answers import Answer, once


def _answer() -> Answer:
    return Answer(cast(Any, None), cast(Any, None))


def test_each_question_about_a_proposal_is_worked_out_once_and_not_for_another_proposal():
    asked = []

    @once
    def told(found: Answer, team: str) -> str:
        asked.append((found, team))
        return f"{team} {len(asked)}"

    first, second = _answer(), _answer()
    said = [told(first, "T1"), told(first, "T1"), told(first, "T2"), told(second, "T1"), told(first, "T1")]
    assert said == ["T1 1", "T1 1", "T2 2", "T1 3", "T1 1"]


def test_two_questions_with_the_same_words_have_answers_of_their_own():
    found = _answer()
    assert once(lambda _, team: f"who is on {team}")(found, "T1") == "who is on T1"
    assert once(lambda _, team: f"what {team} lacks")(found, "T1") == "what T1 lacks"


def test_an_empty_table_that_somebody_fills_stays_empty_for_everybody_else():
    mine = SHEETS["Pins"].empty()
    mine.loc[0, "person_id"] = "P1"
    mine["new"] = ""
    assert SHEETS["Pins"].empty().empty and "new" not in SHEETS["Pins"].empty()
