"""Whatever ends early, a worker or a reading, the page says what happened and everything acknowledged is there."""

from __future__ import annotations

import io
import os
import signal
import time

import pytest

from teamform.store import Role, RunState, Who, put
from teamform.ui import load_session, memory
from teamform.ui.load_reader import read as read_files
from tests.ui import small
from tests.ui.test_pages import draw, fresh, text

ANN = Who("Ann", Role.PLANNER)


@pytest.fixture
def store(tmp_path):
    yield fresh(tmp_path / "lost.db")
    memory.store().close()
    memory.store.clear()


def test_a_killed_worker_is_said_on_the_page_and_no_edit_is_lost(store):
    plan = store.create_plan("Killed", small.tables(), ANN)
    run = store.queue(plan, 1, {"seconds": 300}, ANN)
    store.start(run)
    store.edit(plan, [put("People", 2, "available_fte", 30)], ANN, 1)
    end = time.monotonic() + 60
    while store.run(run).pid is None and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(store.run(run).pid, signal.SIGKILL)
    while not store.run(run).state.over and time.monotonic() < end:
        store.poll()
        time.sleep(0.05)
    assert store.run(run).state is RunState.DIED
    app = draw("run", plan=plan, run=run)
    assert not app.exception
    assert "SIGKILL" in text(app)
    assert store.tables(plan)["People"].loc[2, "available_fte"] == 30
    assert not draw("people", plan=plan).exception


def test_what_was_settled_about_files_outlives_the_server(store):
    plan = store.create_plan("Import", small.tables(), ANN)
    staff = b"Employee ID,Worker,Organisation,Stufe,FTE\n001,Ash Alder,DHC,Grade 7,0.6\n010,Jo Juniper,DHC,HEO,1\n"
    ident = "abcdefabcdef"
    read_files(ident, [("staff.csv", staff)], load_session.folder(), io.StringIO())
    app = draw("load", plan=plan, **{"import": ident})
    assert "Guess: needs your tick" in text(app)
    next(box for box in app.checkbox if "Grade" in box.label).check().run()
    assert not app.exception
    load_session._held.clear()  # as if the server had been killed and started again
    again = draw("load", plan=plan, **{"import": ident})
    again.segmented_control[0].set_value("recognised").run()  # nothing is left to settle: it opens one step on
    assert "Guess: needs your tick" not in text(again) and "Your choice" in text(again)
    again.segmented_control[0].set_value("use").run()
    next(button for button in again.button if button.label == "Use these").click().run()
    assert not again.exception
    people = store.tables(plan)["People"].set_index("person_id")
    assert people.loc["010", "grade"] == "HEO" and people.loc["001", "contract_fte"] == 60
    assert [event.kind for event in store.history(plan)] == ["replace", "made"]
    assert not list(load_session.folder().glob(f"{ident}*"))


def test_a_pasted_block_goes_the_way_of_every_file(store):
    plan = store.create_plan("Pasted", small.tables(), ANN)
    app = draw("load", plan=plan)
    app.text_area[0].input("person_id\tname\torganisation\tFTE\n001\tAsh Alder\tDHC\t0,4\n").run()
    next(button for button in app.button if button.label == "Read these cells").click().run()
    end = time.monotonic() + 60
    while not app.segmented_control and time.monotonic() < end:  # the steps are there once it was read
        time.sleep(0.2)
        app.run()
    app.segmented_control[0].set_value("recognised").run()  # nothing is left to settle: it opens one step on
    assert not app.exception
    assert "Read as People" in text(app)
    app.segmented_control[0].set_value("use").run()
    next(button for button in app.button if button.label == "Use these").click().run()
    assert store.tables(plan)["People"].set_index("person_id").loc["001", "contract_fte"] == 40


def test_no_more_than_three_files_are_read_at_once(store):
    for _ in range(5):
        load_session.begin([("staff.csv", b"Employee ID,Worker,FTE\n1,Ash Alder,1\n")])
    readings = list(load_session._held().values())
    assert len(readings) == load_session.MOST_READINGS
    for held in readings:
        load_session.drop(held.id)
    assert not load_session._held() and not load_session.unfinished()
