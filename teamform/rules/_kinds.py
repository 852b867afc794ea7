"""The four kinds of rule: eligibility, limit, goal and lint.

A rule is a small frozen dataclass in a file of its own. Its fields are its settings; the first line
of its docstring is its sentence; the file's name is its name everywhere.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from teamform.errors import RuleError
from teamform.plan.plan import Plan
from teamform.team.candidates import Candidates
from teamform.team.labels import Labels
from teamform.team.program import Aim, Program
from teamform.team.table import Rows
from teamform.team.vocabulary import Vocabulary

if TYPE_CHECKING:
    from teamform.team.proposal import Proposal

BINDING = ("must", "should", "off")


def setting(default: Any, help: str, *, choices: tuple[str, ...] = (), lowest: float | None = None,
            highest: float | None = None, unit: str = "") -> Any:  # fmt: skip
    """A setting of a rule that planners may change: its default, and what a form and the docs say of it."""
    about = {"help": help, "choices": choices, "lowest": lowest, "highest": highest, "unit": unit}
    return field(default=default, metadata=about)


@dataclass(frozen=True)
class Rule(ABC):
    """Anything that planners know as a rule."""

    kind: ClassVar[str]
    sheets: ClassVar[tuple[str, ...]] = ()
    """Sheets of which each row is a sentence of this rule, with its owner and reason."""
    applied: str = setting("on", "Whether the rule is used at all.", choices=("on", "off"))

    @property
    def name(self) -> str:
        """The rule's name: that of its file."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def title(self) -> str:
        """The rule as a sentence."""
        return (type(self).__doc__ or self.name).strip().splitlines()[0]

    @property
    def off(self) -> bool:
        """Whether a planner has switched the rule off."""
        return self.applied == "off"

    def applies(self, plan: Plan) -> bool:
        """Whether the rule has anything to say about this plan."""
        return True

    @classmethod
    def with_settings(cls, settings: Mapping[str, str]) -> Rule:
        """The rule with the settings written as ``rule.setting``; raises RuleError for one that makes no sense."""
        rule = cls()
        own = {key.partition(".")[2]: text for key, text in settings.items() if key.partition(".")[0] == rule.name}
        fields = {f.name: f for f in dataclasses.fields(rule)}
        unknown = sorted(set(own) - set(fields))
        if unknown:
            raise RuleError(f"Setting {rule.name}.{unknown[0]} doesn't exist: use one of {', '.join(fields)}")
        return dataclasses.replace(rule, **{k: _read(rule.name, fields[k], text) for k, text in own.items()})


def _whole(text: str) -> int:
    """A whole number, also one that a spreadsheet writes as 60.0."""
    number = float(text)
    if not number.is_integer():
        raise ValueError(text)
    return int(number)


_YES_NO = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
_READERS: Mapping[type, Callable[[str], Any]] = {
    bool: lambda text: _YES_NO[text.lower()], int: _whole, float: float, str: str,
}  # fmt: skip
_NEEDED = {bool: "yes or no", int: "a whole number", float: "a number", str: "a text"}


def _read(rule: str, about: dataclasses.Field[Any], text: str) -> Any:
    """A setting's value from its text, checked against what the setting allows."""
    try:
        value: Any = _READERS[type(about.default)](text.strip())
    except (ValueError, KeyError):
        needed = _NEEDED[type(about.default)]
        raise RuleError(f"{rule}.{about.name} is “{text}”: {needed} is needed") from None
    choices, lowest, highest = (about.metadata.get(k) for k in ("choices", "lowest", "highest"))
    if choices and value not in choices:
        raise RuleError(f"{rule}.{about.name} is “{text}”: use one of {', '.join(choices)}")
    if (lowest is not None and value < lowest) or (highest is not None and value > highest):
        raise RuleError(f"{rule}.{about.name} is “{text}”: use a number from {lowest} to {highest}")
    return value


@dataclass(frozen=True)
class Eligibility(Rule):
    """Who may be a candidate at all."""

    kind: ClassVar[str] = "eligibility"
    chosen_by_person: ClassVar[bool] = False
    """Whether the person, rather than somebody else, said so."""
    rung: ClassVar[str] = "allowed"
    """The rung of the supply ladder on which whoever the rule turns away is lost: offered, right level, cleared,
    here, allowed or released."""
    notch_words: ClassVar[str] = ""
    """What loosening the rule by one notch means, such as “one level”; blank: it holds or it doesn't."""

    @abstractmethod
    def excludes(self, plan: Plan, block: Candidates) -> npt.NDArray[Any]:
        """For each candidate of the block: may this person not fill this seat in this period?"""

    def notches(self, plan: Plan, block: Candidates) -> npt.NDArray[Any]:
        """For each candidate of the block by how many notches it misses what the rule asks; 0 where it doesn't."""
        return np.asarray(self.excludes(plan, block), np.int64)

    @abstractmethod
    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        """Why the person named by ``codes`` can't fill the seat, in a planner's words."""


@dataclass(frozen=True)
class Limit(Rule):
    """What must hold for every proposal, or should."""

    kind: ClassVar[str] = "limit"
    unit: ClassVar[str] = "FTE"
    """What a breach is measured in."""
    notch: ClassVar[int] = 0
    """By how many hundredths of its unit a row is loosened to find its price; 0: half an FTE, or one."""
    gives_way: ClassVar[bool] = True
    """Whether anybody could grant more; false for what is simply a fact, such as what a person has to offer."""
    applied: str = setting("must", "Must always hold, should hold (and is reported where it doesn't), or off.",
                           choices=BINDING)  # fmt: skip

    @property
    def one_notch(self) -> int:
        """By how many hundredths of its unit a row is loosened to find its price."""
        return self.notch or (50 if self.unit == "FTE" else 100)

    @abstractmethod
    def rows(self, plan: Plan, team: Vocabulary) -> Iterable[Rows]:
        """The rule's sentences as rows over the vocabulary."""

    @abstractmethod
    def says(self, plan: Plan, labels: Labels, codes: Mapping[str, int]) -> str:
        """What the row named by ``codes`` asks, in a planner's words."""


@dataclass(frozen=True)
class Goal(Rule):
    """What should be as small as possible, in a tier of its own."""

    kind: ClassVar[str] = "goal"
    tier: ClassVar[float]
    """Place in the strict order of goals; lower comes first."""
    from_nought: ClassVar[bool] = False
    """Whether no plan's total can be below nought, whoever the people are; of a goal that doesn't say so a plan
    too large to be held as a whole claims nothing."""

    @abstractmethod
    def aims(self, plan: Plan, team: Vocabulary) -> Iterable[Aim]:
        """What to make small, first things first."""


@dataclass(frozen=True)
class Remark:
    """Something that a lint noticed: what, whom it concerns, and what might be done."""

    rule: str
    text: str
    action: str
    concerns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.text} {self.action}"


@dataclass(frozen=True)
class Lint(Rule):
    """A remark about the plan or the proposal that binds nothing."""

    kind: ClassVar[str] = "lint"

    @abstractmethod
    def remarks(self, plan: Plan, program: Program, proposal: Proposal | None) -> Iterable[Remark]:
        """What there is to say."""
