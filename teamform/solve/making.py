"""A first plan in the making, team by team: who is at work so far, and what the rows come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teamform.plan.plan import Flags, Ints
from teamform.solve.choice import Choice
from teamform.solve.piece import places_of, rows_of
from teamform.solve.shape import Entries
from teamform.team.program import Program, least_and_most


@dataclass
class SoFar:
    """What the rows of a program come to while a first plan is made; a step costs only the rows that it touches."""

    program: Program
    activity: Ints
    open: Ints
    """How much lower each row could still become through columns of teams that haven't been looked at."""
    held: Ints
    """The same, and nought for rows that are kept."""

    @classmethod
    def of(cls, program: Program, x: Ints, unmade: Flags) -> SoFar:
        """The rows under some values, with columns that are yet to be looked at."""
        open_ = -least_and_most(program.matrix, np.where(unmade, program.upper, 0))[0]
        found = cls(program, program.activity(x), open_, open_.copy())
        found._hold(np.arange(len(open_)))
        return found

    def close(self, part: Entries, upper: Ints) -> None:
        """These columns are looked at for the last time: they can't lower any row beyond what they do."""
        np.add.at(self.open, part.rows, np.minimum(part.figures, 0) * np.repeat(upper, part.sizes))
        self._hold(part.rows)

    def reopen(self, part: Entries, upper: Ints) -> None:
        """The opposite of closing."""
        self.close(part, -upper)

    def change(self, part: Entries, by: Ints) -> Ints:
        """The values of some columns change; returned are the rows in which these stand, some of them repeatedly."""
        np.add.at(self.activity, part.rows, part.figures * np.repeat(by, part.sizes))
        self._hold(part.rows)
        return part.rows

    def _hold(self, rows: Ints) -> None:
        program, activity = self.program, self.activity[rows]
        kept = np.where(program.equal[rows], activity == program.bound[rows], activity <= program.bound[rows])
        self.held[rows] = np.where(kept, 0, self.open[rows])


class Making:
    """Some teams of a program with their people, the others yet without.

    What is kept stays so. A row that is not, and that later teams could still help to keep, by themselves
    or together with those that are made, is held only as far as they couldn't.
    """

    def __init__(self, choice: Choice, made: Sequence[int] = (), steps: Ints | None = None) -> None:
        shape, self.choice, self.made = choice.shape, choice, list(made)
        program = shape.program
        steps = np.zeros(shape.count, np.int64) if steps is None else steps
        looked_at = choice.teams_of_columns(self.made)
        self._unmade = (shape.follows_from_somebody) & (looked_at == 0)
        self.x = np.where(self._unmade, 0, program.complete(steps))
        self._waiting = np.maximum(choice.awaited - looked_at, 0)
        self.so_far = SoFar.of(program, self.x, shape.follows_from_somebody & (self._waiting > 0))

    def open_up(self, team: int) -> tuple[Ints, Ints]:
        """Look at one more team, without anybody yet; returned are the columns that this is new to, and their rows."""
        shape = self.choice.shape
        columns = shape.columns(self.choice.candidates_of(np.array([team])))
        new = columns[self._unmade[columns]]
        self._unmade[new] = False
        self.x[new] = shape.nobody[new]
        rows = self.so_far.change(shape.entries(new), self.x[new])
        self._waiting[columns] -= 1
        last = columns[self._waiting[columns] == 0]
        self.so_far.close(shape.entries(last), shape.program.upper[last])
        self.made.append(team)
        return new, rows

    def shut(self, new: Ints) -> None:
        """Take the last look at a team back, as if its ``new`` columns hadn't been looked at."""
        shape = self.choice.shape
        columns = shape.columns(self.choice.candidates_of(np.array([self.made.pop()])))
        last = columns[self._waiting[columns] == 0]
        self.so_far.reopen(shape.entries(last), shape.program.upper[last])
        self._waiting[columns] += 1
        self.so_far.change(shape.entries(new), -self.x[new])
        self.x[new] = 0
        self._unmade[new] = True

    def fill(self, columns: Ints, values: Ints) -> None:
        """Give some columns these values."""
        change = values - self.x[columns]
        self.so_far.change(self.choice.shape.entries(columns), change)
        self.x[columns] = values

    def keeps(self, columns: Ints, values: Ints, rows: Ints) -> bool:
        """Whether some rows, and those of the columns that change, would be kept if columns had these values.

        Beside what is held open, for later teams could still help.
        """
        program, so_far, change = self.choice.shape.program, self.so_far, values - self.x[columns]
        changing = np.flatnonzero(change)
        part = self.choice.shape.entries(columns[changing])
        rows = rows_of(len(so_far.held), rows, part.rows)
        place, activity, held = places_of(len(so_far.held), rows), so_far.activity[rows], so_far.held[rows]
        np.add.at(activity, place[part.rows], part.figures * np.repeat(change[changing], part.sizes))
        over = activity - program.bound[rows] - held
        return not np.where(program.equal[rows], (over != 0) & (held == 0), over > 0).any()

    def without(self, teams: Ints) -> Making:
        """The same before these teams were looked at."""
        steps = self.x[: self.choice.shape.count].copy()
        steps[self.choice.candidates_of(teams)] = 0
        return Making(self.choice, [team for team in self.made if team not in teams], steps)
