"""Watching a search, and stopping it politely."""

import io
import os
import signal

import pytest
from rich.console import Console
from rich.text import Text

from teamform.cli.watching import Stopping, progress_lines, showing
from teamform.solve import Progress

STATES = [
    ((None, None), "looking for a first plan"),
    ((2.6, None), "best so far 2.6 FTE"),
    ((2.6, 2.2), "best so far 2.6 FTE; may still improve by at most 0.4"),
    ((2.6, 2.6), "best so far 2.6 FTE; it can't be better"),
]


def terminal():
    return Console(file=io.StringIO(), force_terminal=True, width=100)


@pytest.mark.parametrize(("figures", "words"), STATES, ids=[words for _, words in STATES])
def test_progress_is_told_in_words(figures, words):
    console = terminal()
    state = Progress(2, 14, "unmet_demand.P2", "Unmet required demand, priority 2", "FTE", *figures, 12.3)
    with showing(console) as show:
        show(progress_lines(state, stopping=False))
    shown = console.file.getvalue()
    assert "Goal 2 of 14: Unmet required demand, priority 2" in shown
    assert f"{words}; 12 s" in shown
    assert "Ctrl-C stops and keeps the best so far" in shown


def test_a_pipe_sees_no_progress():
    console = Console(file=io.StringIO())
    with showing(console) as show:
        show(Text("Preparing …"))
    assert console.file.getvalue() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_to_stop_and_the_second_ends_at_once(number):
    before = signal.getsignal(number)
    stopping = Stopping()
    with stopping.listening():
        assert not stopping()
        os.kill(os.getpid(), number)
        assert stopping()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before


def test_once_asked_to_stop_the_screen_says_so():
    console, stopping = terminal(), Stopping()
    with stopping.listening(), showing(console) as show:
        os.kill(os.getpid(), signal.SIGINT)
        show(progress_lines(Progress(1, 2, "cost", "Cost", "£", 5.0, 1.0, 3.0), stopping()))
    assert "Stopping; the best so far is kept" in console.file.getvalue()
