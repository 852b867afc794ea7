"""Mode adviser: five questions, a leadership mode, and the reasons; always to be overruled by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from teamform.plan.lists import MODES

Votes = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A question with its answers: each speaks for some modes, for a reason."""

    name: str
    text: str
    answers: Mapping[str, tuple[str, Votes, str]]
    """By key: what the answer reads, the modes it speaks for, and why."""


QUESTIONS: Final = (
    Question("levers", "Who holds the levers?", {
        "central": ("Central government", ("problem_solver", "funder"), "the levers are in central hands"),
        "local": ("Local bodies or partners", ("enabler", "standing_back"),
                  "others hold the levers, so the centre clears the path or steps aside"),
        "shared": ("Nobody alone", ("convenor",), "nobody can pull the levers alone, so somebody brings them together"),
    }),
    Question("closest", "Who is closest to the problem?", {
        "central": ("A department", ("problem_solver",), "a department sees the problem at first hand"),
        "local": ("Places, partners or communities", ("enabler", "standing_back"),
                  "those closest to the problem are outside the centre"),
        "many": ("Many, each a part", ("convenor",), "many see a part of the problem, and nobody the whole"),
    }),
    Question("answer", "Is the answer known?", {
        "known": ("Yes, it has to be done", ("funder", "standing_back", "problem_solver"),
                  "the answer is known, so it needs hands or money rather than a search"),
        "unknown": ("No, it has to be found", ("enabler", "convenor"),
                    "the answer has to be found by trying, close to where it must work"),
    }),
    Question("money", "Where is the money?", {
        "ours": ("With us", ("funder", "problem_solver"), "the money is central"),
        "theirs": ("With them", ("standing_back", "enabler"), "the money is theirs"),
        "shared": ("In several budgets", ("convenor",), "several budgets have to be joined"),
    }),
    Question("speed", "How fast must it be?", {
        "weeks": ("Weeks", ("problem_solver",), "it can't wait for others to be won over"),
        "months": ("Months", ("enabler", "convenor"), "there is time to work with others"),
        "years": ("Years", ("standing_back", "funder"), "there is time for others to grow into it"),
    }),
)  # fmt: skip


@dataclass(frozen=True)
class Advice:
    """A suggested mode, the next best, and what spoke for the first."""

    mode: str
    second: str
    reasons: tuple[str, ...]
    votes: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """The suggestion with its reasons."""
        return f"{_words(self.mode)}, because {'; '.join(self.reasons)}. Next best: {_words(self.second)}."


def advise(answers: Mapping[str, str]) -> Advice:
    """Suggest a leadership mode from the answers by question; questions left open don't count.

    Raises KeyError for an answer that isn't offered.
    """
    given = [question.answers[answers[question.name]] for question in QUESTIONS if answers.get(question.name)]
    votes = {mode: sum(mode in speaks for _, speaks, _ in given) for mode in MODES}
    mode, second, *_ = sorted(MODES, key=lambda mode: -votes[mode])
    return Advice(mode, second, tuple(why for _, speaks, why in given if mode in speaks), votes)


def overruled(advice: Advice, chosen: str, reason: str) -> str:
    """The line for the log of decisions when people choose a mode, suggested or not."""
    if chosen == advice.mode:
        return f"Leadership mode {_words(chosen)}, as suggested: {reason}"
    return f"Leadership mode {_words(chosen)} instead of the suggested {_words(advice.mode)}: {reason}"


def _words(mode: str) -> str:
    return mode.replace("_", " ")
