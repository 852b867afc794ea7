"""What stands beside a name is found whatever order the table has, and what isn't there is said to be missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamform.plan.lookup import beside, position

TABLE = pd.DataFrame(
    {
        "grade": pd.Series(["SEO", "HEO", "G7"], dtype="str"),
        "rank": pd.Series([3, pd.NA, 5], dtype="Int64"),
        "cost": [1.5, 2.5, np.nan],
        "title": pd.Series(["senior", "", "seven"], dtype="str"),
    }
)


@pytest.mark.parametrize(
    ("column", "without", "expected"),
    [("rank", 0, [5, 0, 3, 0]), ("cost", -1.0, [-1.0, -1.0, 1.5, 2.5]), ("title", "?", ["seven", "?", "senior", ""])],
)
def test_what_is_missing_or_blank_is_what_the_caller_says(column, without, expected):
    names = pd.Series(["G7", "", "SEO", "HEO"], dtype="str")
    assert beside(names, TABLE, "grade", column, without).tolist() == expected
    assert beside(names.to_numpy(object), TABLE, "grade", column, without).tolist() == expected


def test_nothing_is_found_in_an_empty_table_and_nobody_asked_gets_nothing():
    assert beside(pd.Series(["G7"], dtype="str"), TABLE[:0], "grade", "rank", 7).tolist() == [7]
    assert beside(pd.Series([], dtype="str"), TABLE, "grade", "rank", 7).tolist() == []


@given(st.lists(st.sampled_from("abcdef")), st.permutations("abcd"))
def test_positions_are_those_in_a_list(names, among):
    found = position(pd.Series(names, dtype="str"), pd.Series(among, dtype="str"))
    assert found.tolist() == [among.index(name) if name in among else -1 for name in names]
