"""Many people at once, without their browsers: sessions that ask the app for pages as a browser does."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Seen:
    """What a number of sessions saw."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


async def _finished(socket, errors: list[str], page: str) -> None:
    """Read until the page is drawn, noting every error that is shown on it."""
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(socket.recv(), 120))
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") in ("exception", "alert"):
            errors.append(f"{page}: {str(message.delta.new_element)[:200]}")
        if kind == "script_finished":
            return


async def _session(url: str, pages: list[str], address: dict[str, str], seen: Seen, pause: float) -> None:
    try:
        async with websockets.connect(
            f"{url.replace('http', 'ws')}/_stcore/stream", subprotocols=["streamlit"], max_size=None
        ) as socket:
            for page in pages:
                asked = BackMsg()
                asked.rerun_script.page_name = page
                asked.rerun_script.query_string = urlencode(address)
                start = time.perf_counter()
                await socket.send(asked.SerializeToString())
                await _finished(socket, seen.errors, page)
                seen.seconds.setdefault(page or "home", []).append(time.perf_counter() - start)
                await asyncio.sleep(random.uniform(0, 2 * pause))
    except Exception as error:  # whatever went wrong for somebody is what is looked for
        seen.errors.append(f"{type(error).__name__}: {error}")


def together(url: str, number: int, pages: list[str], address: dict[str, str], rounds: int, pause: float) -> Seen:
    """So many sessions at once, each going through all pages in an order of its own, thinking between them."""
    seen, rng = Seen(), random.Random(1)
    ways = []
    for _ in range(number):
        way: list[str] = []
        for _ in range(rounds):
            way += rng.sample(pages, len(pages))
        ways.append(way)

    async def all_of_them() -> None:
        await asyncio.gather(*(_session(url, way, address, seen, pause) for way in ways))

    asyncio.run(all_of_them())
    return seen
