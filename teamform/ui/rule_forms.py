"""A form for every rule, made from the rule itself: its sentence, its settings, its owner and reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from teamform.plan.plan import Plan
from teamform.rules import kinds_of_rule, program, rules_of
from teamform.rules._kinds import Lint, Remark, Rule
from teamform.team.program import Program
from teamform.team.proposal import Proposal
from teamform.team.reach import ruled_out
from teamform.ui import look, words


@dataclass(frozen=True)
class Field:
    """One setting of a rule: its full name, what it means, its value today and as it comes."""

    name: str
    about: dataclasses.Field[Any]
    value: Any

    @property
    def label(self) -> str:
        """What the form calls the setting."""
        unit = self.about.metadata.get("unit", "")
        if self.about.name == "applied":
            return "How it counts"
        return words.sentence_case(self.about.name) + (f" ({unit})" if unit else "")

    @property
    def changed(self) -> bool:
        """Whether a planner has changed the setting."""
        return bool(self.value != self.about.default)

    def ask(self, key: str) -> str:
        """Ask for the setting's value; return it as the Settings sheet writes it."""
        about, value = self.about.metadata, self.value
        help = about.get("help", "")
        if about.get("choices"):
            options = list(about["choices"])
            return str(st.selectbox(self.label, options, options.index(value), key=key, help=help,
                                    format_func=lambda o: words.BINDING.get(o, o)))  # fmt: skip
        if isinstance(value, bool):
            return "yes" if st.checkbox(self.label, value, key=key, help=help) else "no"
        return st.text_input(self.label, f"{value:g}", key=key, help=help).strip()


def fields(rule: Rule) -> list[Field]:
    """The settings of a rule."""
    return [Field(f"{rule.name}.{f.name}", f, getattr(rule, f.name)) for f in dataclasses.fields(rule)]


@dataclass(frozen=True)
class Effect:
    """What a rule does to a plan before anyone is allocated."""

    says_something: bool
    turned_away: int
    """Candidates (person, seat, period) that it rules out."""
    people: tuple[str, ...]
    """People whom it alone keeps off every seat that they have the discipline for."""


@st.cache_resource(max_entries=8, show_spinner=False)
def effects(_plan: Plan, plan_hash: str) -> dict[str, Effect]:
    """What each rule does to the plan, by name of rule."""
    made = program(_plan)
    excluded, eligible, people = made.sifted.excluded, made.sifted.eligible, len(_plan.people)
    considered = np.bincount(np.concatenate([excluded.person, eligible.person]), minlength=people)
    remaining = np.bincount(eligible.person, minlength=people)
    away: dict[str, int] = {}
    alone: dict[str, np.ndarray] = {}
    for name, mask in made.sifted.reasons.items():
        away[name] = int(mask.sum())
        alone[name] = (np.bincount(excluded.person[mask], minlength=people) == considered) & (considered > 0)
    for name, mask in ruled_out(made).items():
        away[name] = away.get(name, 0) + int(mask.sum())
        turned = np.bincount(eligible.person[mask], minlength=people)
        alone[name] = alone.get(name, np.zeros(people, bool)) | ((turned == remaining) & (remaining > 0))
    ids = _plan.people["person_id"].to_numpy()
    return {
        rule.name: Effect(rule.applies(_plan), away.get(rule.name, 0),
                          tuple(ids[alone[rule.name]]) if rule.name in alone else ())
        for rule in rules_of(_plan)
    }  # fmt: skip


@st.cache_resource(max_entries=8, show_spinner=False)
def remarks(_plan: Plan, plan_hash: str) -> tuple[Remark, ...]:
    """Everything that the lints remark on in a plan."""
    made = program(_plan)
    return tuple(remarks_of(_plan, made, None))


def remarks_of(plan: Plan, made: Program, proposal: Proposal | None) -> Iterator[Remark]:
    """Everything that the lints remark on in a plan and, if there is one, its proposal."""
    for rule in rules_of(plan):
        if isinstance(rule, Lint) and not rule.off and rule.applies(plan):
            yield from rule.remarks(plan, made, proposal)


def settings_of(plan: Plan) -> pd.DataFrame:
    """The Settings sheet by name of setting."""
    return plan.sheets["Settings"].set_index("setting")


def check_text(rule: Rule, values: dict[str, str]) -> None:
    """Raise RuleError if these settings of a rule make no sense."""
    type(rule).with_settings(values)


def summary(rule: Rule, effect: Effect) -> tuple[str, str, str]:
    """A word about what the rule does here, its state, and the colour of that."""
    if rule.off:
        return "switched off", "Off", "grey"
    if not effect.says_something:
        return "nothing in this plan for it to look at", "Not needed", "grey"
    note = f"rules out {words.count(effect.turned_away, 'possible placement')}" if effect.turned_away else ""
    if effect.people:
        note += f"{'; ' if note else ''}shuts out {words.count(len(effect.people), 'person', 'people')}"
    state = words.BINDING.get(rule.applied, rule.applied)
    return note, state, {"must": "blue", "should": "amber", "on": "green"}.get(rule.applied, "grey")


def headline(rule: Rule) -> None:
    """A rule as its sentence."""
    st.markdown(f"**{words.plain(rule.title)}**")


def of_kind(rules: tuple[Rule, ...], kind: str) -> list[Rule]:
    """The rules of one kind, in order of name."""
    return [rule for rule in rules if rule.kind == kind]


__all__ = ["Effect", "Field", "check_text", "effects", "fields", "headline", "kinds_of_rule", "look", "of_kind",
           "remarks", "settings_of", "summary"]  # fmt: skip
