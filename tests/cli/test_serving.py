"""``teamform app``: the app on this machine only, until somebody stops it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from teamform.store import Store
from tests.cli.conftest import environment


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_app_answers_with_safe_headers_and_ends_when_told_to(tmp_path, number):
    port = free_port()
    env = {**environment(), "TEAMFORM_DB": f"sqlite:///{tmp_path / 'memory.db'}"}
    server = subprocess.Popen([sys.executable, "-m", "teamform", "app", "--port", str(port)], cwd=tmp_path, env=env,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        headers = answered(f"http://127.0.0.1:{port}/", server)
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        server.send_signal(number)
        assert server.wait(20) == 0
        with pytest.raises(OSError, match="refused"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def test_the_app_opens_with_the_demonstration_and_its_proposal(tmp_path):
    env = {**environment(), "TEAMFORM_DB": f"sqlite:///{tmp_path / 'memory.db'}"}
    words = ["demo", "--time", "2", "--workers", "2", "--app", "--port"]
    for _ in range(2):
        port = free_port()
        server = subprocess.Popen([sys.executable, "-m", "teamform", *words, str(port)], cwd=tmp_path, env=env,
                                  stdout=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        try:
            answered(f"http://127.0.0.1:{port}/", server)
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
    with Store(env["TEAMFORM_DB"]) as store:
        (plan,) = store.plans()  # run twice, kept once
        assert plan.name == "The demonstration"
        assert len(store.proposals(plan.id)) == 2


def answered(url, server):
    """The headers of the first answer."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.headers
        except OSError:
            time.sleep(0.2)
    pytest.fail("the app didn't answer")
