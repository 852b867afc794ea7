"""Files that come with teamform: the app, its options, the demonstration workbook."""

from __future__ import annotations

from pathlib import Path

from teamform.errors import TeamformError


def shipped(name: str) -> Path:
    """Where a file that comes with teamform lies, in a checkout or in an installed package."""
    package = Path(__file__).parents[1]
    for home in (package / "shipped", package.parent):
        if (home / name).is_file():
            return home / name
    raise TeamformError(f"{name} didn't come with this copy of teamform: install it again.")
