"""Which rows of a rule are loosened together: one cap, one team's size, one discipline's smallest allocation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from teamform.explain.case import Case
from teamform.plan.plan import Ints

FEW = 12
"""Up to so many different sentences of a rule are priced one by one."""


BODIES = {"demand": "discipline", "person": "home_discipline", "need": "need", "pair": "pair", "team": "team",
          "directorate": "directorate", "organisation": "organisation"}  # fmt: skip
"""The body that a row is about, by the first of these labels that it has."""


@dataclass(frozen=True, eq=False)
class Group:
    """Rows of one rule that say the same of the same body, in every period."""

    rule: str
    says: str
    """What the rows ask, in words."""
    rows: Ints
    codes: Mapping[str, int]
    """What the rows are about, where they are one sentence."""


_Key = tuple[tuple[str, int], ...]


def rows_of(case: Case, rule: str) -> Ints:
    """All rows that a rule wrote."""
    parts = [np.arange(b.rows.start, b.rows.stop) for b in case.program.blocks if b.rule == rule]
    return np.concatenate([*parts, np.zeros(0, np.int64)])


def whole(case: Case, rule: str) -> Group:
    """A rule as one group."""
    return Group(rule, f"The rule {rule.replace('_', ' ')}", rows_of(case, rule), {})


def groups(case: Case, rule: str) -> list[Group]:
    """A rule's rows by what they are about, those that are full in the plan in hand first.

    Where one body has several sentences, all of them together make a group as well.
    """
    fine: dict[_Key, list[int]] = {}
    bodies: dict[_Key, dict[_Key, None]] = {}
    for row in rows_of(case, rule).tolist():
        codes = case.program.row_codes(row)[1]
        key = tuple(sorted((label, code) for label, code in codes.items() if label != "period"))
        fine.setdefault(key, []).append(row)
        bodies.setdefault(_body(case, codes), {})[key] = None
    chosen = [_group(case, rule, "", rows) for rows in fine.values()] if len(fine) <= FEW else []
    for body, keys in bodies.items():
        if len(keys) > 1 or len(fine) > FEW:
            rows = [row for key in keys for row in fine[key]]
            chosen.append(_group(case, rule, _names(case, body), rows))
    left = case.program.bound - case.program.activity(case.x)
    return sorted(chosen, key=lambda group: int(left[group.rows].min() > 0))


def _body(case: Case, codes: Mapping[str, int]) -> _Key:
    """The one body that a row is about: a team, an organisation, a discipline."""
    labels = case.program.vocabulary.labels
    known = {label: np.array([code]) for label, code in codes.items() if label != "period"}
    for label, body in BODIES.items():
        if label in known:
            return ((body, int(labels.follow(known, body)[0])),)
    return tuple(sorted((label, int(code[0])) for label, code in known.items()))


def _names(case: Case, key: _Key) -> str:
    labels = case.program.vocabulary.labels
    return " / ".join(labels.name(label, code) for label, code in key)


def _group(case: Case, rule: str, body: str, rows: list[int]) -> Group:
    """Rows as a group: one sentence in several periods, or all that is said of a body."""
    says = case.says(rows[0]) if not body else f"All that the rule {rule.replace('_', ' ')} asks of {body}"
    return Group(rule, says, np.array(sorted(rows), np.int64), case.program.row_codes(rows[0])[1] if not body else {})
