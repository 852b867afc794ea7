"""What is never kept: columns about protected characteristics, pay, health, contacts and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from teamform.workbook.spellings import squeezed, words

NEAR = 88
"""From this likeness on a heading counts as a misspelt private one: in doubt a column is dropped."""
ENOUGH = 0.6
"""Share of a column's values that must look private."""


@cache
def whole() -> frozenset[str]:
    """Headings, squeezed, that are private as they stand."""
    dropped, more = words("synonyms")["_drop_always"], words("private")["whole"]
    return frozenset(squeezed(heading) for heading in (*dropped["v"], *dropped["m"], *more))


@cache
def _clues() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    found = words("private")
    single = frozenset(word for word in found["words"] if " " not in word)
    pairs = tuple(f" {word} " for word in found["words"] if " " in word)
    return single, pairs, tuple(f" {word} " for word in found["cleared_by"])


def heading_is_private(heading: str, known: bool = False) -> bool:
    """Whether a heading names something that is never kept; ``known`` headings are not compared loosely."""
    key = squeezed(heading)
    if not key:
        return False
    if key in whole():
        return True
    single, pairs, cleared = _clues()
    spelled = " ".join(["", *_words(heading), ""])
    for words_ in cleared:
        spelled = spelled.replace(words_, "  ")
    if set(spelled.split()) & single or any(pair in spelled for pair in pairs):
        return True
    if known or len(key) < 5:
        return False
    long = [word for word in (*whole(), *single) if len(word) >= 5]
    return process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=NEAR) is not None


def _words(heading: str) -> list[str]:
    """The words of a heading, whether they are parted by spaces, signs or capitals."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", heading)
    return re.sub(r"[\W_]+", " ", parted).casefold().split()


def values_are_private(values: Sequence[Any]) -> str:
    """What private thing most of these values are; blank if none."""
    texts = [str(value).strip() for value in values[:500] if isinstance(value, str)]
    if len(texts) < 2 and len(texts) < len(values):
        return ""
    for name, pattern in words("private")["values"].items():
        fit = sum(bool(re.fullmatch(pattern, text)) for text in texts)
        if texts and fit >= ENOUGH * len(texts):
            return str(name)
    return ""
