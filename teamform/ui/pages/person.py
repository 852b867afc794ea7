"""person."""
import streamlit as st
from teamform.ui import look
look.title("person", "What this page is for.")
