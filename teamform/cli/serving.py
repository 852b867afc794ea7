"""Serving the app in a browser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from teamform.report.shipped import shipped


def serve(port: int) -> int:
    """Serve the app on this machine only until somebody stops it.

    The safe options lie in ``.streamlit/config.toml`` beside the app, which is why it runs from there.
    """
    app = shipped("app.py")
    command = [sys.executable, "-m", "streamlit", "run", app.name, "--server.port", str(port)]
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform in ("win32", "darwin")):
        command += ["--server.headless", "false", "--server.showEmailPrompt", "false"]  # opens the browser
    server = subprocess.Popen(command, cwd=app.parent, stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        code = server.wait()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is ending: asking again changes nothing
        server.terminate()
        code = server.wait()
    return 0 if code in (-signal.SIGTERM, -signal.SIGINT) else code
