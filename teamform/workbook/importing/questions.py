"""What can't be known from the files: asked at most once a file, or assumed for all files and said so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from teamform.workbook.recognising.recognised import Recognised

SHEET_NAME = "name of the sheet"
"""An answer: each sheet of the file is called like the organisation of its people."""


@dataclass(frozen=True)
class Question:
    """Something only a person knows.

    ``answer`` is what was answered, or else what is taken meanwhile; ``answered`` says which.
    An assumption is a question about all files that may stay open: what is taken meanwhile is a sensible thing.
    """

    name: str
    """organisation, available_share or pools: where the answer goes in a mapping."""
    file: str
    """The file that it is about; blank: all files, an assumption."""
    sheet: str
    """The sheet that it is about; blank: all of the file."""
    text: str
    choices: tuple[str, ...]
    """Suggestions; any other text will do, unless the question says otherwise."""
    answer: str
    answered: bool


def organisation(found: Recognised, answers: Mapping[str, Any], known: Sequence[str]) -> Question | None:
    """Ask for the home organisation of a file of people that doesn't say it."""
    if found.column("organisation") is not None or "organisation" in found.table.headings.values():
        return None
    parts = [f"first part of {m.heading}" for m in found.matches
             if m.field in ("cost_centre", "directorate") and _coded(found, m.column)]  # fmt: skip
    columns = [f"column {m.heading}" for m in found.matches if m.field == "directorate"]
    if parts and found.profile != "Workday":
        columns, parts = [*columns, *parts], []
    given = str(answers.get("organisation") or "")
    text = "Which organisation do the people of this file belong to? Give its code, or the column that says it."
    return Question("organisation", found.table.file, found.table.sheet, text, (*parts, *columns, *known[:30]), given,
                    bool(given))  # fmt: skip


def once_a_file(questions: Sequence[Question]) -> tuple[Question, ...]:
    """One question for all sheets of a file; it is answered when it is answered for each of them."""
    by_file: dict[str, list[Question]] = {}
    for question in questions:
        by_file.setdefault(question.file, []).append(question)
    return tuple(some[0] if len(some) == 1 else _together(some) for some in by_file.values())


def _together(some: Sequence[Question]) -> Question:
    answers = {question.answer for question in some}
    choices = dict.fromkeys([SHEET_NAME, *(choice for question in some for choice in question.choices)])
    return replace(some[0], sheet="", choices=tuple(choices), answer=answers.pop() if len(answers) == 1 else "",
                   answered=all(question.answered for question in some))  # fmt: skip


def _coded(found: Recognised, column: int) -> bool:
    """Whether most cells begin with a short code in capitals."""
    texts = [str(value) for value in found.table.values(column) if value is not None]
    return bool(texts) and sum(bool(re.match(r"[A-Z]{2,6}\s*-", text)) for text in texts) >= 0.8 * len(texts)


def available_share(files: Sequence[str], answers: Mapping[str, Any]) -> Question:
    """Assume how much of their contract people offer, where no column says it."""
    given = answers.get("available_share")
    text = "Share of their contracted FTE that people offer to missions, in per cent. No column says it in: "
    return Question("available_share", "", "", text + ", ".join(files) + ".", ("100", "50", "40", "20"),
                    f"{given if given is not None else 100:g}", given is not None)  # fmt: skip


def pools(files: Sequence[str], answers: Mapping[str, Any]) -> Question:
    """Assume that pools of posts are listed apart, unless they shall become posts."""
    given = str(answers.get("pools") or "")
    text = "Pools of posts are listed apart, or become single posts that can be planned with. In: "
    return Question("pools", "", "", text + ", ".join(files) + ".", ("apart", "posts"), given or "apart", bool(given))
