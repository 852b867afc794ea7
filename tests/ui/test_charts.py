"""Charts can be read: names have room, and what one band says isn't hidden by another."""

from itertools import pairwise

import pandas as pd

from teamform.ui import charts

LINE = 17
"""Points that a line of text takes."""


def flows(amounts):
    rows = [(f"O{n}", f"M{n % 3}", amount) for n, amount in enumerate(amounts)]
    return charts.flows(pd.DataFrame(rows, columns=["From", "To", "FTE"]), "From", "To", "FTE")


def test_the_names_of_givers_never_run_into_each_other():
    figure = flows([9.0, 4.0, *[0.01] * 18])
    tops = sorted(a.y * (figure.layout.height - 2 * charts.EDGE) for a in figure.layout.annotations if "O" in a.text)
    assert len(tops) == 20
    assert min(b - a for a, b in pairwise(tops)) >= LINE


def test_every_name_says_how_much_and_the_largest_giver_comes_first():
    said = [a.text for a in flows([1.0, 3.0]).layout.annotations]
    assert said == ["O1 3.0", "O0 1.0", "M1 3.0", "M0 1.0"]
