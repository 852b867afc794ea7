"""Reading XML with a hand on the brake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from teamform.workbook.door import limits
from teamform.workbook.door.package import Readable
from teamform.workbook.door.refused import Refused

Attributes = dict[str, str]
CHUNK = 2**16
LONGEST_MARK = 2**21
"""Bytes of one mark of XML: longer ones are looked through again and again, which takes ages."""
AGAIN = "open it in a spreadsheet program and save it again."


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(":")[2]


def parse(
    source: Readable,
    part: str,
    start: Callable[[str, Attributes], Any],
    end: Callable[[str], Any],
    text: Callable[[str], Any],
) -> None:
    """Walk through an XML part; refuses document types, and so every entity that a file could define."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    marks = fed = 0
    try:
        while chunk := source.read(CHUNK):
            marks += chunk.count(b"<")
            if marks > limits.ELEMENTS:
                raise Refused(f"Its part {part} holds more than is read: split it into smaller files.")
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_MARK:
                raise Refused(f"Its part {part} holds a mark longer than any spreadsheet program writes: {AGAIN}")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(f"Its part {part} is damaged (line {error.lineno}): {AGAIN}") from None
    except (LookupError, ValueError):  # letters coded in a way that nobody knows
        raise Refused(f"Its part {part} is damaged: {AGAIN}") from None


def _no_document_type(*_: Any) -> None:
    raise Refused("It defines a document type, which no spreadsheet program writes: it isn't opened.")


def nothing(*_: object) -> None:
    """For the parts of a walk that don't matter."""
