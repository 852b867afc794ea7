"""What is never kept: columns about protected characteristics, pay, health, contacts and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from teamform.workbook.spellings import squeezed, words

NEAR = 88
"""From this likeness on a heading counts as a misspelt private one: in doubt a column is dropped."""
ENOUGH = 0.6
"""Share of a column's values that must look private."""
TAKEN_OUT = "(not kept)"
"""What stands where something private stood."""


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
    if not known and re.search(r"[£$€]", heading):
        return True
    if known or len(key) < 5:
        return False
    long = [word for word in (*whole(), *single) if len(word) >= 5]
    return process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=NEAR) is not None


def _words(heading: str) -> list[str]:
    """The words of a heading, whether they are parted by spaces, signs or capitals."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", heading)
    return re.sub(r"[\W_]+", " ", parted).casefold().split()


def values_are_private(values: Sequence[Any], known: bool = False) -> str:
    """What private thing most of these values are; blank if none. Under a ``known`` heading only few things are."""
    found = words("private")
    texts = [str(value).strip() for value in values[:500] if isinstance(value, str | datetime)]
    if len(texts) < 2 and len(texts) < len(values):
        return ""
    for name, pattern in found["values"].items():
        fits = [text for text in texts if re.fullmatch(pattern, text)]
        enough = texts and len(fits) >= ENOUGH * len(texts) and len(texts) >= ENOUGH * len(values[:500])
        if enough and (name in found["always"] or not known) and (
                name not in found["several"] or len(set(map(str.casefold, fits))) > 1):  # fmt: skip
            return str(name)
    return ""


@cache
def _in_text() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]], re.Pattern[str]]:
    found = words("private")
    notes = "|".join(re.escape(word) for word in found["in_notes"])
    kinds = [(kind, re.compile(pattern)) for kind, pattern in found["in_text"].items()]
    return re.compile(r"@|[A-Z]{2}\s?\d{2}"), kinds, re.compile(rf"\b(?:{notes})\b", re.IGNORECASE)


@lru_cache(100_000)
def taken_out(text: str, a_note: bool) -> tuple[str, str] | None:
    """The text without what is never kept, and what that was; None if there is nothing of the kind.

    Numbers and addresses are taken out of any cell; ``a_note`` that speaks of health or the like goes as a whole.
    """
    quickly, kinds, notes = _in_text()
    if a_note and notes.search(text):
        return TAKEN_OUT, "A note about health, pay or another private matter stood here; it isn't kept."
    if len(text) < 6 or not quickly.search(text):
        return None
    rest, gone = text, []
    for kind, pattern in kinds:
        cleared = pattern.sub(TAKEN_OUT, rest)
        gone += [kind] if cleared != rest else []
        rest = cleared
    return (rest, f"{' and '.join(gone)} stood here; it isn't kept.") if gone else None
