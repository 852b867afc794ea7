"""Which field each column is: told, exactly named, nearly named, or known by its values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from rapidfuzz import fuzz, process

from teamform.plan import lists
from teamform.plan.columns import Column, Kind
from teamform.plan.sheets import SHEETS
from teamform.workbook.door.sheet import column_letters
from teamform.workbook.normalise import normalise
from teamform.workbook.numbers import FULL_TIME
from teamform.workbook.recognising.private import TAKEN_OUT
from teamform.workbook.recognising.table import Table
from teamform.workbook.recognising.words import Vocabulary
from teamform.workbook.spellings import choice_of, clearance_of, grade_of, squeezed, words
from teamform.workbook.unusable import Unusable

NEAR: Final = 86
"""From this likeness (of 100) on a heading is taken for a misspelt one, and a person is asked."""
FEW: Final = 0.2
"""Share of a column's values that must fit for it to be what its heading says."""
MOST: Final = 0.8
"""Share of a column's values that must fit for it to be known by them."""

BESIDE: Final = {("Demand", "mission"): "team_mission", ("People", "department"): "organisation"}
"""What a heading means where a better one has its field already: a mission beside a team is that team's mission, a
department beside a directorate is the organisation that the directorate is of."""

EXACT, TOLD, NEARLY, BY_VALUES, UNREAD = "exact", "told", "near", "values", "not read"


@dataclass(frozen=True)
class Match:
    """What a column is taken for, how that is known, and its first value."""

    column: int
    heading: str
    field: str
    how: str
    first: str = ""
    why: str = ""

    @property
    def guess(self) -> bool:
        """Whether a person has to confirm it."""
        return self.how in (NEARLY, BY_VALUES)

    @property
    def letter(self) -> str:
        """The column as a spreadsheet letters it."""
        return column_letters(self.column)


def matches(table: Table, sheet: str, vocabulary: Vocabulary, told: Mapping[str, str | None],
            profile: Mapping[str, str | None]) -> list[Match]:  # fmt: skip
    """A match for every column of a table that is taken for ``sheet``."""
    found: dict[int, Match] = {}
    filled = {column for cells in table.rows.values() for column in cells}
    names = table.headings | {c: f"(column {column_letters(c)})" for c in filled if c not in table.headings}
    for column in sorted(names):
        found[column] = _exactly(table, sheet, vocabulary, told, profile, column, names[column])
    _unfitting(found, table, sheet)
    _one_each(found, vocabulary, sheet, profile)
    taken = {match.field for match in found.values() if match.field}
    _nearly(found, vocabulary, sheet, taken, told)
    _by_values(found, table, sheet, taken, told)
    return [found[column] for column in sorted(found)]


def _exactly(table: Table, sheet: str, vocabulary: Vocabulary, told: Mapping[str, str | None],
             profile: Mapping[str, str | None], column: int, heading: str) -> Match:  # fmt: skip
    """The match by name alone."""
    first = table.first(column)
    if heading in told:
        return Match(column, heading, told[heading] or "", TOLD if told[heading] else UNREAD, first, "as told")
    by_key = {squeezed(name): field for name, field in profile.items()}
    for name in filter(None, (heading, table.labels.get(column, ""))):
        if squeezed(name) in by_key:
            field = by_key[squeezed(name)] or ""
            return Match(column, heading, field, EXACT if field else UNREAD, first, "not needed" if not field else "")
        field = vocabulary.field(sheet, name)
        if field:
            return Match(column, heading, _decided(sheet, name, field, table.values(column)), EXACT, first)
    return Match(column, heading, "", UNREAD, first)


def _decided(sheet: str, heading: str, field: str, values: Sequence[Any]) -> str:
    """The field of a heading that has two meanings, by its values."""
    texts = [str(v) for v in values if v is not None]
    if sheet != "People" or not texts:
        return field
    if field in ("employment_type", "active_status") and "status" in squeezed(heading):
        kinds = SHEETS["People"].by_name["employment_type"].choices
        active = _share(texts, lambda t: squeezed(t) in ACTIVE or is_inactive(t))
        kind = _share(texts, lambda t: choice_of("employment_type", kinds, t) != "")
        return "active_status" if active > kind else "employment_type"
    if field == "level" and _share(texts, lambda t: grade_of(t) is not None) >= MOST:
        return "grade"
    return field


ACTIVE: Final = {"active", "activestatus", "a", "current", "inpost", "yes", "y", "true", "1", "live", "activepayroll",
                 "activeassignment", "activeprocess"}  # fmt: skip
INACTIVE: Final = {"inactive", "leaver", "left", "terminated", "ended", "no", "n", "false", "0", "suspended", "former",
                   "closed", "expired", "resigned", "retired", "dismissed", "exstaff", "i", "t"}  # fmt: skip


_GONE: Final = re.compile(
    r"(leaver|left|terminated|ended|resigned|retired|dismissed|former|suspended|inactive)\b", re.I
)
_AWAY: Final = re.compile(
    r".*\b(leave|out on|career break|sabbatical|absent|absence|loaned? out|out on loan)\b.*", re.I
)


def is_inactive(text: str) -> bool:
    """Whether a status says that somebody has left or isn't at work."""
    bare = text.strip()
    return bare == TAKEN_OUT or squeezed(bare) in INACTIVE or bool(_GONE.match(bare) or _AWAY.fullmatch(bare))


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(text) for text in texts) / len(texts) if texts else 0.0


def _unfitting(found: dict[int, Match], table: Table, sheet: str) -> None:
    """A column that is named like one of ours, but of whose values hardly any can be read, isn't it."""
    for column, match in found.items():
        values = [v for v in table.values(column) if v is not None and str(v).strip()]
        own = match.heading == match.field
        if match.how == EXACT and not own and len(values) >= 3 and not _likely(sheet, match.field, values[:300]):
            kind = match.field.replace("_", " ")
            found[column] = replace(match, field="", how=UNREAD, why=f"hardly any of its values fit {kind}")


def _likely(sheet: str, field: str, values: Sequence[Any]) -> bool:
    """Whether at least a fifth of the values can be what the field holds."""
    column = SHEETS[sheet].by_name.get(field)
    texts = [str(v) for v in values]
    if field.startswith("clearance") and column is not None and column.kind is Kind.CHOICE:
        return _share(texts, lambda t: clearance_of(t) is not None or _reads(column, t)) >= FEW
    if field in ("min_grade", "grade"):
        return _share(texts, lambda t: not t.isdigit() or t in ("6", "7")) >= FEW
    if column is None or column.kind not in (Kind.FTE, Kind.DATE, Kind.YES_NO):
        return True
    if column.kind is Kind.FTE:
        return _share(texts, lambda t: any(c.isdigit() for c in t) or squeezed(t) in FULL_TIME) >= FEW
    return sum(_reads(column, value) for value in values) >= FEW * len(values)


def _one_each(found: dict[int, Match], vocabulary: Vocabulary, sheet: str, profile: Iterable[str]) -> None:
    """Where two columns have one field, the better name keeps it: the one that comes first in the profile or list."""
    names = dict.fromkeys([*map(squeezed, profile), *vocabulary.fields[sheet]])
    order = {key: i for i, key in enumerate(names)}
    by_field: dict[str, list[Match]] = {}
    for match in found.values():
        if match.field:
            by_field.setdefault(match.field, []).append(match)
    taken = set(by_field)
    for field, rivals in by_field.items():
        best = min(rivals, key=lambda m: (m.how != TOLD, not m.first, order.get(squeezed(m.heading), -1), m.column))
        for match in rivals:
            other = BESIDE.get((sheet, squeezed(match.heading)), field)
            if match is not best and other not in taken:
                taken.add(other)
                found[match.column] = replace(match, field=other)
            elif match is not best:
                why = f"“{best.heading}” is already read as {field}"
                found[match.column] = replace(match, field="", how=UNREAD, why=why)


def _nearly(found: dict[int, Match], vocabulary: Vocabulary, sheet: str, taken: set[str],
            told: Mapping[str, str | None]) -> None:  # fmt: skip
    known = vocabulary.fields[sheet]
    free = [key for key, field in known.items() if field not in taken and len(key) >= 4]
    for column, match in found.items():
        key = squeezed(match.heading)
        if match.field or match.heading in told or match.why or len(key) < 4:
            continue
        best = process.extractOne(key, free, scorer=fuzz.ratio, score_cutoff=NEAR)
        if best and known[best[0]] not in taken:
            field = known[best[0]]
            taken.add(field)
            found[column] = replace(match, field=field, how=NEARLY, why=f"the heading is much like “{best[0]}”")


def _by_values(found: dict[int, Match], table: Table, sheet: str, taken: set[str],
               told: Mapping[str, str | None]) -> None:  # fmt: skip
    for column, match in found.items():
        if match.field or match.heading in told or match.why:
            continue
        values = [value for value in table.values(column) if value is not None][:300]
        for field, fits in _SNIFFERS.get(sheet, ()):
            if field not in taken and len(values) >= 2 and fits(values):
                taken.add(field)
                why = f"its values look like {field.replace('_', ' ')}"
                found[column] = replace(match, field=field, how=BY_VALUES, why=why)
                break


def _parse(column: Column) -> Callable[[Sequence[Any]], bool]:
    def fits(values: Sequence[Any]) -> bool:
        return _share([str(v) for v in values], lambda _: False) == 0 and (
            sum(_reads(column, value) for value in values) >= MOST * len(values))  # fmt: skip

    return fits


def _reads(column: Column, value: Any) -> bool:
    try:
        return normalise(column, value).value is not None
    except Unusable:
        return False


def _grades(values: Sequence[Any]) -> bool:
    return _share([str(v) for v in values], lambda t: not t.isdigit() and grade_of(t) is not None) >= MOST


def _clearances(values: Sequence[Any]) -> bool:
    return (
        len(set(map(str, values))) > 1
        and _share([str(v) for v in values], lambda t: clearance_of(t) is not None) >= MOST
    )


def _ftes(values: Sequence[Any]) -> bool:
    parts = {v for v in values if isinstance(v, float)}
    return bool(parts) and _parse(SHEETS["People"].by_name["contract_fte"])(values)


def _codes(values: Sequence[Any]) -> bool:
    texts = [str(v) for v in values]
    if texts == [str(n) for n in range(1, len(texts) + 1)]:
        return False  # the rows are only counted
    coded = _share(texts, lambda t: any(c.isdigit() for c in t) and " " not in t and len(t) <= 20)
    return len(set(texts)) == len(texts) and coded >= 0.95 and not any(isinstance(v, float) for v in values)


def _names(values: Sequence[Any]) -> bool:
    texts = [str(v) for v in values]
    named = _share(texts, _is_name)
    return named >= 0.9 and len(set(texts)) >= 0.9 * len(texts)


def _is_name(text: str) -> bool:
    parts = text.replace(",", " ").split()
    return 2 <= len(parts) <= 4 and all(p[:1].isupper() for p in parts) and not any(c.isdigit() for c in text)


def _disciplines(values: Sequence[Any]) -> bool:
    known = {squeezed(w) for pair in lists.DISCIPLINES.items() for w in pair}
    return _share([str(v) for v in values], lambda t: squeezed(t) in known) >= MOST


_SNIFFERS: Final[Mapping[str, Sequence[tuple[str, Callable[[Sequence[Any]], bool]]]]] = {
    "People": (
        ("grade", _grades), ("clearance", _clearances), ("primary_discipline", _disciplines),
        ("contract_fte", _ftes), ("person_id", _codes), ("display_name", _names),
    ),
    "Demand": (("discipline", _disciplines), ("fte_required", _ftes)),
}  # fmt: skip


def profile_of(table: Table) -> tuple[str, dict[str, str | None]]:
    """The system that a table was exported from, and what its headings mean there."""
    keys = {squeezed(name) for name in (*table.headings.values(), *table.labels.values())}
    best, found = 0.0, ""
    for name, about in words("profiles").items():
        marks = {squeezed(mark) for mark in about["marks"]}
        hits = len(marks & keys)
        if hits >= 3 and hits / len(marks) > best and hits >= min(5, 0.5 * len(marks)):
            best, found = hits / len(marks), name
    return found, dict(words("profiles")[found]["columns"]) if found else {}


def kind_of(sheet: str, field: str) -> Kind | None:
    """The kind of a field, if it is a column of ours."""
    column = SHEETS[sheet].by_name.get(field)
    return column.kind if column else None
