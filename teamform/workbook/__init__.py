"""Workbooks: reading them, importing any others, checking them, writing them, and the empty template."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from teamform.workbook.blank import template as template
    from teamform.workbook.draft import Undone as Undone
    from teamform.workbook.importing.imported import Imported as Imported
    from teamform.workbook.importing.imported import import_files as import_files
    from teamform.workbook.reader import Reading as Reading
    from teamform.workbook.reader import read as read
    from teamform.workbook.reader import reading as reading
    from teamform.workbook.typed import tables as tables
    from teamform.workbook.writer import write as write

_HOMES = {
    "Imported": "importing.imported", "Reading": "reader", "Undone": "draft", "import_files": "importing.imported",
    "read": "reader", "reading": "reader", "tables": "typed", "template": "blank", "write": "writer",
}  # fmt: skip
__all__ = ["Imported", "Reading", "Undone", "import_files", "read", "reading", "tables", "template", "write"]


def __getattr__(name: str) -> Any:
    """Load on first use: the child process that opens files must not wait for pandas."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
