"""Load: a file in, what is wrong with it, check, and only then a plan."""

import streamlit as st

from teamform.report.shipped import shipped
from teamform.ui import loading, look, memory, words

look.title(
    "Load", "Bring in people and demand: the demo, or a workbook of your own. You check everything before it counts."
)
opened = memory.opened()
found = loading.draft()

if found is None:
    one, two = st.columns(2, gap="large")
    with one:
        st.subheader("Your workbook", anchor=False)
        file = st.file_uploader("Excel, OpenDocument or CSV file, 25 MB at most", key="upload")
        if file is not None:
            loading.read_upload(file.name, file.getvalue())
            if loading.draft():
                st.rerun()
        empty = shipped("data/template.xlsx").read_bytes()
        st.download_button("Download the empty template", empty, "teamform-template.xlsx", on_click="ignore")
    with two:
        st.subheader("The demo", anchor=False)
        st.write(
            "127 fictional people, 12 teams in five missions, and one organisation that holds on to its specialists."
        )
        st.button("Load the demo", type="primary", on_click=loading.read_demo)
    if opened:
        st.subheader(f"What is wrong in “{words.plain(opened.info.name)}” now", anchor=False)
        loading.show_issues(loading.issues_of(opened.info.id, opened.version, opened), "now")
        if opened.plan:
            with st.expander("What had to be assumed"):
                loading.show_assumptions(opened.plan.assumptions)
    st.stop()

name, reading = found
st.subheader(f"Check “{words.plain(name)}”", anchor=False)
loading.show_issues(reading.issues, "draft")
left, right = st.columns(2, gap="large")
with left:
    st.subheader("What it holds", anchor=False)
    contents = loading.contents(reading)
    look.table("Rows read", list(contents.columns), contents.astype(str).to_numpy().tolist(), ["Rows"])
with right:
    st.subheader("What had to be assumed", anchor=False)
    loading.show_assumptions(reading.plan.assumptions if reading.plan else ())
if reading.plan is None:
    look.inset(["People and Demand are needed. Put right what is marked ✖ in the file and load it again."], "red",
               "This workbook can't be planned with yet")  # fmt: skip
else:
    title = st.text_input("Name of the plan", name.removesuffix(".xlsx"), key="plan_name")
    with st.container(horizontal=True):
        st.button("Use it as a new plan", type="primary", on_click=loading.make_plan, args=(title.strip() or name,))
        if opened:
            with st.popover(f"Update “{opened.info.name}” with it"):
                changes = loading.differences(opened, reading)
                st.write(f"{words.count(len(changes), 'change')} in the sheets that the file has.")
                st.dataframe(changes.head(500), hide_index=True, alt="What would change in the open plan")
                st.button("Take these changes over", on_click=loading.update_plan, args=(opened,), type="primary")
st.button("Don't use this file", on_click=loading.drop_draft)
