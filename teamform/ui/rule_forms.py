"""A form for every rule, made from the rule itself: its sentence, its settings, its owner and reason."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from teamform.errors import RuleError
from teamform.plan.columns import sentence_case
from teamform.plan.plan import Plan
from teamform.rules import Goal, Lint, Remark, Rule, rules_of
from teamform.store import Change, add, put
from teamform.team.program import Program
from teamform.team.proposal import Proposal
from teamform.team.reach import ruled_out
from teamform.ui import look, memory, state, words
from teamform.ui.rulebook import rulebook, too_large


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
        return sentence_case(self.about.name) + (f" ({unit})" if unit else "")

    @property
    def changed(self) -> bool:
        """Whether a planner has changed the setting."""
        return bool(self.value != self.about.default)

    def ask(self, key: str) -> str:
        """Ask for the setting's value; return it as the Settings sheet writes it."""
        about, value = self.about.metadata, self.value
        said = about.get("help", "")
        if about.get("choices"):
            options = list(about["choices"])
            return str(
                st.selectbox(
                    self.label,
                    options,
                    options.index(value),
                    key=key,
                    help=said,
                    format_func=lambda o: words.BINDING.get(o, o),
                )
            )
        if isinstance(value, bool):
            return "yes" if st.checkbox(self.label, value, key=key, help=said) else "no"
        return st.text_input(self.label, f"{value:g}", key=key, help=said).strip()


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
    if too_large(_plan):
        return {rule.name: Effect(rule.applies(_plan), 0, ()) for rule in rules_of(_plan)}
    made = rulebook(_plan).program
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
        rule.name: Effect(
            rule.applies(_plan), away.get(rule.name, 0), tuple(ids[alone[rule.name]]) if rule.name in alone else ()
        )
        for rule in rules_of(_plan)
    }


@st.cache_resource(max_entries=8, show_spinner=False)
def remarks(_plan: Plan, plan_hash: str) -> tuple[Remark, ...]:
    """Everything that the lints remark on in a plan; nothing where it is too large to look at."""
    return () if too_large(_plan) else tuple(remarks_of(_plan, rulebook(_plan).program, None))


def remarks_of(plan: Plan, made: Program, proposal: Proposal | None) -> Iterator[Remark]:
    """Everything that the lints remark on in a plan and, if there is one, its proposal."""
    for rule in rules_of(plan):
        if isinstance(rule, Lint) and not rule.off and rule.applies(plan):
            yield from rule.remarks(plan, made, proposal)


def summary(rule: Rule, effect: Effect) -> tuple[str, str, str]:
    """A word about what the rule does here, its state, and the colour of that."""
    if rule.off:
        return "Switched off.", "Off", "grey"
    if not effect.says_something:
        return "There is nothing in this plan for it to look at.", "Not needed", "grey"
    parts = [f"Rules out {words.count(effect.turned_away, 'possible placement')}"] if effect.turned_away else []
    if effect.people:
        parts += [
            f"shuts out {words.count(len(effect.people), 'person', 'people')}: {words.listed(sorted(effect.people))}"
        ]
    state = words.BINDING.get(rule.applied, rule.applied)
    note = f"{'; '.join(parts).capitalize() if not effect.turned_away else '; '.join(parts)}." if parts else ""
    return note, state, {"must": "blue", "should": "amber", "on": "green"}.get(rule.applied, "grey")


def of_kind(rules: tuple[Rule, ...], kind: str) -> list[Rule]:
    """The rules of one kind, goals in their order, the others by name."""
    return sorted((r for r in rules if r.kind == kind), key=lambda r: (r.tier if isinstance(r, Goal) else 0, r.name))


def card(rule: Rule, effect: Effect, opened: memory.Opened, plan: Plan) -> None:
    """One rule: its sentence, its state, what it does here, and a form for its settings."""
    note, how, colour = summary(rule, effect)
    asked = fields(rule)
    changed = [f"{f.label}: {f.value}" for f in asked if f.changed and f.about.name != "applied"]
    said = " ".join(filter(None, [note, f"Changed here: {'; '.join(changed)}." if changed else ""]))
    with st.container(gap=None, key=f"card.{rule.name}"):
        look.status_list([(rule.title, said, how, colour)])
        with st.expander(f"Settings of {rule.name.replace('_', ' ')}"):
            _form(rule, asked, opened, plan)


def _form(rule: Rule, asked: list[Field], opened: memory.Opened, plan: Plan) -> None:
    known = opened.table("Settings").set_index("setting")
    mine = [f.name for f in asked if f.name in known.index]
    of = known.loc[mine[0]] if mine else None
    more = (inspect.getdoc(type(rule)) or "").partition("\n")[2].strip()
    if more:
        st.write(words.plain(" ".join(more.split())))
    with st.form(f"rule.{rule.name}.{state.generation('Settings')}", border=False):
        texts = {f.name: f.ask(f"{rule.name}.{f.about.name}.{state.generation('Settings')}") for f in asked}
        one, two = st.columns(2)
        owner = one.text_input(
            "Whose setting it is",
            "" if of is None else of["owner"],
            key=f"{rule.name}.owner",
            placeholder="such as Planner",
        )
        reason = two.text_input("Why", "" if of is None else of["reason"], key=f"{rule.name}.reason")
        if st.form_submit_button("Save these settings", type="primary"):
            _save(rule, asked, texts, owner, reason, opened)


def _save(
    rule: Rule, asked: list[Field], texts: dict[str, str], owner: str, reason: str, opened: memory.Opened
) -> None:
    """Put the settings that differ from before into the plan; what makes no sense is said and not kept."""
    try:
        new = type(rule).with_settings(texts)
    except RuleError as error:
        look.inset([str(error)], "red", "There is a problem")
        return
    settings = opened.table("Settings")
    known = {text: int(row) for row, text in settings["setting"].items()}
    changes: list[Change] = []
    for field in asked:
        name, value = field.name, texts[field.name]
        cells = {"value": value, "owner": owner, "reason": reason}
        if name in known:
            row = known[name]
            changes += [put("Settings", row, c, v) for c, v in cells.items() if v != settings.loc[row, c]]
        elif getattr(new, field.about.name) != field.about.default:
            changes.append(add("Settings", {"setting": name, **cells}))
    if changes and not reason.strip():
        look.inset(["Say why: whoever meets the changed rule later reads it."], "red", "There is a problem")
        return
    if not changes:
        state.notice(f"Nothing to save: no setting differs from what it was. {rule.title}")
    elif memory.save(changes, opened.version, reason):
        state.notice(f"Saved: {rule.title}")
    state.refresh("Settings")
    st.rerun()
