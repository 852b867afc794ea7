"""Everybody can use every page: no accessibility violation, no sideways scroll at 320 pixels, no stray shortcuts."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import urllib.request

import pytest

from teamform.solve import Limits, solve
from teamform.store import Act, Role, Store, Who
from teamform.ui.menu import PAGES
from tests.ui import small
from tests.ui.conftest import ROOT
from tests.ui.journey import settle

pytestmark = pytest.mark.browser
ANN = Who("Ann", Role.PLANNER)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map(
    v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' | ')))"""


@pytest.fixture(scope="module")
def plan(database):
    """A plan with a proposal, a decision and a run to look at."""
    with Store(database) as store:
        made = store.create_plan("Access", small.tables(), ANN)
        proposal = store.save_proposal(made, 1, solve(small.plan(), Limits(seconds=10, workers=1)), ANN)
        store.decide(proposal, Who("Sam", Role.LEADER, ("A1",)), Act.APPROVE, "A1")
    return made


@pytest.mark.parametrize("entry", PAGES, ids=lambda p: p.name)
def test_a_page_has_no_accessibility_violation_and_fits_320_pixels(entry, page, plan, axe):
    page.goto(f"/{entry.url}?plan={plan}")
    page.get_by_role("heading", name=entry.name, exact=True, level=1).wait_for()
    everybody_can_use(page, axe)


def everybody_can_use(page, axe) -> None:
    """No violation at 1280 and at 320 pixels, and no sideways scroll, also at four times the size."""
    settle(page, 500)
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE, RULES) == []
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_timeout(300)
    widest = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    inside = "(e => e.scrollWidth - e.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    assert page.evaluate(widest) <= 0
    assert page.evaluate(inside) <= 0
    assert page.evaluate(RUN_AXE, RULES) == []
    page.set_viewport_size({"width": 320, "height": 256})
    page.wait_for_timeout(150)
    assert page.evaluate(inside) <= 0


PARTS = (
    "supply?show=ladder",
    "team?show=all_teams&picture=coverage",
    "trade_offs?show=a_wish",
    "missions?sheet=first_steps",
)


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_pages_with_their_own_address_have_no_violation_and_fit(part, page, plan, axe):
    page.goto(f"/{part}&plan={plan}")
    everybody_can_use(page, axe)


def test_a_leaders_page_has_no_accessibility_violation(page, plan, axe):
    page.goto(f"/team?plan={plan}&team=A1&as=leader&of=A1")
    settle(page, 600)
    page.evaluate(axe)
    assert page.evaluate(RUN_AXE, RULES) == []


def test_single_letters_neither_rerun_the_page_nor_clear_anything(page, plan):
    page.goto(f"/about?plan={plan}")
    settle(page, 600)
    page.evaluate("""() => { window.seen = 0; new MutationObserver(() => window.seen++).observe(
        document.querySelector('[data-testid="stApp"]'),
        {attributes: true, attributeFilter: ['data-test-script-state']}) }""")
    page.locator("h1").click()
    for key in ("r", "c", "R", "C"):
        page.keyboard.press(key)
    page.wait_for_timeout(600)
    assert page.evaluate("window.seen") == 0
    assert page.get_by_text("Clear caches").count() == 0


def test_every_chart_has_a_description_and_a_table_twin(page, plan):
    for name in ("compare?picture=who_gives_to_whom", "team?show=all_teams&picture=who_gives_to_whom"):
        page.goto(f"/{name}&plan={plan}")
        settle(page, 600)
        page.locator('[data-testid="stPlotlyChart"]').first.wait_for()
        for chart in page.locator('[data-testid="stPlotlyChart"]').all():
            described = chart.evaluate(
                "e => (e.closest('[aria-label]') || e.querySelector('[aria-label]') || e).ariaLabel || ''"
            )
            assert len(described) > 20, name
        assert page.get_by_text("Show as table").count() >= page.locator('[data-testid="stPlotlyChart"]').count()


def test_a_shaded_table_names_its_rows_and_columns_and_says_in_text_what_it_shows_in_colour(page, plan):
    page.goto(f"/team?show=all_teams&picture=coverage&plan={plan}")
    settle(page, 600)
    table = page.locator("table.tf-heat")
    assert table.locator("caption").inner_text().startswith("How far each team's seats are filled")
    assert table.locator('tbody th[scope="row"]').all_inner_texts() == ["A1", "B2"]
    said = table.locator("td:not(.tf-h0)").all_inner_texts()
    assert said and all(text[:1] in "✔✖◐" for text in said)


def test_a_light_page_loads_no_chart_library(page, plan):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("", "supply", "team", "trade_offs", "board", "decisions"):
        page.goto(f"/{name}?plan={plan}")
        settle(page, 500)
    assert not [url for url in asked if "plotly" in url.lower()]


def test_a_page_works_by_keyboard_alone(page, plan):
    page.goto(f"/team?plan={plan}")
    settle(page, 600)
    reached = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''").strip())
    assert {"Home", "Board"} <= reached
    assert any("Download as Excel" in text for text in reached)


def test_every_answer_carries_safe_headers_and_the_health_check_knows_the_store(app_url):
    for path in ("/", "/healthz", "/_stcore/health"):
        headers = urllib.request.urlopen(app_url + path, timeout=5).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert json.load(urllib.request.urlopen(f"{app_url}/healthz", timeout=5)) == {"app": "ok", "store": "ok"}


def test_the_rules_are_loaded_before_the_first_visitor_comes_and_every_page_soon_after():
    code = (
        "import app, asyncio, sys, threading\n"
        "from teamform.ui.serving import ready\n"
        "asyncio.run(ready(None).__aenter__())\n"
        "assert 'teamform.rules.fit' in sys.modules\n"
        "for each in threading.enumerate():\n"
        "    each.name == 'pages' and each.join()\n"
        "assert {'plotly.graph_objects', 'teamform.ui.load_use'} <= set(sys.modules)\n"
        "assert 'ortools' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_scripts_come_compressed_to_whoever_can_read_that_and_are_the_same(app_url):
    page = urllib.request.urlopen(f"{app_url}/", timeout=5).read().decode()
    script = re.search(r'src="\.?(/static/js/[^"]+\.js)"', page).group(1)
    plain = urllib.request.urlopen(app_url + script, timeout=5)
    for _ in range(2):
        asked = urllib.request.Request(app_url + script, headers={"Accept-Encoding": "gzip, br"})
        packed = urllib.request.urlopen(asked, timeout=5)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["X-Frame-Options"] == "DENY"
        body = packed.read()
        assert int(packed.headers["Content-Length"]) == len(body)
    whole = plain.read()
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(body) == whole
    assert len(body) < len(whole) / 2


def test_a_page_loads_nothing_from_elsewhere(page, plan, app_url):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/supply?plan={plan}")
    settle(page, 600)
    assert [u for u in asked if not u.startswith((app_url, app_url.replace("http", "ws"), "data:", "blob:"))] == []
