"""Takes the pictures in docs/images from the real app: ``python docs/screenshots.py [PAGE ...]``.

Needs the test extra and Debian's Chromium. The demo is solved first, so it takes a minute or two.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from teamform.solve import Limits, solve  # noqa: E402
from teamform.store import Act, Role, Store, Who  # noqa: E402
from teamform.ui.load_reader import read as read_files  # noqa: E402
from teamform.ui.menu import PAGES  # noqa: E402
from teamform.workbook import read  # noqa: E402
from tests.ui.conftest import ARGS, CHROMIUM, start_server, stop_server  # noqa: E402
from tests.ui.journey import settle  # noqa: E402

IMAGES = Path(__file__).parent / "images"
WIDTH, TALLEST, COLOURS = 1280, 1500, 96
LARGEST = 200_000

PARTS = {
    "ladder": ("supply?show=ladder&discipline=BEH", "", "which leaves"),
    "short_seats": ("supply?show=short_seats", "", "short in"),
    "coverage": ("team?show=all_teams&picture=coverage", "", ""),
    "who_is_where": ("team?show=all_teams&picture=who_is_where", "", ""),
    "who_gives": ("team?show=all_teams&picture=who_gives_to_whom", "", ""),
    "together": ("team?show=all_teams&picture=who_works_together", "", ""),
    "first_steps": ("missions?sheet=first_steps", "", ""),
    "step_in": ("supply?show=who_could_step_in", "See who could step in", "Seats, the most fragile first"),
    "prices": ("trade_offs?show=prices_of_rules", "Work out the prices", "lets go at most"),
    "wish": ("trade_offs?show=a_wish", "Can this be had?", "Ways out, the smallest change first"),
    "equal": ("trade_offs?show=equal_plans", "Look for equal plans", "How they differ otherwise"),
}
"""Parts of pages: where each is, the button that asks, and a text that shows that the answer is there."""
PATIENCE = 300
"""Seconds for which an answer is waited for; what is there then is taken."""


def seed(database: str) -> tuple[str, str]:
    """The demo with a proposal and what its leaders say; returns the ids of the plan and of the proposal."""
    with Store(database) as store:
        ann, demo = Who("Ann Planner"), read(ROOT / "data" / "demo.xlsx")
        plan = store.create_plan("Autumn round", demo.tables, ann)
        proposal = store.save_proposal(plan, 1, solve(demo.plan, Limits(seconds=45)), ann)
        placed = store.proposal(proposal).proposal.allocation
        store.decide(proposal, Who("Sam Leader", Role.LEADER, ("C1",)), Act.APPROVE, "C1")
        person = str(placed.loc[placed["team_id"] == "C2", "person_id"].iloc[0])
        store.decide(proposal, Who("Kit Leader", Role.LEADER, ("C2",)), Act.ANOTHER, "C2", person, "Promised elsewhere")
        store.copy_plan(plan, "RPS releases more", ann)
    return plan, proposal


def start(database: str, plan: str) -> None:
    """Set a run going, so that there is something to watch."""
    with Store(database) as store:
        store.start(store.queue(plan, 1, {"seconds": 60.0}, Who("Ann Planner")))


def import_files(folder: Path) -> str:
    """Three exports that are being checked; returns the import's id."""
    ident = "0123456789ab"
    exports = sorted((ROOT / "tests" / "ui" / "exports").iterdir())
    read_files(ident, [(f.name, f.read_bytes()) for f in exports], folder / "imports", io.StringIO())
    return ident


def take(page, url: str, name: str, width: int = WIDTH, button: str = "", text: str = "") -> None:
    """One page as a picture, small enough to live in a repository; first ask what ``button`` asks."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)
    settle(page, 1500)
    if page.locator('[data-testid="stPlotlyChart"]').count():
        page.locator(".main-svg").first.wait_for(timeout=PATIENCE * 1000)
    if button:
        page.get_by_role("button", name=button, exact=True).first.click()
    if text:
        answered(page, text)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(int(height) + 20, 500), TALLEST)})
    page.wait_for_timeout(2000)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    for colours in (COLOURS, 48, 24):
        Image.open(path).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size < LARGEST:
            break
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def answered(page, text: str) -> None:
    """Wait until a text is there, or until there is nothing more to wait for."""
    end = time.monotonic() + PATIENCE
    over = page.locator('p[role="status"]').filter(has_not_text="Working")
    while not page.get_by_text(text).count() and not over.count() and time.monotonic() < end:
        page.wait_for_timeout(1000)
    page.wait_for_timeout(1500)


def main() -> None:
    """Take every picture, or those of the pages named."""
    IMAGES.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/pictures.db"
        process, url = start_server(Path(folder), database)
        try:
            plan, proposal = seed(database)
            where = f"plan={plan}&proposal={proposal}"
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGS)
                page = browser.new_page()
                for name in [entry.url or "home" for entry in PAGES if entry.url != "run"]:
                    if not wanted or name in wanted:
                        more = f"&import={import_files(Path(folder))}" if name == "load" else ""
                        take(page, f"{url}/{name if name != 'home' else ''}?{where}{more}", name)
                for name, (path, button, text) in PARTS.items():
                    if not wanted or name in wanted:
                        take(page, f"{url}/{path}&{where}", name, WIDTH, button, text)
                if not wanted or "phone" in wanted:
                    take(page, f"{url}/team?{where}&team=C2&as=leader&of=C2", "phone", 320)
                if not wanted or "run" in wanted:
                    start(database, plan)  # last, since it takes its share of the machine
                    take(page, f"{url}/run?plan={plan}", "run", text="Goals so far")
                browser.close()
        finally:
            stop_server(process)


if __name__ == "__main__":
    main()
