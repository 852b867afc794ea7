"""The front door: ``streamlit run app.py`` serves the workbench, with safe headers and a health check."""

from starlette.middleware import Middleware
from streamlit.starlette import App

from teamform.ui.serving import ROUTES, SCRIPT, Packed, SafeHeaders, ready, say_what_happened

app = App(
    SCRIPT,
    lifespan=ready,
    routes=ROUTES,
    middleware=[Middleware(SafeHeaders), Middleware(Packed)],
    on_script_error=say_what_happened,
)
