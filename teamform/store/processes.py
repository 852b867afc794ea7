"""Worker processes: starting one, ending one, and finding out whether one still lives."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

_children: dict[int, subprocess.Popen[bytes]] = {}
"""The workers that this process started and that run, as far as it knows."""
_codes: dict[int, int] = {}
"""How those that ended did; only their parent hears of it."""


def spawn(run_id: str, address: str) -> int:
    """Start a worker for a run, in a process group of its own; returns its process id."""
    package = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    worker = subprocess.Popen(
        [sys.executable, "-m", "teamform.worker", run_id],
        env={**os.environ, "TEAMFORM_DB": address, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # what it logs goes where this process logs
        start_new_session=True,
    )
    _children[worker.pid] = worker
    _codes.pop(worker.pid, None)
    return worker.pid


def give_way(by: int = 19) -> None:
    """Let servers and browsers go before this process; by 19 it gets only what nobody else wants of the processor."""
    if hasattr(os, "nice"):
        os.nice(by)
        if os.getsid(0) == os.getpid():  # Linux may weigh a session as one, however modest its processes are
            with contextlib.suppress(OSError):
                Path("/proc/self/autogroup").write_text(str(by), encoding="ascii")


def reap() -> int:
    """Take note of the workers that have ended, so that the system can forget them; returns how many run."""
    for pid, child in list(_children.items()):
        code = child.poll()
        if code is not None:
            _codes[pid] = code
            _children.pop(pid, None)
    return len(_children)


def ending(pid: int) -> str:
    """How a process on this machine ended, as far as is known; empty while it lives."""
    reap()
    if pid in _children:
        return ""
    if pid in _codes:
        code = _codes[pid]
        return f"ended by the system, {signal.Signals(-code).name}" if code < 0 else f"it ended with code {code}"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "it is gone"
    except PermissionError:
        pass
    return ""


def end(pid: int, at_once: bool) -> None:
    """Ask a worker to stop, or end it and whatever it started at once."""
    try:
        if at_once:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
