"""SCREENS: the planner's workbench; the only home of streamlit."""
