"""Reasons as tables for a workbook: one sheet for each kind of answer, its sentence and its figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from teamform.explain import Case, Ladder, ladder
from teamform.rules import Checked, rules_of
from teamform.team.reach import MANY, places
from teamform.workbook.headers import REASONS

KINDS = dict(zip((
    "Ladder", "Short", "Why", "Choices", "Price", "StopList", "WaysOut", "Clash", "Dial", "Worth", "Depth",
    "SingleHolder", "Stress", "EqualPlan", "Repair", "OwnWords",
), REASONS, strict=True))  # fmt: skip
"""The sheet of each kind of reason."""
MOST = 500_000
"""Up to so many possible placements a written proposal has its supply ladders."""


def ladders(checked: Checked | None) -> Mapping[str, pd.DataFrame]:
    """The supply ladders of all disciplines that are asked for, as the sheet that goes with every proposal.

    Nothing for a proposal that breaks a rule, or that has too many possible placements for it to be quick.
    """
    if checked is None or not checked.allowed or len(checked.program.candidates) > MOST:
        return {}
    plan = checked.program.plan
    if places(plan) > MANY:
        return {}
    case = Case(plan, rules_of(plan), checked.program, checked.x, ())
    asked = dict.fromkeys(plan.demand["discipline"])
    return sheets(ladder(case, discipline) for discipline in asked)


def sheets(reasons: Iterable[Any]) -> Mapping[str, pd.DataFrame]:
    """Reasons of any kind, each in the sheet of its kind."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for reason in reasons:
        rows.setdefault(KINDS[type(reason).__name__], []).extend(_rows(reason))
    return {name: pd.DataFrame(lines) for name, lines in rows.items()}


def _rows(reason: Any) -> Iterator[dict[str, Any]]:
    if isinstance(reason, Ladder):
        yield from _rungs(reason)
        return
    for part in getattr(reason, "choices", ()) or getattr(reason, "ways", ()) or (reason,):
        yield {"in words": part.sentence, **_figures(part)} | ({} if part is reason else {"answer to": reason.sentence})


def _rungs(climbed: Ladder) -> Iterator[dict[str, Any]]:
    """A rung a row, with what is left on it, and a row for each rule that takes something on the way there."""
    for rung in climbed.rungs:
        for loss in rung.losses:
            yield {"discipline": climbed.discipline, "rung": rung.name, "rule": loss.rule.replace("_", " "),
                   "lost": loss.fte, "left": None, "people": loss.people, "in words": loss.words}  # fmt: skip
        yield {"discipline": climbed.discipline, "rung": rung.name, "rule": "", "lost": None, "left": rung.fte,
               "people": None, "in words": ""}  # fmt: skip
    yield {"discipline": climbed.discipline, "rung": "unmet", "rule": "", "lost": None, "left": climbed.unmet,
           "people": None, "in words": climbed.sentence}  # fmt: skip


def _figures(reason: Any) -> dict[str, Any]:
    """The fields of a reason that are figures, texts, or lists of what has a sentence."""
    found: dict[str, Any] = {}
    for field in dataclasses.fields(reason):
        value = getattr(reason, field.name)
        name = field.name.replace("_", " ")
        if field.name == "sentence" or isinstance(value, pd.DataFrame):
            continue
        if isinstance(value, bool):
            found[name] = "yes" if value else "no"
        elif isinstance(value, str | int | float):
            found[name] = value
        elif isinstance(value, Mapping):
            found[name] = "; ".join(f"{key} {figure:g}" for key, figure in value.items())
        elif isinstance(value, tuple):
            found[name] = "; ".join(_said(part) for part in value)
        elif hasattr(value, "who"):
            found[name] = str(value)
        elif hasattr(value, "words"):
            found[name] = value.words
    return found


def _said(part: Any) -> str:
    """One part of a reason in words."""
    for name in ("sentence", "words"):
        if hasattr(part, name):
            return str(getattr(part, name))
    return str(part)
