"""Reading files in a process of its own, so that the pages stay quick and a reading can be cancelled."""

from __future__ import annotations

import copyreg
import json
import logging
import marshal
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from teamform.errors import InputError
from teamform.store.processes import give_way
from teamform.ui import load_draft, load_keep
from teamform.ui.load_draft import Draft
from teamform.workbook import Imported, import_files

Sources = Sequence[tuple[str, bytes]]
BROKEN = ("Reading broke off, perhaps for want of memory. Nothing was changed: leave out the largest file, or split "
          "it, and read the rest.")  # fmt: skip
log = logging.getLogger("teamform.ui")
copyreg.pickle(MappingProxyType, lambda proxy: (load_draft.read_only, (dict(proxy),)))  # plans hold some


class Reading:
    """A reading that goes on in another process; it can be asked how far it is, and be stopped."""

    def __init__(self, ident: str, folder: Path, sources: Sources = ()) -> None:
        """Without ``sources``, the draft that is kept under ``ident`` is put together again."""
        self.ident, self.begun = ident, time.monotonic()
        self.files = len(sources)
        self._told = tempfile.TemporaryFile()  # noqa: SIM115  (open for as long as the reading goes on)
        self._result = tempfile.TemporaryFile()  # noqa: SIM115
        package = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        with tempfile.TemporaryFile() as given:
            marshal.dump([(name, content) for name, content in sources], given)
            given.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "teamform.ui.load_reader", str(folder), ident],
                stdin=given, stdout=self._result, stderr=self._told, start_new_session=True,
                env={**os.environ, "PYTHONPATH": path},
            )  # fmt: skip

    @property
    def going(self) -> bool:
        """Whether it is still going on."""
        return self._process.poll() is None

    @property
    def seconds(self) -> int:
        """For how long it has gone on."""
        return int(time.monotonic() - self.begun)

    def sentence(self) -> str:
        """How far it is, in words."""
        told = [json.loads(line) for line in self._last_lines() if line.startswith('["') and line.endswith("]")]
        if not told:
            return "Opening the files." if self.files else "Putting the rows together again."
        sheet, rows = told[-1]
        return f"{rows:,} rows of “{sheet}” read. Then every cell is checked." if sheet else f"{rows:,} rows read."

    def _last_lines(self) -> list[str]:
        """The last that it said."""
        size = os.fstat(self._told.fileno()).st_size
        return os.pread(self._told.fileno(), 2000, max(0, size - 2000)).decode(errors="replace").splitlines()

    def result(self) -> tuple[Draft, Imported] | str:
        """What came of it: the draft with what it comes to, or a sentence."""
        with self._result, self._told:
            if not self._process.returncode:
                self._result.seek(0)
                # Made by a process of ours out of plain values: bytes of files are taken apart in another (door/child).
                return pickle.load(self._result)
            kind = self._last_lines()[-1:] or [""]
            log.error("a reading broke off, code %s: %s", self._process.returncode, kind[0].partition(":")[0])
            return BROKEN

    def stop(self) -> None:
        """End it and whatever it started; nothing of it is kept."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._result.close()
        self._told.close()


def read(ident: str, sources: Sources, folder: Path, told: IO[str]) -> tuple[Draft, Imported] | str:
    """Import files with what is remembered of such files; the draft is kept in the folder."""

    def watch(sheet: str, rows: int) -> None:
        print(json.dumps([sheet or " ", rows], ensure_ascii=False), file=told, flush=True)

    try:
        found = import_files(sources, load_keep.mapping(folder), watch=watch)
    except InputError:  # what was remembered makes no sense any more
        found = import_files(sources, watch=watch)
    draft = Draft(ident, found.files, dict(found.refused), found.dropped, dict(found.grids))
    if load_keep.take_up(draft, found, folder):
        found = draft.imported()
    if draft.grids:
        draft.write(folder)
    return draft, found


def again(ident: str, folder: Path) -> tuple[Draft, Imported] | str:
    """Put a draft that is kept together again."""
    draft = load_draft.load(folder, ident)
    return "That import is gone: load the files again." if draft is None else (draft, draft.imported())


def main() -> None:
    """Do what the parent asks for, and give it the result."""
    give_way(10)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints can't disturb the result
    folder, ident = Path(sys.argv[1]), sys.argv[2]
    sources: list[Any] = marshal.load(sys.stdin.buffer)
    result = read(ident, sources, folder, sys.stderr) if sources else again(ident, folder)
    with out:
        pickle.dump(result, out, 5)


if __name__ == "__main__":
    main()
