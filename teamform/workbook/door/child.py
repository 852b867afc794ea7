"""The child process: reads the file on its standard input and writes plain cells to its standard output.

Its memory is limited from the start; its parent stops it when its time is up. Each message is a
length of four bytes and that many bytes of ``marshal``, which holds plain values and runs nothing.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import IO, Any, BinaryIO

from teamform.workbook.door import limits
from teamform.workbook.door.refused import Refused
from teamform.workbook.door.sheet import Found, Sheet

ROWS_A_MESSAGE, CELLS_A_MESSAGE = 2000, 100_000
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def main() -> None:
    """Read one file and say what is in it, or why it isn't opened."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints can't disturb the messages
    _limit_memory()
    try:
        for message in _messages(sys.stdin.buffer):
            _send(out, message)
        _send(out, ("done",))
    except Refused as refused:
        _send(out, ("refused", str(refused)))
    except MemoryError:
        _send(out, ("refused", "It needs more memory than a workbook may take: split it into smaller files."))
    except Exception as error:  # a hostile file may make a reader fail in any way; here every way is a refusal
        _send(out, ("refused", f"It can't be read as a workbook ({type(error).__name__}): save it again as .xlsx."))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # only where the system offers it
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    least = limits.MEMORY if most == resource.RLIM_INFINITY else min(limits.MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (least, most))


def _send(out: IO[bytes], message: Any) -> None:
    body = marshal.dumps(message)
    out.write(len(body).to_bytes(4, "big") + body)
    out.flush()


def _messages(file: BinaryIO) -> Iterator[Any]:
    """The time that the file may take, then its sheets and their rows."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise Refused("It is empty.")
    if size > limits.FILE_BYTES:
        raise Refused(f"It has {size / limits.MEBIBYTE:,.0f} MB; at most "
                      f"{limits.FILE_BYTES / limits.MEBIBYTE:,.0f} MB are opened.")  # fmt: skip
    start = file.read(8)
    file.seek(0)
    yield ("size", size * 10)
    if start.startswith(ZIP):
        yield from _zipped(file)
    elif start.startswith(OLD_OFFICE):
        from teamform.workbook.door import xls

        yield from _batched(xls.read(file))
    else:
        from teamform.workbook.door import text

        yield from _batched(text.read(file))


def _zipped(file: BinaryIO) -> Iterator[Any]:
    """The sheets of a zipped workbook of either family."""
    from teamform.workbook.door import ods, xlsx
    from teamform.workbook.door.package import Package

    package = Package(file)
    yield ("size", package.size)
    if "xl/workbook.bin" in package:
        raise Refused("It is a binary workbook (.xlsb): save it as .xlsx.")
    if "mimetype" in package and package.open("mimetype").read(200).startswith(OPEN_DOCUMENT):
        yield from _batched(ods.read(package))
    else:
        yield from _batched(xlsx.read(package))


def _batched(found: Iterable[Sheet | tuple[int, Found]]) -> Iterator[Any]:
    """Sheets and rows as messages, many rows in one."""
    rows: list[tuple[int, Found]] = []
    cells = 0
    for item in found:
        if isinstance(item, Sheet):
            yield from _rows(rows)
            rows, cells = [], 0
            yield ("sheet", astuple(item))
        else:
            rows.append(item)
            cells += len(item[1])
            if len(rows) == ROWS_A_MESSAGE or cells > CELLS_A_MESSAGE:
                yield from _rows(rows)
                rows, cells = [], 0
    yield from _rows(rows)


def _rows(rows: list[tuple[int, Found]]) -> Iterator[Any]:
    if rows:
        yield ("rows", rows)
