"""Wrong usage ends with 2 and a sentence; help says what there is."""

import re

import pytest

import teamform

COMMANDS = ("template", "check", "solve", "demo", "app")


@pytest.fixture
def somewhere(book):
    return book(People=[{"person_id": "1", "available_fte": 1}], Demand=[])


def test_help_lists_every_command(run):
    ran = run("--help")
    assert (ran.code, [c for c in COMMANDS if re.search(rf"^\W*{c}\b", ran.out, re.M)]) == (0, list(COMMANDS))


def test_the_module_is_the_same_command(launch):
    ran = launch("--version")
    assert (ran.code, ran.out.strip()) == (0, f"teamform {teamform.__version__}")


WRONG = {
    "no such command": ("fly",),
    "no workbook": ("solve",),
    "a workbook that isn't there": ("solve", "nowhere.xlsx"),
    "a folder": ("solve", "."),
    "an unknown option": ("solve", "FILE", "--speed", "9"),
    "no time at all": ("solve", "FILE", "--time", "0"),
    "time that is no number": ("solve", "FILE", "--time", "soon"),
    "a negative seed": ("solve", "FILE", "--seed", "-1"),
    "too many workers": ("solve", "FILE", "--workers", "1000"),
    "a result that is no workbook": ("solve", "FILE", "--out", "result.csv"),
    "a result over the input": ("solve", "FILE", "--out", "FILE"),
    "a document over the input": ("check", "FILE", "--json", "FILE"),
    "a folder that isn't there": ("solve", "FILE", "--json", "/nowhere/at/all.json"),
    "a template over a file": ("template", "FILE"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=list(WRONG))
def test_wrong_usage_ends_with_two_before_anything_is_done(run, somewhere, words):
    before = somewhere.read_bytes()
    ran = run(*(somewhere if word == "FILE" else word for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert "Usage" in ran.err
    assert "Traceback" not in ran.err
    assert somewhere.read_bytes() == before


def test_without_a_command_the_help_is_shown(run):
    ran = run()
    assert (ran.code, "solve" in ran.out + ran.err) == (2, True)
