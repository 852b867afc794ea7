"""board."""
import streamlit as st
from teamform.ui import look
look.title("board", "What this page is for.")
