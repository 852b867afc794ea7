"""trade_offs."""
import streamlit as st
from teamform.ui import look
look.title("trade_offs", "What this page is for.")
