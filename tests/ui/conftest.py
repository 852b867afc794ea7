"""A real server on a database of its own, and Debian's Chromium, also as root and in CI."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("TEAMFORM_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--disable-dev-shm-usage",
]
ON_CI = os.environ.get("CI", "").lower() in ("1", "true")


def missing(what: str) -> None:
    """A browser test must run where tests are judged, and may be skipped on a bare desk."""
    if ON_CI:
        pytest.fail(what)
    pytest.skip(what)


def start_server(folder: Path, database: str | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Start the app as people start it; return its process and its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    log = folder / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={
                **os.environ,
                "TEAMFORM_DB": database or f"sqlite:///{folder / 'teamform.db'}",
                "PYTHONPATH": str(ROOT),
            },
        )
    url, end = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while True:
        if process.poll() is not None or time.monotonic() > end:
            stop_server(process)
            pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")
        try:
            if urllib.request.urlopen(f"{url}/healthz", timeout=2).status == 200:
                return process, url
        except OSError:
            time.sleep(0.1)


def stop_server(process: subprocess.Popen[bytes], how: int = signal.SIGTERM) -> None:
    """End a server and what it started."""
    try:
        os.killpg(process.pid, how)
        process.wait(10)
    except (ProcessLookupError, subprocess.TimeoutExpired):
        process.kill()
        process.wait(5)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the server's store, so that tests can look at what was kept."""
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'teamform.db'}"


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory, database: str):
    process, url = start_server(tmp_path_factory.mktemp("app"), database)
    yield url
    stop_server(process)


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: pip install -e .[test]")
    if not Path(CHROMIUM).exists():
        missing("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser, app_url):
    made = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=app_url)
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report


@pytest.fixture
def page(context, request, tmp_path):
    """A page of its own; if the test fails, a picture of it is kept beside the test's other files."""
    made = context.new_page()
    yield made
    if getattr(request.node, "report_call", None) and request.node.report_call.failed:
        made.screenshot(path=tmp_path / "failed.png", full_page=True)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, the accessibility checker; never part of the project."""
    given = os.environ.get("TEAMFORM_AXE")
    if given:
        return Path(given).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if not npm:
        missing("axe-core is not there: set TEAMFORM_AXE or install npm")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run(
        [str(npm), "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "axe-core@4"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        missing(f"axe-core could not be installed: {done.stderr[-500:]}")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
