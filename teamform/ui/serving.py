"""Safe serving: headers on every answer, a health check, and no traceback on anybody's screen."""

from __future__ import annotations

import asyncio
import gc
import gzip
import importlib
import logging
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss: blob: data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What browsers are told about the app; scripts and data come from this server alone."""

TEXTS = (b"application/javascript", b"text/javascript", b"text/css", b"image/svg+xml", b"application/json")
"""Kinds of files that become much smaller when they are compressed."""

SCRIPT = Path(__file__).parent / "frame" / "script.py"
"""What is run for every page."""

log = logging.getLogger("teamform.ui")


class SafeHeaders:
    """Adds `HEADERS` to every answer; web sockets pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message.get("headers", [])}
                new = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items() if k.lower().encode() not in there]
                message["headers"] = [*message.get("headers", []), *new]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Packed:
    """Sends the scripts and styles of the pages compressed; each is compressed once and kept."""

    MOST = 40_000_000
    """Bytes that are kept at most."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or "/static/" not in scope["path"]:
            await self.app(scope, receive, send)
            return
        asked = {name: value for name, value in scope["headers"] if name in (b"accept-encoding", b"range")}
        if b"gzip" not in asked.get(b"accept-encoding", b"") or b"range" in asked:
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self.kept and not await self._pack(scope, receive, send):
            return
        start, body = self.kept[scope["path"]]
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _pack(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Compress an answer and keep it, or send it on as it is; says whether it is kept."""
        answer: list[Message] = []

        async def take(message: Message) -> None:
            answer.append(message)

        await self.app(scope, receive, take)
        start, body = answer[0], b"".join(message.get("body", b"") for message in answer[1:])
        headers = dict(start.get("headers", []))
        kind = headers.get(b"content-type", b"").partition(b";")[0]
        room = sum(len(packed) for _, packed in self.kept.values()) < self.MOST
        if start.get("status") != 200 or kind not in TEXTS or b"content-encoding" in headers or not room:
            for message in answer:
                await send(message)
            return False
        packed = await asyncio.to_thread(gzip.compress, body, 6)
        for name in (b"etag", b"accept-ranges"):
            headers.pop(name, None)
        size = str(len(packed)).encode()
        headers |= {b"content-encoding": b"gzip", b"vary": b"Accept-Encoding", b"content-length": size}
        self.kept[scope["path"]] = {**start, "headers": list(headers.items())}, packed
        return True


@asynccontextmanager
async def ready(app: ASGIApp) -> AsyncIterator[None]:
    """Load the rules, which most pages need, before the first visitor comes, and all pages soon after."""
    from teamform.rules import kinds_of_rule

    kinds_of_rule()
    threading.Thread(target=load_pages, daemon=True, name="pages").start()
    yield


def load_pages() -> None:
    """Load whatever pages need, so that nobody waits for it who opens one first."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)], "teamform.ui."):
        importlib.import_module(module.name)
    gc.freeze()  # what is loaded now stays: looking through it again and again for garbage slows large files down


async def health(request: Request) -> Response:
    """Say whether the app and its store answer."""
    from teamform.ui.memory import answers

    well = answers()
    return JSONResponse({"app": "ok", "store": "ok" if well else "no answer"}, 200 if well else 503)


ROUTES = [Route("/healthz", health, methods=["GET"])]


def say_what_happened(error: Exception) -> bool:
    """Show an error in words: nothing is lost, and what to do; details go to the log only."""
    log.exception("a page failed", exc_info=error)
    st.error(
        "Something went wrong on this page. Everything you entered before is saved. Reload the page; "
        f"if it happens again, tell whoever runs this service: “{type(error).__name__}”."
    )
    return True
