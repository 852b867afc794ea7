"""The import that a browser works on: begun, watched, changed, and dropped; whatever was settled is kept at once."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from teamform.errors import TeamformError
from teamform.report.shipped import shipped
from teamform.store.database import data_folder
from teamform.ui import load_draft, load_keep, look, memory, state
from teamform.ui.load_draft import Choices, Draft
from teamform.ui.load_reader import Reading, Sources
from teamform.workbook import Imported

IMPORT = "teamform.import"
MOST_HELD = 6
"""How many imports are kept at hand; others are read from the folder again."""
MOST_READINGS = 3
"""How many readings go on at once: each takes a processor and some memory."""


@dataclass
class Held:
    """An import at hand: its draft, what it comes to, and a reading that goes on."""

    id: str
    draft: Draft | None = None
    found: Imported | None = None
    reading: Reading | None = None
    waiting: int = 0
    """How many changes of a large draft wait for the next reading."""
    stamp: int = 0
    """Grows whenever something else came of it."""
    seen: frozenset[int] = frozenset()
    """The lines that were there when such a file was last loaded."""


def folder() -> Path:
    """Where imports are kept: beside the store's file, or in the usual data folder."""
    url = memory.store().url
    file = url.database if url.drivername.startswith("sqlite") else ""
    return (Path(file).parent if file and file != ":memory:" else data_folder()) / "imports"


@st.cache_resource(show_spinner=False)
def _held() -> dict[str, Held]:
    """The imports at hand, by id, the one used last at the end."""
    return {}


def _hold(held: Held) -> Held:
    every = _held()
    every.pop(held.id, None)
    every[held.id] = held
    for ident in [i for i, other in every.items() if other.reading is None or not other.reading.going][:-MOST_HELD]:
        gone = every.pop(ident)
        if gone.reading is not None:
            gone.reading.stop()
    return held


def _busy() -> bool:
    """Say so if as many files are being read as can be at once."""
    going = sum(held.reading is not None and held.reading.going for held in list(_held().values()))
    if going >= MOST_READINGS:
        state.problem("Other people's files are being read just now. Try again in a minute; nothing was lost.")
    return going >= MOST_READINGS


def begin(sources: Sources) -> None:
    """Start to read files."""
    if _busy():
        return
    held = _hold(Held(uuid.uuid4().hex[:12]))
    held.reading = Reading(held.id, folder(), sources)
    st.session_state[IMPORT] = held.id
    state.remember("import", held.id)
    state.refresh("upload")


def begin_demo() -> None:
    """Start to read the demonstration workbook."""
    begin([("The demo.xlsx", shipped("data/demo.xlsx").read_bytes())])


def current() -> Held | None:
    """The import that this browser works on: the one in the address, or in the session; None if there is none."""
    ident = state.given("import") or st.session_state.get(IMPORT, "")
    if not ident:
        return None
    held = _held().get(ident) or _from_folder(ident)
    if held is None:
        leave()
        look.inset(["That import is gone: it was used, thrown away, or never kept."], "amber")
        return None
    st.session_state[IMPORT] = ident
    state.remember("import", ident)
    return _hold(held)


def _from_folder(ident: str) -> Held | None:
    """An import that was kept, after a restart of the server."""
    draft = load_draft.load(folder(), ident)
    if draft is None:
        return None
    held = Held(ident, draft)
    if draft.large:
        held.reading = Reading(ident, folder())
    else:
        _came(held, draft, draft.imported())
    return held


def open_kept(ident: str) -> None:
    """Go on with an import that was kept."""
    st.session_state[IMPORT] = ident
    state.remember("import", ident)


def arrived(held: Held) -> bool:
    """Whether nothing is being read; takes up what came when a reading has just ended."""
    reading = held.reading
    if reading is None or reading.going:
        return reading is None
    held.reading = None
    result = reading.result()
    if isinstance(result, str):
        state.problem(result)
        if held.draft is None:
            drop(held.id)
        st.rerun()  # so that the problem is said at the top of the page
    _came(held, *result)
    return True


def _came(held: Held, draft: Draft, found: Imported) -> None:
    held.draft, held.found, held.waiting, held.stamp = draft, found, 0, held.stamp + 1
    held.seen = load_keep.seen_before(draft, found, folder())


def change(held: Held, settle: Callable[[Choices], None]) -> None:
    """Settle something; it is kept at once, and what comes of it is worked out, of large files when asked for."""
    draft = held.draft
    if draft is None:
        return
    before = copy.deepcopy(draft.choices)
    settle(draft.choices)
    try:
        found = None if draft.large else draft.imported()
        draft.save(folder())
    except (TeamformError, OSError) as error:
        draft.choices = before
        state.problem(f"That was not kept. {error}")
        return
    if found is None:
        held.waiting += 1
    else:
        _came(held, draft, found)


def check_again(held: Held) -> None:
    """Put a large draft together again, with the changes that wait."""
    if not _busy():
        held.reading = Reading(held.id, folder())


def cancel(held: Held) -> None:
    """Stop a reading; a first reading leaves nothing, a further one leaves what was there."""
    if held.reading is not None:
        held.reading.stop()
        held.reading = None
    if held.found is None:
        drop(held.id)
        state.notice("Reading was cancelled. Nothing of the files is kept.")


def remember(held: Held) -> None:
    """Remember what was settled, and which lines have been seen, for the next files of this kind."""
    if held.draft is not None and held.found is not None:
        load_keep.remember(held.draft, held.found, folder())


def drop(ident: str) -> None:
    """Throw an import away."""
    held = _held().pop(ident, None)
    if held is not None and held.reading is not None:
        held.reading.stop()
    load_draft.forget(folder(), ident)
    if st.session_state.get(IMPORT) == ident:
        leave()


def leave() -> None:
    """Go back to the beginning of the page; the import itself stays."""
    st.session_state.pop(IMPORT, None)
    state.remember("import", "")


def unfinished() -> list[tuple[str, dict[str, object]]]:
    """Imports that were begun and not yet used: id and which files they are of."""
    return load_draft.kept(folder())
