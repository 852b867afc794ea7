"""home."""
import streamlit as st
from teamform.ui import look
look.title("home", "What this page is for.")
