"""The health of the data: everything that was found, as one document, and the sentence to send to its owner."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import Any

from teamform.plan.issues import Issue, Severity
from teamform.workbook.importing.imported import Imported, TableRead


def health(imported: Imported) -> dict[str, Any]:
    """Everything about an import, ready for `json.dumps`; FTE in natural units."""
    counts = Counter(str(issue.severity) for issue in imported.issues)
    return {
        "result": "imported" if imported.pools or any(map(len, imported.tables.values())) else "refused",
        "message": summary(imported),
        "plan": imported.plan is not None,
        "files": [{"name": name, "result": "refused" if name in imported.refused else "read",
                   "message": imported.refused.get(name, "")} for name in imported.files],
        "tables": [_table(table) for table in imported.read],
        "counts": _counts(imported),
        "severities": {str(severity): counts[str(severity)] for severity in Severity},
        "questions": [asdict(question) for question in imported.questions],
        "assumptions": [asdict(assumption) for assumption in imported.assumptions],
        "guesses": [asdict(guess) for guess in imported.guesses],
        "suggestions": [asdict(suggestion) for suggestion in imported.suggestions],
        "dropped_columns": [asdict(column) for column in imported.dropped],
        "pools": {"rows": len(imported.pools), "fte": round(sum(pool.fte for pool in imported.pools), 2)},
        "issues": [as_json(issue, imported) for issue in imported.issues],
        "mapping": dict(imported.mapping),
    }  # fmt: skip


def _table(table: TableRead) -> dict[str, Any]:
    """A table that was found; of columns that aren't read no value is shown."""
    columns = [asdict(column if column.field else replace(column, first="")) for column in table.columns]
    return asdict(replace(table, columns=())) | {"columns": columns}


def as_json(issue: Issue, imported: Imported) -> dict[str, Any]:
    """An issue with its place, its severity and one message."""
    only = imported.files[0] if len(imported.files) == 1 else ""
    return {
        "file": issue.file or only, "sheet": issue.sheet, "row": issue.row, "column": issue.column,
        "severity": str(issue.severity), "message": " ".join(filter(None, (issue.why, issue.action))),
        "found": issue.found, "became": issue.became, "by": issue.by, "why": issue.why, "action": issue.action,
    }  # fmt: skip


def _counts(imported: Imported) -> dict[str, Any]:
    found: dict[str, Any] = {name: len(table) for name, table in imported.tables.items() if len(table)}
    people, demand = imported.tables.get("People"), imported.tables.get("Demand")
    if people is not None:
        found["fte_contracted"] = int(people["contract_fte"].fillna(100).sum()) / 100
        found["fte_offered"] = int(people["available_fte"].sum()) / 100
    if demand is not None:
        found["fte_required"] = int(demand["fte_required"].sum()) / 100
    return found


def summary(imported: Imported) -> str:
    """What came in, in a sentence or two."""
    people, demand = imported.tables.get("People", ()), imported.tables.get("Demand", ())
    parts = [f"{len(people):,} people"] if len(people) else []
    parts += [f"{len(demand):,} rows of demand"] if len(demand) else []
    parts += [f"{len(imported.pools):,} pools of posts"] if imported.pools else []
    others = sum(len(t) for n, t in imported.tables.items() if n not in ("People", "Demand"))
    parts += [f"{others:,} other rows"] if others else []
    read = len(imported.files) - len(imported.refused)
    came = f"{', '.join(parts) or 'Nothing'} came in from {read:,} of {len(imported.files):,} files."
    return " ".join([came, *imported.refused.values()])


def ask(issue: Issue) -> str:
    """A ready sentence for the owner of the data."""
    sheet = f"sheet “{issue.sheet}”" if issue.sheet else ""
    place = ", ".join(filter(None, (f"“{issue.file}”" if issue.file else "", sheet,
                                    f"row {issue.row}" if issue.row else "",
                                    f"column “{issue.column}”" if issue.column else "")))  # fmt: skip
    stands = f" stands “{issue.found}”" if issue.found else " something needs your attention"
    return f"In {place}{stands}. {issue.why} Could you please look at it? {issue.action}".strip()
