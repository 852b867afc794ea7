"""team."""
import streamlit as st
from teamform.ui import look
look.title("team", "What this page is for.")
