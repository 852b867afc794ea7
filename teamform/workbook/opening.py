"""Opening a file: a child process reads it, and is stopped when it takes too much."""

from __future__ import annotations

import io
import marshal
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from teamform.errors import UnreadableFile
from teamform.workbook.door import limits
from teamform.workbook.grid import Grid

_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from teamform.workbook.door.child import main; main()"
_ROOT = str(Path(__file__).parents[2])
Watch = Callable[[str, int], None]


def open_book(source: str | os.PathLike[str] | bytes, watch: Watch | None = None, title: str = "") -> list[Grid]:
    """The sheets of a file as grids of plain cells.

    ``watch`` is told the sheet and how many of its rows have come in. Raises UnreadableFile, with a
    sentence for people, for whatever can't or may not be opened.
    """
    title = title or ("" if isinstance(source, bytes) else Path(source).name)
    name = f"“{title}”" if title else "The file"
    with _file(source, name) as file:
        child = subprocess.Popen(
            [sys.executable, "-I", "-c", _CHILD, _ROOT],
            stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return _received(child, name, watch)
        finally:
            child.kill()
            child.wait()
            assert child.stdout is not None
            child.stdout.close()


@contextmanager
def _file(source: str | os.PathLike[str] | bytes, name: str) -> Iterator[IO[bytes]]:
    """The file to hand to the child."""
    if isinstance(source, bytes):
        with tempfile.TemporaryFile() as copy:
            copy.write(source)
            copy.seek(0)
            yield copy
        return
    if Path(source).exists() and not Path(source).is_file():
        raise UnreadableFile(f"{name} can't be opened: it is no file.")
    try:
        file = Path(source).open("rb")  # noqa: SIM115
    except OSError as error:
        raise UnreadableFile(f"{name} can't be opened: {(error.strerror or 'unknown reason').lower()}.") from None
    with file:
        yield file


def _received(child: subprocess.Popen[bytes], name: str, watch: Watch | None) -> list[Grid]:
    grids: list[Grid] = []
    rows = 0
    for kind, *payload in _messages(child, name):
        match kind:
            case "sheet":
                grids.append(Grid.named(*payload[0]))
                rows = 0
            case "rows":
                grids[-1].add(payload[0])
                rows += len(payload[0])
                if watch:
                    watch(grids[-1].name, rows)
            case "refused":
                raise UnreadableFile(f"{name} can't be used. {payload[0]}")
            case "done":
                return grids
    raise UnreadableFile(f"{name} can't be used. Reading it broke off: open it in a spreadsheet program and save it "
                         "again as .xlsx.")  # fmt: skip


def _messages(child: subprocess.Popen[bytes], name: str) -> Iterator[tuple[Any, ...]]:
    """What the child says, until it ends or its time is up."""
    assert child.stdout is not None
    deadline = time.monotonic() + limits.SECONDS
    buffer = io.BytesIO()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise UnreadableFile(f"{name} can't be used. It takes far longer to read than a file of its size "
                                     "should: it isn't opened.")  # fmt: skip
            chunk = os.read(child.stdout.fileno(), 2**20)
            if not chunk:
                return
            buffer.write(chunk)
            rest = whole = buffer.getvalue()
            while len(rest) >= 4 and len(rest) >= 4 + int.from_bytes(rest[:4], "big"):
                length = int.from_bytes(rest[:4], "big")
                message = marshal.loads(rest[4 : 4 + length])
                rest = rest[4 + length :]
                if message[0] == "size":
                    deadline += message[1] / limits.MEBIBYTE * limits.SECONDS_PER_MEBIBYTE
                yield message
            if rest is not whole:
                buffer = io.BytesIO()
                buffer.write(rest)
