"""Where a shortage has to be shared, disciplines with a higher dial bear less of it."""

import pytest

from tests.asking import aims, value
from tests.facts import QUARTERS, person, plan, seat


def dialled(dat=1, beh=1, **more):
    known = [{"discipline": "DAT", "dial": dat}, {"discipline": "BEH", "dial": beh}, {"discipline": "POL", "dial": 5}]
    return plan(people=[person("P1", "DAT", other_disciplines="BEH:3")], demand=[seat("T1"), seat("T1", "BEH")],
                disciplines=known, **more)  # fmt: skip


@pytest.mark.past
def test_unmet_demand_counts_as_the_dial_of_its_discipline_says():
    assert value(dialled(1, 3), "discipline_dials", ("P1", "T1/DAT", 0.6)) == pytest.approx(0.4 + 3 * 1.0)
    assert value(dialled(0, 3), "discipline_dials", ("P1", "T1/BEH", 0.6)) == pytest.approx(3 * 0.4)


@pytest.mark.edge
def test_a_dial_of_nought_leaves_its_discipline_uncounted():
    assert value(dialled(0, 3), "discipline_dials", ("P1", "T1/BEH", 1.0)) == 0


def test_it_counts_by_period_as_unmet_demand_does():
    assert value(dialled(1, 3, periods=QUARTERS), "discipline_dials", ("P1", "T1/BEH", 1.0, "Q1")) == pytest.approx(2.5)


def test_it_comes_after_all_unmet_demand():
    names = aims(dialled(1, 3))
    assert names.index("discipline_dials") > max(i for i, name in enumerate(names) if name.startswith("unmet_demand"))


@pytest.mark.nothing_to_say
def test_it_has_nothing_to_say_where_all_dials_that_matter_are_equal():
    assert "discipline_dials" not in aims(dialled(2, 2))
