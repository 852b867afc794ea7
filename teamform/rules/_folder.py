"""Finding the rules: every file of this folder that doesn't begin with an underscore is one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache

from teamform.errors import RuleError
from teamform.plan.plan import Plan
from teamform.plan.settings import DEFAULTS
from teamform.rules._kinds import Rule

KINDS = ("eligibility", "limit", "goal", "lint")


@cache
def kinds_of_rule() -> tuple[type[Rule], ...]:
    """Every rule in the folder, by kind and then by name."""
    import teamform.rules as folder

    found = []
    for module in pkgutil.iter_modules(folder.__path__):
        if not module.name.startswith("_"):
            loaded = importlib.import_module(f"teamform.rules.{module.name}")
            found += [
                member for _, member in inspect.getmembers(loaded, inspect.isclass)
                if issubclass(member, Rule) and member.__module__ == loaded.__name__
            ]  # fmt: skip
    return tuple(sorted(found, key=lambda rule: (KINDS.index(rule.kind), rule.__module__)))


def rules_of(plan: Plan, among: Iterable[type[Rule]] | None = None) -> tuple[Rule, ...]:
    """The rules with the plan's settings; raises RuleError for settings that make no sense."""
    settings = plan.settings
    among = tuple(kinds_of_rule() if among is None else among)
    known = {rule.__module__.rpartition(".")[2] for rule in among}
    for name in settings:
        if name not in DEFAULTS and name.partition(".")[0] not in known:
            raise RuleError(f"Setting {name} doesn't belong to any rule: use one of {', '.join(sorted(known))}")
    spoken_of = {name.partition(".")[0] for name in settings}
    return tuple(
        rule.with_settings(settings) if rule.__module__.rpartition(".")[2] in spoken_of else rule() for rule in among
    )


def by_name(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """Rules by their names."""
    return {rule.name: rule for rule in rules}
