"""What journeys in the browser have in common: waiting for the page, going to one, reading a table."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import parse_qs, urlparse

READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def settle(page, pause: int = 250) -> None:
    """Wait until the page stands still, and be sure that nothing went wrong on it."""
    page.wait_for_timeout(pause)
    page.wait_for_selector(READY)
    page.wait_for_timeout(150)
    wrong = page.locator('[data-testid="stException"], [data-testid="stAlert"]')
    assert wrong.count() == 0, wrong.first.inner_text()


def go(page, name: str) -> None:
    """Go to a page by the navigation."""
    page.locator('[data-testid="stTopNavLink"], [data-testid="stTopNavLinkContainer"] a').filter(
        has_text=name
    ).first.click()
    page.get_by_role("heading", name=name, exact=True, level=1).wait_for()
    settle(page)


def load_demo(page, name: str = "The demo") -> str:
    """Load the demo as a new plan and open it; returns its id."""
    page.goto("/load")
    settle(page)
    page.get_by_role("button", name="Load the demo").click()
    page.get_by_label("Name of the plan").wait_for(timeout=30_000)
    settle(page)
    page.get_by_label("Name of the plan").fill(name)
    page.get_by_label("Name of the plan").press("Enter")
    settle(page)
    page.get_by_role("button", name="Use these as a new plan").click()
    page.get_by_text(f"“{name}” is loaded and open.").wait_for()
    settle(page)
    return address(page)["plan"]


def upload(page, *files) -> None:
    """Drop files on the Load page, read them, and wait for what was recognised; ``files`` are name and content."""
    given = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    page.locator('input[type="file"]').set_input_files(given)
    page.get_by_role("button", name=f"Read {len(files)} file").click()
    page.get_by_role("button", name="Don't use these files").wait_for(timeout=60_000)
    settle(page)


def saved(page, button: str, path):
    """Click a download and keep the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    waiting.value.save_as(path)
    return path


def address(page) -> dict[str, str]:
    """What the address of the page says."""
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def choose(page, label: str, option: str, scope=None) -> None:
    """Choose from a list by the keyboard, and see it chosen: a list closes again when the page scrolls or is drawn."""
    from playwright.sync_api import TimeoutError as TooLate  # only where there is a browser

    box = (scope or page).get_by_role("combobox", name=label, exact=True).first
    box.scroll_into_view_if_needed()
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(8):
        if box.input_value() == option:
            return
        box.focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)
        if not wanted.count():
            continue
        with suppress(TooLate):  # the list closed while the pointer was on its way
            wanted.click(timeout=2000)
        page.wait_for_timeout(100)
    assert box.input_value() == option


def figure(page, name: str) -> str:
    """A key figure of the page, by its name."""
    box = page.locator(".tf-figures div").filter(has=page.locator("dt", has_text=name)).first
    return box.locator("dd").inner_text().split()[0]


def rows(page, caption: str) -> list[list[str]]:
    """The cells of a table that is there to read."""
    table = page.locator("table").filter(has=page.locator("caption", has_text=caption)).first
    table.wait_for()
    return [r.locator("td").all_inner_texts() for r in table.locator("tbody tr").all()]


def run(page) -> str:
    """Make a proposal, stop as soon as there is something to keep, and wait for it; returns the run's id."""
    go(page, "Run")
    choose(page, "Search for at most", "5 minutes")
    page.get_by_role("button", name="Make a proposal").click()
    page.get_by_text("may still improve by at most").first.wait_for(timeout=60_000)
    settle(page)
    page.get_by_role("button", name="Stop and keep the best so far").click()
    page.get_by_role("button", name="Download as Excel").wait_for(timeout=120_000)
    settle(page)
    return address(page)["run"]
