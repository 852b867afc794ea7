"""Other ways to write the fixed words: grades, clearances, and the words of every list."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from teamform.workbook.unusable import Read

WORDS = Path(__file__).parent / "words"


@cache
def words(name: str) -> dict[str, Any]:
    """The words kept as data under that name."""
    found: dict[str, Any] = json.loads((WORDS / f"{name}.json").read_text(encoding="utf-8"))
    return {key: value for key, value in found.items() if key != "_about"}


@lru_cache(100_000)
def squeezed(text: str) -> str:
    """Only the letters and digits, in lower case: how spellings are compared."""
    return re.sub(r"[\W_]+", "", text).casefold()


@cache
def _known(column: str) -> dict[str, str]:
    lists = words("spellings").get(column, {})
    return {squeezed(other): word for word, others in lists.items() for other in others}


def choice_of(column: str, choices: tuple[str, ...], text: str) -> str:
    """The one of ``choices`` that a text means; blank if none."""
    key = squeezed(text)
    own = next((choice for choice in choices if squeezed(choice) == key), "")
    other = _known(column).get(key, "")
    return own or (other if other in choices else "")


_GRADES: Final = (
    (r"aa|ao|aa/?ao|ao/?aa|admin(istrative)? (officer|assistant)|admin off", "AA/AO"),
    (r"eo|exec(utive)? off(icer)?", "EO"),
    (r"heo|heo[ -]?\(?d\)?|higher exec(utive)? off(icer)?( \(?d(evelopment)?\)?)?", "HEO"),
    (r"seo|senior exec(utive)? off(icer)?", "SEO"),
    (r"(g|gr|grade) ?(7|vii|seven)|7", "G7"),
    (r"(g|gr|grade) ?(6|vi|six)|6", "G6"),
    (r"scs ?(pb|pay ?band|band)? ?1a?|pb ?1|deputy director|dd", "SCS1"),
    (r"scs ?(pb|pay ?band|band)? ?2|pb ?2|director", "SCS2"),
    (r"scs ?(pb|pay ?band|band)? ?3|pb ?3|director general|dg", "SCS3"),
)
_PLACE = re.compile(r"[\s,\-(]+(inner |outer )?(london|national|regional?)( weighting)?\)?$| ?\((l|n|o|ol|il|r)\)$")
_ORDER: Final = ("AA/AO", "EO", "HEO", "SEO", "G7", "G6", "SCS1", "SCS2", "SCS3")


def grade_of(text: str) -> Read | None:
    """The civil-service grade that a text means, and how it was found; None for another scale."""
    bare = re.sub(r"[._]+", " ", text.casefold()).strip()
    bare = re.sub(r"\s+", " ", _PLACE.sub("", bare))
    if found := _one_grade(bare):
        return Read(found, f"read as {found}" if found != text else "", by="grade")
    inside = re.fullmatch(r"[a-z]\d \((.+)\)", bare)
    if inside and (found := _one_grade(inside[1])):
        return Read(found, f"read as {found}", by="grade")
    twice = re.fullmatch(r"(.+?) ?\((.+)\)", bare)
    if twice and (found := _one_grade(twice[1])) and found == _one_grade(twice[2]):
        return Read(found, f"read as {found}", by="grade")
    parts = [_one_grade(part.strip()) for part in re.split(r"\s*/\s*|\s+to\s+|\s*-\s*", bare)]
    if len(parts) == 2 and all(parts):
        lower = min(parts, key=_ORDER.index)
        return Read(lower, check=f"two grades are given; the lower, {lower}, is used", by="grade")
    return None


def _one_grade(text: str) -> str:
    return next((grade for pattern, grade in _GRADES if re.fullmatch(pattern, text)), "")


_CLEARANCES: Final = (
    ("DV", r"\be?dv\b|developed vetting"),
    ("SC", r"\bsc\b|security (check|cleared|clearance)"),
    ("CTC", r"\bctc\b|counter[ -]?terror\w* check"),
    ("BPSS", r"\bbpss\b|\bbaseline\b"),
    ("none", r"^(none|nil|no|no clearance|not cleared|uncleared)$"),
)
_COMING = re.compile(r"in progress|pending|applied|awaiting|expected|in process|submitted|to be|renewal")
_GONE = re.compile(r"expired|lapsed|withdrawn|revoked|refused|denied|failed|suspended")
_ENDS = re.compile(r"(?:exp(?:iry|ires|iring|\.)?|until|valid to|to|ends?)[\s:.]*([\d/.\- ]+\d|\w{3,9} \d{2,4})")


def clearance_of(text: str) -> tuple[str, str, str] | None:
    """Held, applied for, and when it ends, from one cell; None if it doesn't say which one clearance."""
    bare = re.sub(r"[_]+", " ", text.casefold()).strip()
    named = [name for name, pattern in _CLEARANCES if re.search(pattern, bare)]
    if len(named) != 1:
        return None
    level = named[0]
    if _GONE.search(bare):
        return ("none", "", "")
    if _COMING.search(bare):
        return ("", level, "")
    ends = _ENDS.search(bare)
    return (level, "", ends[1].strip() if ends else "")
