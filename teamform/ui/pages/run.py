"""run."""
import streamlit as st
from teamform.ui import look
look.title("run", "What this page is for.")
