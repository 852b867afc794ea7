"""Sentences: one file, one rule. See docs/adding_a_rule.md for how to write one."""

from teamform.rules._check import Checked, breaches, check
from teamform.rules._folder import by_name, kinds_of_rule, rules_of
from teamform.rules._kinds import Eligibility, Goal, Limit, Lint, Remark, Rule, setting
from teamform.rules._program import program, program_with_reasons, sift

__all__ = [
    "Checked", "Eligibility", "Goal", "Limit", "Lint", "Remark", "Rule",
    "breaches", "by_name", "check", "kinds_of_rule", "program", "program_with_reasons", "rules_of", "setting", "sift",
]  # fmt: skip
