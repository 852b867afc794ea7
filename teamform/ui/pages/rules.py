"""rules."""
import streamlit as st
from teamform.ui import look
look.title("rules", "What this page is for.")
