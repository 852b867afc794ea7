"""What the door says when it doesn't open."""

from __future__ import annotations


class Refused(Exception):
    """The file isn't opened; the text is a sentence that says why and what to do."""
