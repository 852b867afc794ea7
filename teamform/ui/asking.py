"""Asking for reasons: questions go to processes of their own, and answers are shown as they come."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from teamform import wire
from teamform.answering import QUESTIONS, Part, Question
from teamform.ui import look, memory

KEPT = 300
"""How many answers are kept at hand."""
LONG = frozenset({
    "prices", "equal plans", "one more", "depths", "stress", "withdrawals", "ways out", "stop list", "dials",
    "conflict",
})  # fmt: skip
"""Questions that take longer than a moment; they wait for one another, so that others needn't wait for them."""
QUICK = 2
"""How many quick questions are worked on at a time."""
IDLE = 900
"""Seconds without a question after which a process is let go."""
log = logging.getLogger("teamform.ui")


@dataclass(eq=False)
class Asked:
    """A question with what is known of its answer so far."""

    question: Question
    parts: list[Any] = field(default_factory=list)
    over: bool = False
    error: str = ""
    since: float = field(default_factory=time.monotonic)

    @property
    def only(self) -> Any:
        """The answer of a question that has one, as far as it is known."""
        return self.parts[-1] if self.parts else None


class Line:
    """One process that answers one question after the other; started when it is needed, and again when it died."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.waiting: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        self.process: subprocess.Popen[bytes] | None = None
        self.busy: Asked | None = None
        threading.Thread(target=self._serve, daemon=True, name="reasons").start()

    def ask(self, asked: Asked) -> None:
        """Put a question at the end of the line."""
        self.waiting.put(asked)

    @property
    def length(self) -> int:
        """How many questions stand in the line or are being answered."""
        return self.waiting.qsize() + (self.busy is not None)

    def let_go(self, asked: Asked) -> None:
        """Work no longer on a question, if that is what is being worked on."""
        if self.busy is asked and self.process is not None:
            self.process.kill()

    def _serve(self) -> None:
        while True:
            try:
                asked = self.waiting.get(timeout=IDLE)
            except queue.Empty:
                self.end()
                continue
            if asked.over:
                continue
            self.busy = asked
            try:
                self._answer(asked)
            except (OSError, EOFError) as gone:
                log.warning("the process that works out reasons ended: %r", gone)
                code = self.end(5)
                how = f" ({signal.Signals(-code).name})" if code < 0 else ""
                died = f"The program that works this out was ended by the system{how}. Nothing is lost: ask again."
                asked.error = asked.error or died
            except Exception as error:  # an error of ours; the line goes on, and whoever asked is told
                log.exception("an answer could not be taken in")
                self.end()
                asked.error = f"The answer could not be taken in ({type(error).__name__}: {error})."
            finally:
                self.busy, asked.over = None, True

    def _answer(self, asked: Asked) -> None:
        process = self._process()
        kind, _ = QUESTIONS[asked.question.ask]
        process.stdin.write(wire.line(asked.question))
        process.stdin.flush()
        while True:
            part = wire.value(Part, process.stdout.readline())
            if part.end:
                asked.error = part.error
                return
            asked.parts.append(wire.read(kind, part.value))

    def _process(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            package = str(Path(__file__).parents[2])
            path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from teamform.answering import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "TEAMFORM_DB": self.address, "PYTHONPATH": path},
            )
        return self.process

    def end(self, patience: float = 0) -> int:
        """Let the process go, giving it ``patience`` seconds to end by itself; returns how it ended."""
        process, self.process = self.process, None
        if process is None:
            return 0
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        return process.wait()


class Desk:
    """Lines for quick questions, one for long ones, and the answers that are known."""

    def __init__(self, address: str) -> None:
        self.quick, self.long = [Line(address) for _ in range(QUICK)], Line(address)
        self.known: OrderedDict[Question, Asked] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, question: Question) -> Asked | None:
        """What is known of a question that was asked before."""
        return self.known.get(question)

    def ask(self, question: Question) -> Asked:
        """Ask, unless the answer is known already or being worked out."""
        with self.lock:
            found = self.known.get(question)
            if found is None or (found.over and found.error):
                found = self.known[question] = Asked(question)
                line = self.long if question.ask in LONG else min(self.quick, key=lambda each: each.length)
                line.ask(found)
            self.known.move_to_end(question)
            while len(self.known) > KEPT:
                self.known.popitem(last=False)
            return found

    def stop(self, asked: Asked) -> None:
        """Stop working on a question, keeping what is known."""
        asked.over, asked.error = True, asked.error or "Stopped."
        for line in (*self.quick, self.long):
            line.let_go(asked)

    def close(self) -> None:
        """Let the processes go."""
        for line in (*self.quick, self.long):
            line.end()


@st.cache_resource(show_spinner=False)
def _desk(address: str) -> Desk:
    return Desk(address)


def desk() -> Desk:
    """The one place at which all sessions ask."""
    return _desk(memory.store().address)


def question(ask: str, found: Any, *about: Any) -> Question:
    """A question about a proposal that is looked at."""
    return Question(ask, found.stored.plan_id, found.stored.version, found.stored.id, about)


def show(asked: Asked, draw: Callable[[Asked], None], working: str = "") -> None:
    """Draw an answer, and again whenever more of it is known; ``working`` says meanwhile what is being done."""

    def again() -> None:
        over = asked.over
        if asked.parts:
            draw(asked)
        if asked.error:
            look.inset([asked.error], "amber", "This stopped early" if asked.parts else "No answer")
        if not over:
            _working(asked, working)
        elif st.session_state.pop(key, False):
            st.rerun()  # draw it once more, without looking for more every second

    key = f"asking.{hash(asked.question)}"
    if not asked.over:
        st.session_state[key] = True
    st.fragment(again, run_every=None if asked.over else 1.0)()


def _working(asked: Asked, working: str) -> None:
    seconds = time.monotonic() - asked.since
    text = working or "Working it out by searching again; go on with something else meanwhile."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p role="status" style="margin:0">{look.tag("Working", "blue")} {escape(text)}</p>')
        if seconds > 4:
            st.button("Stop", key=f"stop.{hash(asked.question)}", on_click=desk().stop, args=(asked,))


def on_request(question: Question, label: str, draw: Callable[[Asked], None], working: str = "", key: str = "") -> None:
    """A button that asks, and the answer once it was asked for, by whomever."""
    asked = desk().find(question)
    if asked is None or (asked.over and asked.error and not asked.parts):
        if asked is not None:
            look.inset([asked.error], "amber", "No answer")
        st.button(label, key=key or f"ask.{question.ask}", on_click=desk().ask, args=(question,))
        return
    show(asked, draw, working)


def at_once(question: Question, draw: Callable[[Asked], None], working: str = "", wait: float = 0.6) -> None:
    """Ask without being told to, and show the answer; a quick one is waited for, so that nothing flickers."""
    asked = desk().ask(question)
    end = time.monotonic() + wait
    while not asked.over and time.monotonic() < end:
        time.sleep(0.02)
    show(asked, draw, working)
