"""Looking at a zipped workbook before anything in it is unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from typing import IO, Protocol

from teamform.workbook.door import limits
from teamform.workbook.door.refused import Refused

DAMAGED = "The file is damaged: open it in a spreadsheet program and save it again."
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, LookupError,
          RuntimeError, OverflowError)  # fmt: skip
"""What unpacking a damaged file raises."""
BOMB = "It unpacks to far more than its size: it isn't opened."


class Readable(Protocol):
    """Something to read bytes from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Package:
    """The parts of a zipped workbook, by name; every limit on its size has been checked."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            self._infos = self._zip.infolist()
        except BROKEN:
            raise Refused(DAMAGED) from None
        self._check()
        self._names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._infos}

    def _check(self) -> None:
        if len(self._infos) > limits.ENTRIES:
            raise Refused(f"It has {len(self._infos):,} parts; at most {limits.ENTRIES:,} are opened.")
        if len({info.filename for info in self._infos}) < len(self._infos):
            raise Refused("It holds two parts with one name: " + DAMAGED[0].lower() + DAMAGED[1:])
        for info in self._infos:
            if info.flag_bits & 1:
                raise Refused("It is protected by a password: save a copy without one.")
            if ".." in info.filename.replace("\\", "/").split("/"):
                raise Refused("Its parts have paths that lead outside of it: it isn't opened.")
            if stat.S_ISLNK(info.external_attr >> 16):
                raise Refused("One of its parts is a link to another place: it isn't opened.")
            big = info.file_size > limits.RATIO_FROM
            if big and info.file_size > limits.RATIO * max(info.compress_size, 1):
                raise Refused(BOMB)
        if self.size > limits.UNPACKED_BYTES:
            raise Refused(
                f"It unpacks to {self.size / limits.MEBIBYTE:,.0f} MB; at most "
                f"{limits.UNPACKED_BYTES / limits.MEBIBYTE:,.0f} MB are opened. Split it into smaller files."
            )

    @property
    def size(self) -> int:
        """Bytes that all parts unpack to."""
        return sum(info.file_size for info in self._infos)

    @property
    def names(self) -> frozenset[str]:
        """Names of the parts, in lower case."""
        return frozenset(self._names)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def open(self, name: str) -> Part:
        """A part to read from; refuses the file if the part isn't there or can't be unpacked."""
        try:
            return Part(self._zip.open(self._names[name.lower()]))
        except BROKEN:
            raise Refused(f"Its part {name} is missing or damaged: {DAMAGED}") from None


class Part:
    """A part of a zipped workbook; damage met while unpacking refuses the file."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        try:
            return self._source.read(size)
        except BROKEN:
            raise Refused(DAMAGED) from None

    def __enter__(self) -> Part:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()
