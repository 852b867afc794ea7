"""A plan's rules with their rows, made once and used for every move and every question of a page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from teamform.plan.plan import Plan
from teamform.rules import Checked, Rule, check, program, rules_of
from teamform.team.program import Program
from teamform.team.reach import places


@dataclass(frozen=True, eq=False)
class Rulebook:
    """A plan's rules and their rows, made once and used for every move."""

    plan: Plan
    rules: tuple[Rule, ...]
    program: Program

    @classmethod
    def of(cls, plan: Plan) -> Rulebook:
        """The rulebook of a plan; raises RuleError for settings that make no sense."""
        rules = rules_of(plan)
        return cls(plan, rules, program(plan, rules))

    def check(self, allocation: pd.DataFrame) -> Checked:
        """Check an allocation against every rule."""
        return check(self.plan, allocation, self.program, self.rules)

    def prices(self, checked: Checked) -> dict[str, tuple[float, str]]:
        """What each goal comes to, with its unit, in the strict order of goals."""
        return {aim.title: (aim.in_units(aim.raw(checked.x)), aim.unit) for aim in self.program.aims}


MOST = 1_500_000
"""Up to so many places a plan is looked at rule by rule while somebody waits; memory grows with them."""


def too_large(plan: Plan) -> bool:
    """Whether a plan has more places (person, seat, period) than can be looked at while somebody waits."""
    return places(plan) > MOST


@st.cache_resource(max_entries=3, show_spinner=False)
def _rulebook(_plan: Plan, plan_hash: str) -> Rulebook:
    return Rulebook.of(_plan)


def rulebook(plan: Plan) -> Rulebook:
    """The rulebook of a plan, made once for all sessions."""
    return _rulebook(plan, plan.hash)
