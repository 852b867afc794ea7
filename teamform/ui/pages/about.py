"""about."""
import streamlit as st
from teamform.ui import look
look.title("about", "What this page is for.")
