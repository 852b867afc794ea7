"""From recognised tables to typed ones: rows made, typed, joined across files, and checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from teamform.plan import lists
from teamform.plan.filling import is_blank
from teamform.plan.issues import Issue
from teamform.plan.sheets import SHEETS
from teamform.workbook.draft import AMBER, APART, Draft, Undone, joined
from teamform.workbook.importing import naming
from teamform.workbook.importing import questions as asking
from teamform.workbook.importing.abilities import abilities, disciplines
from teamform.workbook.importing.around import look_around
from teamform.workbook.importing.demand import demand
from teamform.workbook.importing.joining import join_people
from teamform.workbook.importing.junk import set_aside
from teamform.workbook.importing.log import EACH, Log
from teamform.workbook.importing.making import Made, Making, Suggestion
from teamform.workbook.importing.mapping import Settled
from teamform.workbook.importing.people import people
from teamform.workbook.importing.pools import Pool, pools
from teamform.workbook.importing.questions import Question
from teamform.workbook.importing.survey import Surveyed
from teamform.workbook.importing.unfolding import unfolded
from teamform.workbook.inert import plain
from teamform.workbook.numbers import Habit
from teamform.workbook.recognising.recognised import Recognised
from teamform.workbook.recognising.wide import Wide
from teamform.workbook.typed import Typed, cells_of, checked


@dataclass
class Built:
    """What the tables came to."""

    typed: Typed = field(default_factory=lambda: Typed({}, ()))
    issues: list[Issue] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    assumptions: tuple[Question, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    pools: tuple[Pool, ...] = ()


def build(surveyed: Surveyed, known: Settled, accept: bool, undone: Undone) -> Built:
    """Make, type, join and check the rows of every table that is read."""
    built = Built()
    site = _Site(surveyed, known, accept, undone, built)
    for at, found in enumerate(surveyed.found):
        if found.sheet and (accept or not found.guess):
            site.table(at, found)
    site.finish()
    return built


class _Site:
    """Where the tables are put together."""

    def __init__(self, surveyed: Surveyed, known: Settled, accept: bool, undone: Undone, built: Built) -> None:
        self.surveyed, self.known, self.accept, self.undone, self.built = surveyed, known, accept, undone, built
        self.drafts: dict[str, list[Draft]] = {}
        self.assignments: list[Mapping[int, str]] = []
        self.open: list[bool] = []
        """Whether the availability of each source of people is still open."""
        self.questions: list[Question] = []
        self.suggestions: list[Suggestion] = []
        self.pools: list[Pool] = []
        self.grades = frozenset(lists.GRADES) | self._listed("Grades", "grade")
        self.organisations = sorted(self._listed("Organisations", "organisation"))

    def _listed(self, sheet: str, column: str) -> frozenset[str]:
        cells = (v for f in self.surveyed.found if f.sheet == sheet for v in f.values(column).values())
        return frozenset(plain(str(value)) for value in cells if value is not None)

    def table(self, at: int, found: Recognised) -> None:
        """Make and type the rows of one table."""
        log = Log(found.table.file, found.table.sheet, self.undone)
        look_around(found, log)
        set_aside(found, log)
        for made in self._made(at, found, log):
            usual = Habit(week_hours=made.week_hours, since_1904=found.table.grid.since_1904)
            draft = cells_of(SHEETS[made.sheet], made.cells, made.source, self.undone, usual, made.later)
            self.drafts.setdefault(made.sheet, []).append(draft)
            if made.sheet == "People":
                self.assignments.append(made.assignments)
                self.open.append("available_fte" in made.later)
        self.built.issues += log.issues

    def _made(self, at: int, found: Recognised, log: Log) -> list[Made]:
        making = Making(found, log, self.accept, stem=self._stem(found))
        making.list_unusable()
        if at in self.surveyed.wide:
            return self._wide(self.surveyed.wide[at], making)
        if found.sheet == "People":
            return self._people(making)
        if found.sheet == "Demand":
            return demand(making, self.surveyed.codes)
        return [making.made(found.sheet)]

    def _stem(self, found: Recognised) -> str:
        """What begins the identifiers of people without a number: the file, and the sheet if there are several."""
        table = found.table
        alike = sum(f.sheet == "People" and f.table.file == table.file for f in self.surveyed.found)
        stem = (table.file.rpartition(".")[0] or table.sheet)[:16]
        return f"{stem}-{table.sheet[:12]}" if alike > 1 else stem

    def _wide(self, how: Wide, making: Making) -> list[Made]:
        """The rows of a wide table; its people too, if no other table holds any."""
        alone = how.down == "person_id" and not any(f.sheet == "People" for f in self.surveyed.found)
        whole = self._people(making)[:1] if alone else []
        rows = unfolded(making.found, how, making.log, making.columns.get("person_id", {}) if alone else {})
        teams = demand(making, self.surveyed.codes)[1:] if how.sheet == "Demand" else []
        return [*whole, rows, *teams]

    def _people(self, making: Making) -> list[Made]:
        answers: Mapping[str, Any] = {**self.known.answers, **self.known.of(making.found.table).get("answers", {})}
        question = asking.organisation(making.found, answers, self.organisations)
        if question is not None:
            if self.accept and not question.answered and question.choices[:1] and question.choices[0] not in (
                    self.organisations):  # fmt: skip
                answers = {**answers, "organisation": question.choices[0]}
            self.questions.append(question)
        self.pools += pools(making, answers.get("pools") == "posts")
        whole = people(making, answers, self.grades)
        skills = abilities(making, self.surveyed.codes)
        self.suggestions += disciplines(making, self.surveyed.codes, self.known.answers.get("disciplines", {}))
        whole = making.made("People", week_hours=whole.week_hours, later=whole.later, assignments=whole.assignments)
        return [whole, *skills]

    def finish(self) -> None:
        """Join what belongs together, check it, and ask what is open."""
        whole = {name: joined(drafts) for name, drafts in self.drafts.items()}
        if self.pools and not len(whole["People"].table):
            del whole["People"], self.drafts["People"]
            self.open.clear()
        if "People" not in whole and (people := naming.from_others(whole, self.accept)) is not None:
            whole["People"] = people
        if "People" in whole:
            self._join(whole)
        typed = checked(whole)
        built = self.built
        built.issues += typed.issues
        built.typed = Typed(typed.tables, ())
        built.suggestions, built.pools = tuple(self.suggestions), tuple(self.pools)
        built.questions, built.assumptions = asking.once_a_file(self.questions), self._assumed()

    def _join(self, whole: dict[str, Draft]) -> None:
        people = whole["People"]
        numbered = {n * APART + row: told for n, some in enumerate(self.assignments) for row, told in some.items()}
        renamed = join_people(people, numbered)
        for draft, column in naming.cells(whole):
            if renamed:
                draft.table[column] = draft.table[column].replace(renamed)
        naming.by_name(whole)
        if "Organisations" not in whole:
            naming.spell_alike(people)
        self._offer(people)

    def _offer(self, people: Draft) -> None:
        """What people offer where no column says it: the answered share of their contract."""
        share = float(self.known.answers.get("available_share", 100))
        for number, is_open in enumerate(self.open):
            mine = people.table.index // APART == number
            table = people.table.loc[mine & ~people.table.index.isin(people.gone)]
            _say_blank(people, number, table, "organisation", "No organisation is given.",
                       "Fill it in: limits of organisations can't be held without it.")  # fmt: skip
            if not is_open:
                continue
            _say_blank(people, number, table, "contract_fte", "No contracted FTE is given; taken as full time.",
                       "Fill it in, or check that the person works full time.")  # fmt: skip
            for row in table.index[(table["contract_fte"] == 0).fillna(False)]:
                people.say(AMBER, int(row), "contract_fte", "0", "A contract of 0 FTE: the person can't be planned "
                           "with.", "Check it.", by="no FTE")  # fmt: skip
            contract = people.table.loc[mine, "contract_fte"].fillna(100)
            offered = contract.map(lambda fte: math.floor(fte * share / 100 + 1e-9))
            people.table.loc[mine, "available_fte"] = offered.astype("Int64")
            people.say(AMBER, number * APART, "available_fte", f"{int(mine.sum())} people",
                       f"No column says what they offer; taken as {share:g}% of their contract.",
                       "Say how much they offer, or add a column available_fte.", by="available share")  # fmt: skip

    def _assumed(self) -> tuple[Question, ...]:
        """What is assumed of all files."""
        found = []
        sources = [s for d in self.drafts.get("People", []) for s in d.sources]
        open_files = [s.file for s, is_open in zip(sources, self.open, strict=True) if is_open]
        if open_files:
            found.append(asking.available_share(list(dict.fromkeys(open_files)), self.known.answers))
        if self.pools:
            found.append(asking.pools(list(dict.fromkeys(p.file for p in self.pools)), self.known.answers))
        return tuple(found)


def _say_blank(people: Draft, number: int, table: pd.DataFrame, column: str, why: str, action: str) -> None:
    """List the rows of one source in which a column that it has is blank: one by one, or together if they are many."""
    if column not in people.sources[number].headings:
        return
    blank = [int(row) for row in table.index[is_blank(table[column])]]
    if len(blank) <= EACH:
        for row in blank:
            people.say(AMBER, row, column, "", why, action, by=f"blank {column}")
    else:
        people.say(AMBER, blank[0], column, f"{len(blank):,} rows", why, action, by=f"blank {column}")
