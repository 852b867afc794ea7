"""Every sheet of the workbook, defined once."""

from __future__ import annotations

from types import MappingProxyType

from teamform.plan.columns import Sheet
from teamform.plan.sheets import missions, people, planning

SHEETS: MappingProxyType[str, Sheet] = MappingProxyType(
    {sheet.name: sheet for sheet in (*people.SHEETS, *missions.SHEETS, *planning.SHEETS)}
)
"""The sheets by name, in the order in which a workbook shows them."""
