"""Wide tables become rows: one for each figure above nought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from teamform.workbook.draft import Source
from teamform.workbook.importing.log import AMBER, GREEN, Log
from teamform.workbook.importing.making import Made
from teamform.workbook.recognising.recognised import Recognised
from teamform.workbook.recognising.wide import Wide


def unfolded(found: Recognised, how: Wide, log: Log, names: Mapping[int, Any]) -> Made:
    """The rows that a wide table stands for; ``names`` are names of rows other than those in the key column."""
    table = found.table
    rows: list[tuple[Any, str, Any]] = []
    places: dict[int, int] = {}
    headings: dict[int, str] = {}
    nought = 0
    for row, cells in table.rows.items():
        if cells.get(how.key) is None:
            continue
        for column, name in how.columns.items():
            value = cells.get(column)
            if value is None or value == 0:
                nought += value is not None
                continue
            rows.append((names.get(row, cells[how.key]), name, value))
            places[len(rows)] = row
            headings[len(rows)] = table.headings[column]
    across = ", ".join(sorted(set(how.columns.values()))[:12])
    log.say(GREEN if how.sure else AMBER, table.head[0], table.headings.get(how.key, ""), across,
            f"A wide table: {len(rows)} figures became rows of {how.sheet}; {nought} noughts were left out.",
            "" if how.sure else "Check that its headings name " + how.across.replace("_id", "s") + ".",
            by="wide table")  # fmt: skip
    frame = pd.DataFrame(rows, columns=[how.down, how.across, how.figure], dtype=object,
                         index=pd.RangeIndex(1, len(rows) + 1))  # fmt: skip
    heads = {how.down: table.headings.get(how.key, ""), how.across: "", how.figure: ""}
    return Made(how.sheet, frame, Source(log.sheet, log.file, heads, places, headings))
