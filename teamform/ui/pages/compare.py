"""compare."""
import streamlit as st
from teamform.ui import look
look.title("compare", "What this page is for.")
