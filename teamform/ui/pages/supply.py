"""supply."""
import streamlit as st
from teamform.ui import look
look.title("supply", "What this page is for.")
