"""Text from a workbook does nothing in a terminal but be read."""

import io

import pytest
from rich.console import Console

from teamform.cli import screen
from teamform.cli.screen import figure, fte, more, plain, table

HOSTILE = {
    "[red]stop[/red]": "[red]stop[/red]",
    "\x1b[2J\x1b]0;owned\x07gone": "[2J]0;ownedgone",
    "two\r\nlines\tand a tab": "two lines and a tab",
    "\u202egnp.exe\u202c": "gnp.exe",
    "\x9b31mC1": "31mC1",
    ":bomb: :smile:": ":bomb: :smile:",
    "[link=https://x.example]click[/link]": "[link=https://x.example]click[/link]",
    "nul\x00led": "nulled",
    "Zoë Ó Briain 山田": "Zoë Ó Briain 山田",
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_text_from_outside_is_shown_as_it_stands(text, shown):
    out = io.StringIO()
    Console(file=out, width=200, force_terminal=True, color_system="truecolor").print(table(["cell"], [[text]]))
    last = out.getvalue().splitlines()[-1].rstrip()
    assert (plain(text), last) == (shown, shown)


def test_long_cells_are_cut_and_say_so():
    assert (len(plain("x" * 40_000)), plain("x" * 40_000)[-1]) == (screen.LONGEST, "…")


@pytest.mark.parametrize(
    ("value", "text"), [(0.6, "0.6"), (1, "1.0"), (0.25, "0.25"), (0, "0.0"), (0.1 + 0.2, "0.3"), (1234.5, "1,234.5")]
)
def test_fte_is_written_as_people_write_it(value, text):
    assert fte(value) == text


@pytest.mark.parametrize(("value", "text"), [(114264.0, "114,264"), (57.25, "57.25"), (0, "0"), (100, "100")])
def test_figures_have_no_dust_and_no_trailing_noughts(value, text):
    assert figure(value) == text


def test_a_list_that_was_cut_short_says_how_much_is_left():
    assert str(more(1234)) == "… and 1,234 more; --json lists all"
    assert more(0) is None


def test_a_letter_that_a_terminal_cannot_show_is_no_error(monkeypatch):
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", out)
    screen.console().print("✓ Zoë")
    out.flush()
    assert b"Zo?" in out.buffer.getvalue()
