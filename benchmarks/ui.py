"""Measure the app as people feel it, by hand: ``python -m benchmarks.ui clicks sessions aborts edits weights imports``.

It starts a server of its own on a database of its own, and needs the test extra and Debian's Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.apart import machine
from benchmarks.families import tables
from benchmarks.report import write
from benchmarks.sessions import together
from benchmarks.staff_list import staff_list
from teamform.solve import Limits, solve
from teamform.store import Role, Store, Who
from teamform.ui.menu import PAGES
from teamform.workbook import read
from tests.ui.conftest import ARGS, CHROMIUM, ROOT, start_server, stop_server
from tests.ui.grid import select
from tests.ui.journey import settle, upload

RESULTS = Path(__file__).parent / "results"
ANN = Who("Ann Planner", Role.PLANNER)


@contextmanager
def served(facts: Callable[[], dict[str, Any]], solved: float = 0):
    """A server with one plan, solved for so many seconds if asked; gives store, address, the plan's id, process id."""
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/measured.db") as store:
        plan = store.create_plan("Measured", facts(), ANN)
        if solved:
            from teamform.plan.plan import Plan

            made = Plan.build({name: table for name, table in store.tables(plan, 1).items() if len(table)})
            store.save_proposal(plan, 1, solve(made, Limits(seconds=solved)), ANN)
        process, url = start_server(Path(folder), store.address)
        try:
            yield store, url, plan, process.pid
        finally:
            stop_server(process)


@contextmanager
def browser(url: str):
    """A page of a browser at the app."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = chromium.new_context(base_url=url, viewport={"width": 1280, "height": 900}).new_page()
        page.set_default_timeout(120_000)
        yield page
        chromium.close()


def demo() -> dict[str, Any]:
    return dict(read(ROOT / "data" / "demo.xlsx").tables)


def spread(name: str, seconds: list[float], aim: float = 0) -> dict[str, Any]:
    """Median, 95th percentile and worst of some times."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] if ordered else float("nan")
    figures = {
        "median_s": round(statistics.median(ordered), 3),
        "p95_s": round(p95, 3),
        "worst_s": round(ordered[-1], 3),
    }
    return {"what": name, "number": len(ordered), **figures, "aim_s": aim or None}


def cpu(pid: int) -> float:
    """CPU seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def clicks() -> list[dict[str, Any]]:
    """How long a click takes to be answered while L is being solved."""
    found: dict[str, list[float]] = {"a choice on a page": [], "another page": []}
    with served(lambda: tables("L")) as (store, url, plan, _), browser(url) as page:
        page.goto(f"/missions?plan={plan}")
        settle(page, 3000)
        store.start(store.queue(plan, 1, {"seconds": 240.0}, ANN))
        page.wait_for_timeout(8000)
        for turn in range(20):
            for name in ("Budgets", "Skill needs"):
                start = time.perf_counter()
                page.get_by_role("radio", name=name).or_(
                    page.get_by_role("button", name=name, exact=True)
                ).first.click()
                page.locator('[data-testid="stMarkdownContainer"]', has_text=SAYS[name]).first.wait_for()
                found["a choice on a page"].append(time.perf_counter() - start)
                page.wait_for_timeout(400)
            if turn % 2:
                continue
            for name in ("About", "Run", "Missions"):
                start = time.perf_counter()
                page.locator('[data-testid="stTopNavLink"]').filter(has_text=name).first.click()
                page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
                found["another page"].append(time.perf_counter() - start)
                page.wait_for_timeout(700)
        still = [run for run in store.runs(plan) if not run.state.over]
        assert still, "the solve ended before the clicks did"
        store.stop(still[0].id, ANN, at_once=True)
    return [spread(f"{name}, while L is solved", times, 0.5) for name, times in found.items()]


SAYS = {"Budgets": "Most that a mission", "Skill needs": "Skills that somebody"}


def sessions() -> list[dict[str, Any]]:
    """Twenty sessions at once, each looking at every page of the solved demo."""
    with served(demo, solved=20) as (_, url, plan, pid):
        pages = [page.url for page in PAGES]
        together(url, 1, pages, {"plan": plan}, 1, 0)  # the first visitor of the day fills the caches
        before = cpu(pid)
        seen = together(url, 20, pages, {"plan": plan}, 1, 3.0)
        used = cpu(pid) - before
    every = [s for times in seen.seconds.values() for s in times]
    slow = sorted(seen.seconds, key=lambda page: -statistics.median(seen.seconds[page]))[:3]
    rows = [spread("a page, 20 sessions at once", every, 3.0) | {"errors": len(seen.errors)}]
    rows[0]["cpu_s"] = round(used / max(len(every), 1), 3)
    for error in seen.errors[:5]:
        print(error)
    return rows + [spread(f"of these {page}", seen.seconds[page]) for page in slow]


def aborts() -> list[dict[str, Any]]:
    """Twenty solver processes killed in the middle, by turns with SIGKILL and SIGABRT."""
    survived, said = 0, 0
    with served(lambda: tables("M")) as (store, url, plan, _), browser(url) as page:
        page.goto(f"/run?plan={plan}")
        settle(page, 2000)
        for turn in range(20):
            page.get_by_role("button", name="Make a proposal").click()
            while not (going := [r for r in store.runs(plan) if r.state == "running" and r.pid]):
                page.wait_for_timeout(100)
            page.wait_for_timeout(1500)
            os.kill(going[0].pid, signal.SIGABRT if turn % 2 else signal.SIGKILL)
            page.get_by_text("ended by the system").first.wait_for(timeout=30_000)
            said += 1
            survived += urllib.request.urlopen(f"{url}/healthz", timeout=5).status == 200
            settle(page, 300)
            page.goto(f"/run?plan={plan}&n={turn}")
            settle(page, 800)
    return [{"what": "aborts of a solver survived, and said", "number": 20, "survived": survived, "said": said}]


def edits() -> list[dict[str, Any]]:
    """A cell changed among 50,000 people: until the store has it, and until the page stands still."""
    kept, still = [], []
    with served(lambda: tables("XL")) as (store, url, plan, _), browser(url) as page:
        page.goto(f"/people?plan={plan}")
        page.locator('[data-testid="stDataFrame"]').first.wait_for()
        settle(page, 3000)
        for turn in range(8):
            select(page, page.locator('[data-testid="stDataFrame"]').first, turn, "Display name")
            version = store.plan(plan).version
            page.keyboard.press("Enter")
            box = page.locator("#portal textarea, #portal input:not([disabled])").first
            box.fill(f"Changed {turn}")
            page.wait_for_timeout(80)
            start = time.perf_counter()
            page.keyboard.press("Enter")
            while store.plan(plan).version == version and time.perf_counter() - start < 30:
                time.sleep(0.01)
            kept.append(time.perf_counter() - start)
            page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
            still.append(time.perf_counter() - start)
            page.wait_for_timeout(500)
    return [spread("an edit among 50,000 people is kept", kept), spread("and the page stands still again", still)]


def weights() -> list[dict[str, Any]]:
    """What each page weighs when it is opened for the first time, as it comes over the line (MB)."""
    rows = []
    with served(demo, solved=10) as (_, url, plan, _), sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for entry in PAGES:
            context = chromium.new_context(base_url=url)
            page = context.new_page()
            total: list[float] = []
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.on("Network.loadingFinished", lambda event, total=total: total.append(event["encodedDataLength"]))
            line.on("Network.webSocketFrameReceived",
                    lambda event, total=total: total.append(0.75 * len(event["response"]["payloadData"])))  # fmt: skip
            page.goto(f"/{entry.url}?plan={plan}")
            settle(page, 2500)
            rows.append({"what": f"weight of {entry.name}", "mb": round(sum(total) / 1e6, 2)})
            context.close()
        chromium.close()
    return rows


def imports() -> list[dict[str, Any]]:
    """A list of 50,000 people read on the Load page: until what was recognised stands there."""
    with served(demo) as (_, url, plan, pid), browser(url) as page:
        page.goto(f"/load?plan={plan}")
        settle(page, 1000)
        start = time.perf_counter()
        upload(page, ("staff.xlsx", staff_list(50_000)))
        seconds = time.perf_counter() - start
        peak = int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    return [spread("50,000 people read on the Load page", [seconds], 30.0) | {"memory_mb": round(peak)}]


MEASURES = {each.__name__: each for each in (clicks, sessions, aborts, edits, weights, imports)}


def main() -> None:
    """Measure what is named, and record it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ui", description=__doc__)
    parser.add_argument("what", nargs="+", choices=MEASURES)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that the server is let go too
    on, rows = machine(), []
    for name in parser.parse_args().what:
        rows += MEASURES[name]()
        print(json.dumps(rows[-5:], indent=1), flush=True)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{on['date'][:16].replace(':', '')}-ui.json"
    path.write_text(json.dumps({"what": "ui", "machine": on, "runs": rows}, indent=1) + "\n")
    write(RESULTS)


if __name__ == "__main__":
    main()
