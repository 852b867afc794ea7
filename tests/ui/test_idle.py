"""Safe serving: windows that nobody uses are cleared, and files that are too large are refused by the server itself."""

from __future__ import annotations

import time
import tomllib

import pytest

from teamform.store import Role, Store, Who
from teamform.ui import idle, memory
from tests.ui import small
from tests.ui.conftest import ROOT
from tests.ui.journey import settle
from tests.ui.test_pages import draw, fresh, text


@pytest.fixture
def plan(tmp_path):
    store = fresh(tmp_path / "idle.db")
    yield store.create_plan("Idle", small.tables(), Who("Ann", Role.PLANNER))
    store.close()
    memory.store.clear()


def test_a_window_that_nobody_used_is_cleared_and_can_be_opened_again(plan):
    app = draw("person", plan=plan, **{"as": "HR"})
    assert "Idle" in text(app)
    app.session_state[idle.USED] = time.monotonic() - idle.seconds() - 1
    app.run()
    assert "You were away" in text(app)
    assert "Idle" not in text(app)
    assert not app.selectbox and "teamform.plan" not in app.session_state
    app.button("idle.go").click().run()
    assert "Idle" in text(app) and "You were away" not in text(app)


def test_how_long_a_window_may_stay_unused_can_be_set(monkeypatch):
    assert idle.seconds() == 1800
    for given, wanted in (("5", 300), ("nonsense", 1800), ("-1", 3)):
        monkeypatch.setenv("TEAMFORM_IDLE_MINUTES", given)
        assert idle.seconds() == wanted


def test_the_options_with_which_the_app_is_served_are_the_safe_ones():
    options = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
    server, client = options["server"], options["client"]
    assert (server["maxUploadSize"], server["address"], server["disconnectedSessionTTL"]) == (25, "127.0.0.1", 120)
    assert (client["showErrorDetails"], client["toolbarMode"]) == ("none", "viewer")
    assert not options["browser"]["gatherUsageStats"] and not options["runner"]["magicEnabled"]
    assert not {"enableXsrfProtection", "enableCORS"} & set(server), "the safe defaults stand"


@pytest.mark.browser
def test_the_server_itself_refuses_a_file_that_is_too_large_or_sent_by_a_stranger(page, database):
    with Store(database) as store:
        plan = store.create_plan("Limit", small.tables(), Who("Ann", Role.PLANNER))
    page.goto(f"/load?plan={plan}")
    settle(page, 600)
    with page.expect_request(lambda r: r.method == "PUT") as sent:
        page.locator('input[type="file"]').set_input_files({"name": "a.csv", "mimeType": "", "buffer": b"a,b\n1,2\n"})
    settle(page)
    send = """async ([url, headers, size]) => { const data = new FormData();
        data.append('file', new Blob([new Uint8Array(size)]), 'b.csv');
        return (await fetch(url, {method: 'PUT', body: data, headers})).status }"""
    token = {"X-Xsrftoken": sent.value.headers["x-xsrftoken"]}
    assert page.evaluate(send, [sent.value.url, token, 2**20]) == 204
    assert page.evaluate(send, [sent.value.url, token, 26 * 2**20]) == 413
    assert page.evaluate(send, [sent.value.url, {}, 10]) == 403
