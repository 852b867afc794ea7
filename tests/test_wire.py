"""What travels between two processes arrives as it was, or is an error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from teamform import wire


@dataclass(frozen=True)
class Leaf:
    """A part of a value."""

    name: str
    size: float = 0.0


@dataclass(frozen=True)
class Tree:
    """A value with parts of every kind."""

    leaves: tuple[Leaf, ...] = ()
    first: Leaf | None = None
    pair: tuple[str, int] = ("", 0)
    sizes: Mapping[str, Leaf] = field(default_factory=dict)
    about: tuple[str | int | Leaf, ...] = ()
    old: bool = False


@pytest.mark.parametrize("tree", [
    Tree(),
    Tree((Leaf("a", 0.1 + 0.2), Leaf("b", -math.inf)), Leaf("“ü”\n"), ("x", 3), {"a": Leaf("d")},
         ("x", 1, Leaf("c")), True),
], ids=["empty", "full"])  # fmt: skip
def test_a_value_arrives_with_every_part_of_its_kind_and_every_figure_to_the_last_bit(tree):
    assert wire.value(Tree, wire.line(tree)) == tree


def test_a_table_arrives_with_its_columns_and_their_types():
    table = pd.DataFrame({"who": pd.Series(["a", "b"], dtype="str"), "fte": pd.Series([20, 40], dtype="int64")})
    for each in (table, table[:0]):
        pd.testing.assert_frame_equal(wire.value(pd.DataFrame, wire.line(each)), each)


def test_figures_of_a_table_travel_as_plain_ones():
    assert wire.value(Leaf, wire.line(Leaf("a", np.float64(0.1)))) == Leaf("a", 0.1)
    assert wire.value(tuple[int, ...], wire.line((np.int64(7),))) == (7,)


@pytest.mark.parametrize(("kind", "sent"), [
    (Leaf, {"name": 3, "size": 0.0}), (Leaf, {"name": "a"}), (tuple[str, int], ("a", 1, 2)), (int, "1"),
    (tuple[str | int, ...], (None,)), (tuple[str | int, ...], (0.5,)),
])  # fmt: skip
def test_what_does_not_fit_its_kind_is_an_error(kind, sent):
    with pytest.raises((TypeError, KeyError, ValueError)):
        wire.value(kind, wire.line(sent))


def test_half_a_line_means_that_its_writer_is_gone():
    whole = wire.line(Leaf("a"))
    for part in (b"", whole[:5], whole[:-1]):
        with pytest.raises(EOFError):
            wire.value(Leaf, part)


def test_what_is_no_data_cannot_be_sent():
    with pytest.raises(TypeError):
        wire.line(print)
