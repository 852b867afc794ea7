"""What won't fit into memory is said before anything large is made, with an estimate."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.families import plan
from teamform.errors import NotEnoughMemory
from teamform.rules import program, rules_of
from teamform.solve import memory
from teamform.solve.memory import BASE, fits_as_a_whole, free_memory, needed_memory

FREED = """
import numpy as np
from teamform.solve.memory import give_back_what_is_freed

def used():
    return next(int(line.split()[1]) / 1000 for line in open("/proc/self/status") if line.startswith("VmRSS"))

give_back_what_is_freed()
np.ones(3_500_000).sum()  # from here on glibc would keep tables of up to 28 MB that are freed
tables = [np.ones(1_000_000) for _ in range(40)]
most = used()
del tables[::2]
print(most - used())
"""


def test_the_estimated_number_of_candidates_is_near_the_real_one():
    for facts in (plan("M", 1), plan("M", 2, periods=2)):
        estimated, _ = needed_memory(facts, rules_of(facts))
        assert estimated == pytest.approx(len(program(facts).candidates), rel=0.05)


def test_a_plan_that_does_not_fit_is_refused_with_the_estimate_and_one_that_fits_is_not():
    facts = plan("M", 1)
    rules = rules_of(facts)
    _, wanted = needed_memory(facts, rules)
    assert fits_as_a_whole(facts, rules, free=1.2 * wanted)
    with pytest.raises(
        NotEnoughMemory, match=r"about 0\.2 GB of memory \(10,[0-9]{3} possible placements\); 0\.2 GB are"
    ):
        fits_as_a_whole(facts, rules, free=wanted)


def test_where_everybody_would_fit_nobody_is_sampled_to_say_so(monkeypatch):
    facts = plan("L", 1)
    monkeypatch.setattr(memory, "needed_memory", lambda *_: pytest.fail("people were sampled"))
    assert fits_as_a_whole(facts, rules_of(facts), free=64e9)


def test_the_more_rules_are_in_force_the_more_memory_a_candidate_takes():
    (few, plain), (many, rich) = (
        needed_memory(facts, rules_of(facts)) for facts in (plan("M", 1), plan("M", 1, missions=True))
    )
    assert (rich - BASE) / many > 1.5 * (plain - BASE) / few


def test_the_estimate_is_made_without_making_the_candidates_of_a_very_large_plan():
    facts = plan("XL", 1)
    candidates, wanted = needed_memory(facts, rules_of(facts))
    assert candidates > 5_000_000
    assert wanted > 10e9


def test_a_very_large_plan_is_solved_over_a_shortlist_where_that_fits_and_refused_where_it_does_not():
    facts = plan("XL", 1)
    rules = rules_of(facts)
    assert not fits_as_a_whole(facts, rules, free=2e9)
    with pytest.raises(NotEnoughMemory, match=r"about 1\.[0-9] GB of memory \(20,[0-9,]{7} possible placements\)"):
        fits_as_a_whole(facts, rules, free=1e9)


def test_how_much_memory_is_free_is_known_on_this_system():
    assert free_memory() > 0


@pytest.mark.skipif(sys.platform != "linux", reason="what is kept back is a matter of glibc")
def test_large_tables_that_are_freed_go_back_to_the_system():
    ended = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    assert float(ended.stdout) > 150
