"""Sentences: one file, one rule. See docs/adding_a_rule.md for how to write one."""

from teamform.rules._check import Checked, breaches, check
from teamform.rules._folder import by_name, kinds_of_rule, rules_of
from teamform.rules._kinds import Eligibility, Goal, Limit, Lint, Remark, Rule, setting
from teamform.rules._program import BROKEN, BROKEN_TIER, assemble, everyone_sifted, program, program_with_reasons, sift

__all__ = [
    "BROKEN", "BROKEN_TIER", "Checked", "Eligibility", "Goal", "Limit", "Lint", "Remark", "Rule",
    "assemble", "breaches", "by_name", "check", "everyone_sifted", "kinds_of_rule", "program",
    "program_with_reasons", "rules_of", "setting", "sift",
]  # fmt: skip
