"""Translation and sense-making: who on a team is fluent in both of two disciplines, and who brings what."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from teamform.report.links import team_links
from teamform.report.sense import sense_making, translation_matrix
from teamform.ui import answers, look

NOBODY = {True: "✖ nobody", False: "–"}
"""What a cell says where nobody is fluent in both, by whether the pair is needed."""


def show(found: answers.Answer, team: str) -> None:
    """A team's translation matrix, its sense-making, and the remarks on both."""
    pairs = translation_matrix(found.plan, found.allocation, team)
    if pairs.empty:
        look.nothing_yet("There is nothing to translate", "The team has people of one discipline, or none.")
        return
    matrix = _matrix(found, pairs)
    look.table(f"Who is fluent in both, on {team}", list(matrix.columns), matrix.to_numpy().tolist())
    _sense(found, team)
    for remark in found.outcome.remarks:
        if team in remark.concerns and remark.rule in {"missing_bridge", "one_eyed_team", "open_loop"}:
            look.inset([remark.text, remark.action], "amber")
    links(found, team)


def _matrix(found: answers.Answer, pairs: pd.DataFrame) -> pd.DataFrame:
    """Disciplines by disciplines, with names in the upper half."""
    cells = {(r.discipline_a, r.discipline_b): _names(found, r.people) or NOBODY[bool(r.needed)]
             for r in pairs.itertuples()}  # fmt: skip
    codes = sorted(set(pairs["discipline_a"]) | set(pairs["discipline_b"]))
    rows = [[row, *(cells.get((row, column), "") for column in codes[1:])] for row in codes[:-1]]
    return pd.DataFrame(rows, columns=["", *codes[1:]])


def _sense(found: answers.Answer, team: str) -> None:
    for each in sense_making(found.plan, found.allocation):
        if each.team_id == team:
            boxes = (("Who brings numbers", each.numbers), ("Who brings stories", each.stories),
                     ("Who decides", each.decides))  # fmt: skip
            rows = [[name, _names(found, people) or "✖ nobody"] for name, people in boxes]
            look.table("Sense-making", ["", ""], [*rows, ["When they meet", each.meets or "✖ nobody has said"]])


def links(found: answers.Answer, team: str = "") -> None:
    """The links of a team, or of all, with who is on both sides."""
    table = team_links(found.plan, found.allocation)
    table = table[table["from_team"].eq(team) | table["to_team"].eq(team)] if team else table
    if len(table):
        rows = [[f"{r.from_team} – {r.to_team}", r.kind, r.strength, _names(found, r.people) or r.liaison or "nobody",
                 "✔ looked after" if r.looked_after else "✖ open"] for r in table.itertuples()]  # fmt: skip
        look.table("Links to other teams", ["Teams", "What links them", "Strength", "On both", "State"], rows)


def _names(found: answers.Answer, people: Iterable[str]) -> str:
    names = found.plan.people.set_index("person_id")["display_name"]
    return ", ".join(str(names.get(person, person)) for person in people)
