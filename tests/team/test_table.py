"""The algebra of labelled tables, against a naive one made of dictionaries."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teamform.team.labels import Labels
from teamform.team.table import Numbers, Table, matches
from tests.rich import rich_plan

PLAN = rich_plan()
LABELS = Labels.of(PLAN)
COLUMNS = 12
NAMES = ("person", "demand", "period")
FOLLOWING = [("person",), ("team",), ("team", "period"), ("organisation", "team"), ("discipline", "sector"),
             ("priority",), ("period", "person"), ("home_discipline", "mission"), NAMES]  # fmt: skip
figures = st.integers(-50, 50)
keys = st.tuples(*(st.integers(0, LABELS.size(name) - 1) for name in NAMES))


@st.composite
def tables(draw, names=NAMES, most=12):
    """A table with distinct labels, several variables in some rows and none in others; and the same, naively."""
    drawn = draw(st.lists(keys, unique=True, max_size=most))
    rows = [(draw(st.lists(st.tuples(st.integers(0, COLUMNS - 1), figures), max_size=3)), draw(figures)) for _ in drawn]
    codes = {name: np.array([key[i] for key in drawn], np.int64) for i, name in enumerate(names)}
    entries = [(r, col, coef) for r, (terms, _) in enumerate(rows) for col, coef in terms]
    row, col, coef = (np.array([e[i] for e in entries], np.int64) for i in range(3))
    table = Table(LABELS, codes, row, col, coef, np.array([constant for _, constant in rows], np.int64))
    naive = {}
    for key, (terms, constant) in zip(drawn, rows, strict=True):
        naive[key] = Counter()
        for col, coef in terms:
            naive[key][col] += coef
        naive[key]["one"] = constant
    return table, naive


def plain(table):
    """A table as a list of (labels, {column: coefficient, "one": constant}), noughts left out."""
    matrix = table.matrix(COLUMNS).toarray()
    names = list(table.codes)
    found = []
    for r in range(len(table)):
        terms = {col: int(value) for col, value in enumerate(matrix[r]) if value}
        terms |= {"one": int(table.constant[r])} if table.constant[r] else {}
        found.append((tuple(int(table.codes[name][r]) for name in names), terms))
    return found


def tidy(terms):
    return {name: value for name, value in terms.items() if value}


def code(key, name):
    """The code of a label for a (person, demand, period), found without Labels.follow."""
    person, demand = PLAN.people.iloc[key[0]], PLAN.demand.iloc[key[1]]
    team = PLAN.teams.set_index("team_id").loc[demand["team_id"]]
    organisation = PLAN.organisations.set_index("organisation").loc[person["organisation"]]
    spoken = {
        "person": person["person_id"], "demand": demand["demand_id"], "period": PLAN.periods["period"].iloc[key[2]],
        "team": demand["team_id"], "organisation": person["organisation"], "discipline": demand["discipline"],
        "sector": organisation["sector"], "mission": team["mission"], "priority": f"P{team['priority']}",
        "home_discipline": person["primary_discipline"],
    }  # fmt: skip
    return list(LABELS.names[name]).index(spoken[name])


@given(tables(), st.sampled_from(FOLLOWING))
@settings(max_examples=60, deadline=None)
def test_adding_up_by_labels_adds_the_rows_that_agree_on_them(made, names):
    table, naive = made
    expected = defaultdict(Counter)
    for key, terms in naive.items():
        expected[tuple(code(key, name) for name in names)].update(terms)
    found = plain(table.sum(*names))
    assert len({labels for labels, _ in found}) == len(found)
    assert dict(found) == {labels: tidy(terms) for labels, terms in expected.items()}


@given(tables(), st.data())
@settings(max_examples=60, deadline=None)
def test_picking_out_keeps_the_marked_rows_and_their_order(made, data):
    table, naive = made
    keep = data.draw(st.lists(st.booleans(), min_size=len(naive), max_size=len(naive)))
    expected = [(key, tidy(naive[key])) for key, wanted in zip(naive, keep, strict=True) if wanted]
    assert plain(table.where(keep)) == expected


@given(tables(), st.lists(keys, max_size=12))
@settings(max_examples=60, deadline=None)
def test_lining_up_finds_each_row_by_its_labels_and_nought_where_there_is_none(made, wanted):
    table, naive = made
    codes = {name: np.array([key[i] for key in wanted], np.int64) for i, name in enumerate(NAMES)}
    assert plain(table.at(codes)) == [(key, tidy(naive.get(key, {}))) for key in wanted]


@given(tables(), tables())
@settings(max_examples=60, deadline=None)
def test_sums_and_differences_are_lined_up_by_the_labels_of_the_left_side(one, other):
    (left, first), (right, second) = one, other
    for sign, made in ((1, left + right), (-1, left - right)):
        expected = []
        for key, terms in first.items():
            total = Counter(terms)
            for name, value in second.get(key, {}).items():
                total[name] += sign * value
            expected.append((key, tidy(total)))
        assert plain(made) == expected


@given(tables(), figures, st.data())
@settings(max_examples=60, deadline=None)
def test_known_figures_are_added_and_multiplied_row_by_row(made, factor, data):
    table, naive = made
    size = LABELS.size("team")
    by_team = data.draw(st.lists(figures, min_size=size, max_size=size))
    numbers = Numbers.of("team", values=by_team)
    for operand, value in ((factor, lambda key: factor), (numbers, lambda key: by_team[code(key, "team")])):
        times = [(key, tidy({n: v * value(key) for n, v in terms.items()})) for key, terms in naive.items()]
        assert plain(table * operand) == times
        assert plain(operand * table if isinstance(operand, int) else table * operand) == times
        plus = [(key, tidy({**terms, "one": terms["one"] + value(key)})) for key, terms in naive.items()]
        assert plain(table + operand) == plus
    assert plain(-table) == [(key, tidy({n: -v for n, v in terms.items()})) for key, terms in naive.items()]


@given(tables(), tables(), st.lists(st.integers(-9, 9), min_size=COLUMNS, max_size=COLUMNS))
@settings(max_examples=60, deadline=None)
def test_a_comparison_holds_exactly_where_its_row_is_not_above_nought(one, other, values):
    (left, first), (right, second) = one, other
    x = np.array(values, np.int64)

    def amount(terms):
        return sum(value * (1 if name == "one" else values[name]) for name, value in terms.items())

    differences = [amount(terms) - amount(second.get(key, {})) for key, terms in first.items()]
    for rows, holds in (
        (left <= right, [d <= 0 for d in differences]),
        (left >= right, [d >= 0 for d in differences]),
        (left == right, [d == 0 for d in differences]),
    ):
        over = rows.table.value(x)
        assert [bool(o == 0 if rows.equal else o <= 0) for o in over] == holds


@given(tables(), st.lists(st.integers(-9, 9), min_size=COLUMNS, max_size=COLUMNS))
@settings(max_examples=30, deadline=None)
def test_values_are_those_of_the_matrix(made, values):
    table, _ = made
    x = np.array(values, np.int64)
    assert (table.value(x) == table.matrix(COLUMNS) @ x + table.constant).all()


@given(tables())
@settings(max_examples=30, deadline=None)
def test_rows_without_a_variable_can_be_left_out(made):
    table, naive = made
    assert [key for key, _ in plain(table.filled())] == [key for key, row in naive.items() if set(row) - {"one"}]


def test_a_figure_for_a_label_that_doesn_t_follow_is_refused():
    table = Table.of_constants(LABELS, {"team": np.array([0])}, [1])
    with pytest.raises(KeyError, match="person"):
        table.label("person")


def test_a_name_that_is_not_known_lines_up_with_nothing():
    codes = {"organisation": np.array([0, 1]), "discipline": np.array([LABELS.size("discipline") - 1, 0])}
    table = Table.of_constants(LABELS, codes, [5, 7])
    unknown = {"organisation": np.array([1, 0]), "discipline": np.array([-1, -1])}
    assert table.at(unknown).constant.tolist() == [0, 0]


def test_a_miss_is_measured_and_marked_as_the_rule_says():
    rows = (Table.of_constants(LABELS, {"team": np.array([0, 1])}, [3, 4]) <= 0).measured(grain=10, worth=100)
    assert (rows.grain, rows.worth, rows.must) == (10, 100, None)
    assert rows.hard([True, False]).must.tolist() == [True, False]


@given(st.lists(st.integers(-1, 6)), st.lists(st.integers(-1, 6)))
def test_what_says_the_same_is_paired_in_the_order_of_the_left_side_and_unknown_names_are_like_nothing(left, right):
    naive = [(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if a == b >= 0]
    found = matches(np.array(left, np.int64), np.array(right, np.int64))
    assert list(zip(*(part.tolist() for part in found), strict=True)) == naive
