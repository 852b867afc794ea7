"""Making text harmless: characters that nobody sees or that deceive are taken out, and that is said."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n\v\f]+")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def plain(text: str) -> str:
    """The text in one usual form, without unseen characters and without spaces around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    seen = _UNSEEN.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", "".join(c for c in seen if not 0xD800 <= ord(c) < 0xE000)).strip()


def cleaned(text: str) -> str:
    """What `plain` changes in the text, in words; blank if nothing."""
    if plain(text) == text:
        return ""
    if _UNSEEN.search(text):
        return "unseen characters taken out"
    return "spaces around it or of a special kind replaced" if _SPACES.search(text) or text != text.strip() else (
        "accents written in the usual way")  # fmt: skip
