"""missions."""
import streamlit as st
from teamform.ui import look
look.title("missions", "What this page is for.")
