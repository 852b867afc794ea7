"""Making text harmless: characters that nobody sees or that deceive are taken out, and that is said."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n\v\f]+")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_LOOK_ALIKE: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеорсухіјѕԁһ" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" "ο",
    "ABESIJKMHOPCTXYaeopcyxijsdh" "ABEZHIKMNOPTYX" "o",
)  # fmt: skip


def plain(text: str) -> str:
    """The text in one usual form, without unseen characters and without spaces around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = _UNSEEN.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", "".join(c for c in seen if not 0xD800 <= ord(c) < 0xE000)).strip()


def cleaned(text: str) -> tuple[str, str] | None:
    """What `plain` changes in the text: the kind of change, and in words; None if nothing."""
    if plain(text) == text:
        return None
    if _UNSEEN.search(text):
        return ("unseen characters", "unseen characters taken out")
    if _SPACES.search(text) or text != text.strip():
        return ("spaces", "spaces around it or of a special kind replaced")
    return ("accents", "accents written in the usual way")


_LIVE = re.compile(r"=|@\w|[+-][A-Za-z]|<[A-Za-z/!]|\]\(\w+:|javascript:", re.IGNORECASE)


def suspicious(text: str, longest: int) -> str:
    """What makes a text look like something else than a name; blank if nothing does. It stays text all the same."""
    if len(text) > longest:
        return f"It has {len(text):,} letters, far more than are usual here."
    live = _LIVE.match(text) or re.search(r"<[A-Za-z/!][^>]*>|\]\(\w+:", text)
    return "It looks like a formula or markup; it is kept as plain text and does nothing." if live else ""


def unlike(text: str) -> str:
    """The text with Cyrillic and Greek letters that look like Latin ones replaced, where it mixes alphabets."""
    if text.isascii() or not re.search(r"[A-Za-z0-9]", text):
        return text
    latin = text.translate(_LOOK_ALIKE)
    rest = [c for c in latin if c.isalpha() and not unicodedata.name(c, "LATIN").startswith("LATIN")]
    return text if rest else latin
