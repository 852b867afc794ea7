"""Watching a search and stopping it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from teamform.cli.screen import figure, plain

if TYPE_CHECKING:
    from teamform.solve import Progress


class Stopping:
    """Turns the first Ctrl-C into a polite stop that keeps the best so far; the second one ends at once."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def __call__(self) -> bool:
        """Whether somebody asked to stop."""
        return self._asked.is_set()

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self._asked.is_set():
            raise KeyboardInterrupt
        self._asked.set()

    @contextmanager
    def listening(self) -> Iterator[Stopping]:
        """Listen while the block runs."""
        heard = [signal.SIGINT, signal.SIGTERM]
        before = {number: signal.signal(number, self._hear) for number in heard}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


Show = Callable[[RenderableType], None]


@contextmanager
def showing(console: Console) -> Iterator[Show]:
    """A place on the terminal for what is going on while the block runs; in a pipe nothing is shown."""
    if not console.is_terminal:
        yield lambda _: None
        return
    with Live(Text(), console=console, refresh_per_second=4, transient=True) as live:
        yield live.update


def progress_lines(progress: Progress, stopping: bool) -> Table:
    """The state of a search in three lines."""
    lines = Table.grid()
    lines.add_row(Text(f"Goal {progress.tier} of {progress.tiers}: {plain(progress.title)}", style="bold"))
    lines.add_row(Text(f"{_state(progress)}; {progress.seconds:.0f} s"))
    hint = "Stopping; the best so far is kept" if stopping else "Ctrl-C stops and keeps the best so far"
    lines.add_row(Text(hint, style="dim"))
    return lines


def _state(progress: Progress) -> str:
    if progress.best is None:
        return "looking for a first plan"
    best = f"best so far {figure(progress.best)} {progress.unit}"
    if progress.bound is None:
        return best
    gap = max(progress.best - progress.bound, 0)
    return f"{best}; may still improve by at most {figure(gap)}" if gap else f"{best}; it can't be better"
