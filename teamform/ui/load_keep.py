"""What is remembered from one import to the next: meanings of headings, answers, and lines seen before."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from teamform.plan.issues import Issue
from teamform.ui.load_draft import Draft, put_json
from teamform.workbook import Imported

MOST_SEEN = 100_000
"""Lines of a kind of file that are remembered as seen; the oldest are forgotten."""
FROM_A_COLUMN = ("column ", "first part of ")
"""Answers that point at a column hold for every file with these headings; others only for a file of that name."""
_lock = threading.Lock()


def known(place: Path) -> dict[str, Any]:
    """Everything that is remembered."""
    try:
        found = json.loads((place / "remembered.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    return {"tables": {}, "files": {}, "seen": {}} | (found if isinstance(found, dict) else {})


def mapping(place: Path) -> dict[str, Any]:
    """What is remembered about tables whatever their sheet is called, as a mapping for the next import."""
    return {"tables": [about for key, about in known(place)["tables"].items() if "|" not in key], "answers": {}}


def take_up(draft: Draft, found: Imported, place: Path) -> bool:
    """Settle in a draft what is remembered about its tables; says whether `mapping` alone doesn't say the same."""
    remembered, more = known(place), False
    draft.choices.places = [[t.fingerprint, t.file, t.sheet] for t in found.read]
    for read in found.read:
        key = _key(draft, read.fingerprint, read.file, read.sheet)
        about = remembered["tables"].get(key)
        named = remembered["files"].get(stem(read.file), {}).get(key)
        more = more or bool(named) or (key != read.fingerprint and bool(remembered["tables"]))
        if about is None and named is None:
            continue
        mine = draft.choices.table(read)
        mine.update({key: about[key] for key in ("table", "wide") if about and key in about})
        mine["columns"] = dict((about or {}).get("columns", {}))
        mine["answers"] = (about or {}).get("answers", {}) | (named or {})
        draft.choices.remembered += [[read.file, read.sheet, heading] for heading in mine["columns"]]
    return more


def _key(draft: Draft, fingerprint: str, file: str, sheet: str) -> str:
    """Under what a table is remembered: its headings, and its sheet where a file has the same headings twice."""
    same = [place for place in draft.choices.places if place[:2] == [fingerprint, file]]
    return f"{fingerprint}|{sheet}" if len(same) > 1 else fingerprint


def remember(draft: Draft, found: Imported, place: Path) -> None:
    """Remember what was settled about the tables of a draft, and which of its lines have been seen."""
    with _lock:
        all_known = known(place)
        for table in draft.choices.tables:
            key = _key(draft, table["fingerprint"], table["file"], table["sheet"])
            general = {k: v for k, v in table["answers"].items() if str(v).startswith(FROM_A_COLUMN)}
            special = {k: v for k, v in table["answers"].items() if k not in general}
            own = {k: table[k] for k in ("fingerprint", "table", "wide", "columns") if k in table}
            if own["columns"] or general or "table" in own:
                all_known["tables"][key] = own | {"answers": general}
            if special:
                all_known["files"].setdefault(stem(table["file"]), {})[key] = special
        for prints, marks in _marks(draft, found, found.issues).items():
            seen = dict.fromkeys([*all_known["seen"].get(prints, ()), *marks])
            all_known["seen"][prints] = list(seen)[-MOST_SEEN:]
        put_json(place / "remembered.json", all_known)


def seen_before(draft: Draft, found: Imported, place: Path) -> frozenset[int]:
    """The places in ``found.issues`` of lines that were there when such a file was last loaded."""
    seen = known(place)["seen"]
    prints = _prints(draft, found)
    marks = {place: set(seen.get(key, ())) for place, key in prints.items()}
    return frozenset(
        n for n, issue in enumerate(found.issues) if _mark(issue, draft) in marks.get(_sheet(draft, issue), ())
    )


def stem(file: str) -> str:
    """The name of a file without figures and its ending, by which next month's file is known again."""
    return re.sub(r"[^a-z]+", "", file.rpartition(".")[0].casefold() or file.casefold())


def _prints(draft: Draft, found: Imported) -> dict[tuple[str, str], str]:
    """The fingerprints of the tables of each sheet."""
    prints: dict[tuple[str, str], str] = {}
    for table in found.read:
        place = (table.file, table.sheet)
        prints[place] = f"{prints[place]}+{table.fingerprint}" if place in prints else table.fingerprint
    return prints


def _sheet(draft: Draft, issue: Issue) -> tuple[str, str]:
    return issue.file or draft.files[0], issue.sheet


def _marks(draft: Draft, found: Imported, issues: Iterable[Issue]) -> dict[str, list[str]]:
    prints, marks = _prints(draft, found), dict[str, list[str]]()
    for issue in issues:
        key = prints.get(_sheet(draft, issue))
        if key:
            marks.setdefault(key, []).append(_mark(issue, draft))
    return marks


def _mark(issue: Issue, draft: Draft) -> str:
    """A short mark of a line, whatever its row and the names of the files; nothing can be read from it."""
    text = f"{issue.severity}|{issue.by}|{issue.column}|{issue.found}|{issue.why}"
    for file in draft.files:
        text = text.replace(file, "")
    return hashlib.sha256(text.encode()).hexdigest()[:10]
