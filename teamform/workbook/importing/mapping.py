"""What a planner has settled about files: meanings of headings, answers, own synonyms; kept as JSON and found again."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from teamform.errors import InputError
from teamform.plan.sheets import SHEETS
from teamform.workbook.recognising.table import Table
from teamform.workbook.recognising.words import SOURCE_FIELDS


@dataclass(frozen=True)
class Settled:
    """A mapping: of tables, by the fingerprint of their headings or by file and sheet; and answers for all files."""

    tables: tuple[Mapping[str, Any], ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    synonyms: Mapping[str, list[str]] = field(default_factory=dict)

    def of(self, table: Table) -> Mapping[str, Any]:
        """What is settled about a table: of several with the same headings, its own goes first."""
        named = [t for t in self.tables if t.get("fingerprint") == table.fingerprint]
        named.sort(key=lambda t: (t.get("sheet") != table.sheet, t.get("file") != table.file))
        placed = [t for t in self.tables if "fingerprint" not in t and t.get("file") in (None, table.file)
                  and t.get("sheet") in (None, table.sheet)]  # fmt: skip
        return next(iter((*named, *placed)), {})

    def as_json(self) -> dict[str, Any]:
        """The mapping as a document."""
        return {
            "tables": [dict(t) for t in self.tables],
            "answers": dict(self.answers),
            "synonyms": dict(self.synonyms),
        }


def settled(source: Mapping[str, Any] | str | os.PathLike[str] | Settled | None) -> Settled:
    """A mapping from a document or its file; raises InputError, with a sentence, for one that makes no sense."""
    if source is None:
        return Settled()
    if isinstance(source, Settled):
        return source
    if not isinstance(source, Mapping):
        try:
            source = json.loads(Path(source).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"The mapping “{Path(str(source)).name}” can't be read: {error}.") from None
    if not isinstance(source, Mapping) or not isinstance(source.get("tables", []), list):
        raise InputError("A mapping is a JSON object with “tables”, “answers” and “synonyms”.")
    for table in source.get("tables", []):
        _check(table)
    return Settled(tuple(source.get("tables", [])), source.get("answers", {}), source.get("synonyms", {}))


def _check(table: Mapping[str, Any]) -> None:
    name = table.get("table", "")
    if name and name not in SHEETS:
        raise InputError(f"The mapping names a table “{name}”: use one of {', '.join(SHEETS)}.")
    known = {*SOURCE_FIELDS, *(SHEETS[name].by_name if name else {c for s in SHEETS.values() for c in s.by_name})}
    for heading, meaning in table.get("columns", {}).items():
        if meaning is not None and meaning not in known:
            raise InputError(f"The mapping reads “{heading}” as “{meaning}”: use one of {', '.join(sorted(known))}, "
                             "or null for a column that isn't read.")  # fmt: skip
