"""Serving the app in a browser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser

from rich.console import Console
from rich.text import Text

from teamform.report.shipped import shipped

LONGEST_START = 60
"""Seconds within which the app answers."""


def serve(port: int, console: Console) -> int:
    """Serve the app on this machine only until somebody stops it.

    The safe options lie in ``.streamlit/config.toml`` beside the app, which is why it runs from there.
    """
    app = shipped("app.py")
    command = [sys.executable, "-m", "streamlit", "run", app.name, "--server.port", str(port),
               "--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none",
               "--server.showEmailPrompt", "false", "--browser.gatherUsageStats", "false"]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(app.parent), os.environ.get("PYTHONPATH")]))}
    server = subprocess.Popen(command, cwd=app.parent, env=env, stdin=subprocess.DEVNULL)
    threading.Thread(target=_greet, args=(server, port, console), daemon=True).start()
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.send_signal(signal.SIGTERM)
        server.wait()
        return 0


def _greet(server: subprocess.Popen[bytes], port: int, console: Console) -> None:
    """Say where the app is once it answers, and open it where there is a screen."""
    url = f"http://127.0.0.1:{port}"
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
        except OSError:
            time.sleep(0.1)
            continue
        console.print(Text(f"The app is at {url} (Ctrl-C ends it)."))
        if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform in ("win32", "darwin")):
            webbrowser.open(url)
        return
