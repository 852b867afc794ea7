"""Missions: what each team is for, and what it needs of whom."""

import streamlit as st

from teamform.plan.sheets import SHEETS
from teamform.ui import editor, guard, look, missions, recipes

look.page("missions")
opened = guard.need_plan()
missions.north_stars(opened)

sheet_name = look.sections(tuple(missions.VIEWS), "sheet", "Show")
sheet, columns = SHEETS[missions.VIEWS[sheet_name][0]], missions.VIEWS[sheet_name][1]
every = opened.table(sheet.name)
st.write(sheet.help)
table = missions.of_team(every, opened)
guard.history_bar(sheet.name, (sheet, columns, every, opened))
if table.empty:
    look.nothing_yet(
        f"No {sheet_name.lower()} given", sheet.absent.capitalize() + "." if sheet.absent else "Add a row."
    )
else:
    editor.edit(sheet, table, columns, guard.save, opened.version, f"missions.{sheet.name}", opened.tables)
    editor.bulk(
        sheet, table, missions.bulk(sheet, columns), guard.save, opened.version, f"bulk.{sheet.name}", opened.tables
    )
editor.paste(sheet, every, guard.save, opened.version, f"paste.{sheet.name}")
recipes.offer(opened, sheet.name)
if opened.plan:
    if sheet_name == "First steps":
        missions.timeline(opened.plan)
    missions.remarks(opened.plan)
