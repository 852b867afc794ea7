"""The parts of an .xlsx file around its sheets: which sheets there are, shared texts, number formats."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from teamform.workbook.door import limits
from teamform.workbook.door.formats import PLAIN, shown
from teamform.workbook.door.markup import Attributes, local, nothing, parse
from teamform.workbook.door.package import Package
from teamform.workbook.door.refused import Refused

SPLIT = "split it into smaller files."
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Book:
    """What the parts around the sheets say."""

    sheets: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, state and relationship of each sheet."""
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Kind and part of each relationship."""
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False
    filled: int = 0
    """Filled cells of the sheets so far."""
    letters: int = 0
    """Letters in their texts so far."""

    def count(self, letters: int) -> None:
        """Count a filled cell; refuses a file that holds too much."""
        self.filled += 1
        self.letters += letters
        if self.filled > limits.CELLS or self.letters > limits.ALL_TEXT:
            raise Refused(f"It has more than {limits.CELLS:,} filled cells, or more text than is read: {SPLIT}")


def book_of(package: Package) -> Book:
    """What the parts around the sheets say."""
    book = Book()
    main = _main_part(package)
    folder = posixpath.dirname(main)
    links = posixpath.join(folder, "_rels", posixpath.basename(main) + ".rels")

    def start(name: str, attributes: Attributes) -> None:
        match local(name):
            case "sheet":
                relation = next((v for k, v in attributes.items() if local(k) == "id"), "")
                book.sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), relation))
                if len(book.sheets) > limits.SHEETS:
                    raise Refused(f"It has more than {limits.SHEETS} sheets: {SPLIT}")
            case "workbookPr":
                book.since_1904 = attributes.get("date1904", "0") in ("1", "true")

    with package.open(main) as source:
        parse(source, main, start, nothing, nothing)
    kinds = {}
    for relation, kind, target in _relations(package, links):
        path = unquote(target).replace("\\", "/")
        path = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
        book.parts[relation] = (kind, path)
        kinds[kind] = path
    if kinds.get("styles", "") in package:
        book.formats = _formats(package, kinds["styles"])
    if kinds.get("sharedStrings", "") in package:
        book.texts = _texts(package, kinds["sharedStrings"])
    return book


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for _, kind, target in _relations(package, "_rels/.rels"):
            if kind == "officeDocument":
                return unquote(target).replace("\\", "/").lstrip("/")
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise Refused("It is a zip file, but no workbook: unpack it first, or save it as .xlsx from a spreadsheet program.")


def _relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    """Id, kind and target of the relationships that stay inside the file."""
    found = []

    def start(name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))

    if part in package:
        with package.open(part) as source:
            parse(source, part, start, nothing, nothing)
    return found


def _formats(package: Package, part: str) -> list[str]:
    """How each cell style shows a number: as a date, with leading zeros, or plainly."""
    codes: dict[int, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        match local(name):
            case "numFmt":
                if attributes.get("numFmtId", "").isdigit():
                    codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            case "cellXfs":
                inside = True
            case "xf" if inside:
                number = attributes.get("numFmtId", "0")
                styles.append(shown(int(number), codes.get(int(number), "")) if number.isdigit() else PLAIN)
                if len(styles) > 100_000:
                    raise Refused("It holds more cell styles than any spreadsheet program writes.")

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and local(name) != "cellXfs"

    with package.open(part) as source:
        parse(source, part, start, end, nothing)
    return styles


def _texts(package: Package, part: str) -> list[str]:
    """The shared texts, in order."""
    texts: list[str] = []
    pieces: list[str] = []
    total, phonetic, inside = 0, 0, False

    def start(name: str, _: Attributes) -> None:
        nonlocal phonetic, inside
        match local(name):
            case "si":
                pieces.clear()
            case "rPh":
                phonetic += 1
            case "t":
                inside = not phonetic

    def end(name: str) -> None:
        nonlocal phonetic, inside, total
        match local(name):
            case "si":
                text = unescaped("".join(pieces))
                total += len(text)
                texts.append(text)
                if total > limits.ALL_TEXT or len(texts) > limits.TEXTS:
                    raise Refused("It holds more text than is read: split it into smaller files.")
            case "rPh":
                phonetic -= 1
            case "t":
                inside = False

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    with package.open(part) as source:
        parse(source, part, start, end, text)
    return texts


def unescaped(text: str) -> str:
    """The text without the escapes that the format uses for control characters."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
