"""decisions."""
import streamlit as st
from teamform.ui import look
look.title("decisions", "What this page is for.")
