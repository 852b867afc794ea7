"""Serving the app in a browser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from teamform.report.shipped import shipped

GRACE = 10.0
"""Seconds in which a server that is told to end should have ended."""


def serve(port: int) -> int:
    """Serve the app on this machine only until somebody stops it.

    The safe options lie in ``.streamlit/config.toml`` beside the app, which is why it runs from there.
    """
    app = shipped("app.py")
    command = [sys.executable, "-m", "streamlit", "run", app.name, "--server.port", str(port)]
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform in ("win32", "darwin")):
        command += ["--server.headless", "false", "--server.showEmailPrompt", "false"]  # opens the browser
    server = subprocess.Popen(command, cwd=app.parent, stdin=subprocess.DEVNULL)
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end in whichever way, it ends in one
        code = server.wait()
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # it is ending: asking again changes nothing
        code = ended(server)
    return 0 if code in (-signal.SIGTERM, -signal.SIGINT) else code


def ended(server: subprocess.Popen[bytes], grace: float = GRACE) -> int:
    """Tell the server to end, and end it where it doesn't within the ``grace``: what was entered is saved already."""
    server.terminate()
    try:
        return server.wait(grace)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
        return 0
