"""The script that is run for every page (apart from the pages' folder, or Streamlit would list it by itself)."""

from teamform.ui.frame import show

show()
