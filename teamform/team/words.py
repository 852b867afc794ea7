"""How words are made: blocks of variables, what ties them together, and how they follow from the FTE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Ints
from teamform.team.labels import Codes, Labels
from teamform.team.table import Rows, Table, grouped


@dataclass(frozen=True, eq=False)
class Word:
    """A block of variables: its name, its columns, their upper bounds, and how they follow from others."""

    name: str
    columns: slice
    upper: Ints
    follows: Callable[[Ints], Ints] | None
    """The values of these variables, given those of all earlier words; None for the FTE itself."""


class Words:
    """The words that have been made so far, over some labels."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.words: list[Word] = []
        self.definitions: list[Rows] = []
        """The rows that tie defined quantities to the FTE; they belong to no rule."""
        self.width = 0
        self._ended = False

    def end(self) -> None:
        """Let go of the tables that rules spoke in, which are large: all is said. No word can be made from here on."""
        self._ended = True
        for name in [name for name, made in vars(self).items() if isinstance(made, Table)]:
            delattr(self, name)

    def _word(self, name: str, upper: Ints, follows: Callable[[Ints], Ints] | None) -> Ints:
        """Add variables from 0 to ``upper``; return their columns."""
        if self._ended:
            raise AssertionError(f"the word “{name}” is made after all was said")
        columns = slice(self.width, self.width + len(upper))
        self.words.append(Word(name, columns, upper, follows))
        self.width = columns.stop
        return np.arange(columns.start, columns.stop)

    def _table(self, name: str, codes: Mapping[str, Codes], upper: Ints, follows: Callable[[Ints], Ints]) -> Table:
        """A word as a table: one variable a row, under the labels ``codes``."""
        return Table.of_variables(self.labels, codes, self._word(name, upper, follows))

    def _once(self, name: str, total: Table) -> Table:
        """A total as a word, for many rows to speak of: what it is made of is written once, not in all of them."""
        word = self._table(name, total.codes, self._most(total), total.value)
        self.definitions.append(word == total)
        return word

    def _any_of(self, members: Table, name: str, *by: str) -> Table:
        """A word that is 1 where any of ``members`` with the same labels ``by`` is.

        Where only one member has the labels it stands for the word itself: no new variable.
        """
        group, codes = grouped(self.labels, {label: members.label(label) for label in by})
        n = len(codes[by[0]])
        count = np.bincount(group, minlength=n)
        shared = np.flatnonzero(count > 1)
        columns = np.empty(n, np.int64)
        columns[group] = members.col
        inside = np.isin(group, shared)
        place = np.searchsorted(shared, group[inside])
        source = members.col[inside]

        def follows(x: Ints) -> Ints:
            any_of = np.zeros(len(shared), np.int64)
            np.maximum.at(any_of, place, x[source])
            return any_of

        columns[shared] = self._word(name, np.ones(len(shared), np.int64), follows)
        word = Table.of_variables(self.labels, codes, columns)
        several = members.where(inside)
        self.definitions += [several <= word.at(_followed(several, by)), word.where(count > 1) <= several.sum(*by)]
        return word

    def _both(self, name: str, first: Table, second: Table) -> Table:
        """A word that is 1 where both of two tables of yes-or-no figures with the same labels are."""
        columns = self._word(name, np.ones(len(first), np.int64),
                             lambda x: np.minimum(first.value(x), second.value(x)))  # fmt: skip
        both = Table.of_variables(self.labels, first.codes, columns)
        self.definitions += [both <= first, both <= second, first + second - 1 <= both]
        return both

    def _pairs_among(self, name: str, people: Table, most: Ints) -> Table:
        """A word that counts the pairs among so many people, by the labels of ``people``.

        ``most`` bounds each number of people. From k to k + 1 people the pairs grow by k: one row for each k.
        """
        people, most = people.where(most > 1), most[most > 1]
        count = self._table(f"{name}_people", people.codes, most, people.value)
        number = count.col
        pairs = self._table(name, people.codes, most * (most - 1) // 2, lambda x: x[number] * (x[number] - 1) // 2)
        place = np.repeat(np.arange(len(most)), most - 1)
        k = np.arange(len(place)) - np.repeat(np.cumsum(most - 1) - (most - 1), most - 1) + 1
        steps = count.rows_at(place, {label: codes[place] for label, codes in people.codes.items()})
        self.definitions += [count == people, steps * k - k * (k + 1) // 2 <= pairs]
        return pairs

    def _change(self, name: str, change: Table, upper: Ints) -> Table:
        """A word for how large ``change`` is, whether it is more or less; at most ``upper``.

        What can only be more, or only less, is its own size: no new variable.
        """
        more, less = change.constant >= self._most(-change), -change.constant >= self._most(change)
        either = ~more & ~less
        both = change.where(either)
        size = self._table(name, both.codes, upper[either], lambda x: np.abs(both.value(x)))
        self.definitions += [both <= size, -both <= size]
        return Table.joined(size, change.where(more), -change.where(less & ~more))

    def _above_nought(self, name: str, amount: Table) -> Table:
        """A word that is ``amount`` where that is above nought, and nought elsewhere.

        Its variables count the largest grain in which a row can change, so that bounds are no finer than values.
        """
        grain = np.abs(amount.constant)
        np.gcd.at(grain, amount.row, amount.coef)
        grain = np.maximum(grain, 1)
        upper = np.maximum(amount.constant + self._most(amount), 0) // grain
        columns = self._word(name, upper, lambda x: np.maximum(amount.value(x), 0) // grain)
        word = Table.of_variables(self.labels, amount.codes, columns) * grain
        self.definitions.append(amount <= word)
        return word

    def _most(self, table: Table) -> Ints:
        """The most that the variable part of each row can amount to."""
        most = np.zeros(len(table), np.int64)
        np.add.at(most, table.row, np.maximum(table.coef, 0) * self._upper[table.col])
        return most

    @property
    def _upper(self) -> Ints:
        return np.concatenate([word.upper for word in self.words])


def _followed(table: Table, by: tuple[str, ...]) -> dict[str, Codes]:
    """The table's own labels and those of ``by``, so that either can be lined up with it."""
    return {**table.codes, **{label: table.label(label) for label in by}}
