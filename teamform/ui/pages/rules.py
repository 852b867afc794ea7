"""Rules: every rule as a sentence, with its settings, and what it does to this plan."""

import streamlit as st

from teamform.rules import rules_of
from teamform.ui import general, guard, look, rule_forms, words
from teamform.ui.rulebook import too_large

look.page("rules")
opened, plan = guard.need_facts()
rules, effects = rules_of(plan), rule_forms.effects(plan, plan.hash)

if too_large(plan):
    look.inset(
        ["So many people and seats aren't looked at rule by rule here: whom each rule turns away isn't counted."]
    )
general.form(opened, plan)
guard.history_bar("rules")
kind = st.segmented_control("Kind of rule", list(words.KINDS_OF_RULE), default="limit", key="rules.kind", required=True,
                            format_func=words.KINDS_OF_RULE.get)  # fmt: skip
used = st.toggle("Only rules that have something to say here", True, key="rules.used")
for rule in rule_forms.of_kind(rules, kind):
    effect = effects[rule.name]
    if not used or effect.says_something or rule.off:
        rule_forms.card(rule, effect, opened, plan)
