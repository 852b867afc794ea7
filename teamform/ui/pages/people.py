"""People: who may be asked, what they can do, and how much they offer."""

import streamlit as st

from teamform.plan.sheets import SHEETS
from teamform.ui import editor, guard, look, people

look.page("people")
opened = guard.need_plan()
sheet, every = SHEETS["People"], opened.table("People")

table = people.filtered(every)
people.count(table, every)
view = st.segmented_control(
    "Columns", list(people.VIEWS), default=next(iter(people.VIEWS)), key="people.view", required=True
)
columns = people.VIEWS[view]
guard.history_bar("people", (sheet, people.ADDED, every, opened))
if table.empty:
    look.nothing_yet("Nobody fits these filters", "Take a filter away to see people.")
else:
    editor.edit(sheet, table, columns, guard.save, opened.version, f"people.{view}", opened.tables)
    editor.bulk(sheet, table, people.BULK, guard.save, opened.version, f"people.bulk.{view}", opened.tables)
editor.paste(sheet, every, guard.save, opened.version, "people.paste")

with st.expander("What each person can do beyond the main discipline"):
    skills = opened.table("PersonSkills")
    mine = skills if len(table) == len(every) else skills[skills["person_id"].isin(table["person_id"])]
    editor.edit(
        SHEETS["PersonSkills"],
        mine,
        ["person_id", "discipline", "level", "source"],
        guard.save,
        opened.version,
        "skills",
        opened.tables,
    )
