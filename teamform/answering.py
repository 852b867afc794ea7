"""Answers reasons in a process of its own, so that the screens stay quick and survive whatever happens to it.

Started as ``python -c "from teamform.answering import main; main()"`` it reads questions from its
input, one a line, and writes each part of an answer as a line, as soon as it is known. The store is the one
named by TEAMFORM_DB. It ends when its input does.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import Any, BinaryIO, TypeVar

import numpy as np

from teamform import explain, wire
from teamform.errors import InputError, TeamformError
from teamform.explain import Case, Wish
from teamform.plan.plan import Plan
from teamform.rules import program, rules_of
from teamform.store import Store
from teamform.store.processes import give_way
from teamform.team.reach import places

MOST = 3_000_000
"""Places (person, seat, period) up to which a plan is looked into; memory grows with them."""
AT_HAND = 3
"""How many plans are kept ready for further questions."""

NAMED = 5
"""How many of the rules that an edited proposal breaks are named."""


@dataclass(frozen=True)
class Question:
    """What is asked, of which proposal (none: of the plan with nobody placed), about whom or what."""

    ask: str
    plan_id: str
    version: int
    proposal_id: str = ""
    about: tuple[str | int | float | Wish, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of an answer, of the kind that its question has, or its end; ``error`` says why it ended early."""

    value: Any = None
    end: bool = False
    error: str = ""


Answers = Callable[..., Iterable[Any]]
K = TypeVar("K", bound=tuple[Any, ...])
V = TypeVar("V")


def _one(answer: Callable[..., Any]) -> Answers:
    return lambda case, *about: [answer(case, *about)]


def _ranked(case: Case, demand_id: str) -> Iterator[Any]:
    """A first few choices for a seat quickly, then more."""
    for most, tries in ((3, 3), (5, 10)):
        yield explain.people_for_seat(case, demand_id, most, tries)


def _short(case: Case) -> Iterator[Any]:
    """Every short seat once, in the first period in which it is short."""
    seen = set()
    for seat, period in explain.short_seats(case):
        if seat not in seen:
            seen.add(seat)
            yield explain.why_short(case, seat, period)


def _conflict(case: Case) -> Iterator[Any]:
    """Why the plan can't be made, and the ways out; nothing where it can."""
    found = explain.ways_out_of(case.plan, None, case.patience)
    if found is not None:
        yield found


QUESTIONS: dict[str, tuple[type, Answers]] = {
    "ladder": (explain.Ladder, _one(explain.ladder)),
    "why short": (explain.Short, _one(explain.why_short)),
    "short seats": (explain.Short, _short),
    "why": (explain.Why, _one(explain.why)),
    "why not": (explain.Why, _one(explain.why_not)),
    "people for seat": (explain.Choices, _ranked),
    "seats for person": (explain.Choices, _one(explain.seats_for_person)),
    "prices": (explain.Price, explain.prices),
    "equal plans": (explain.EqualPlan, explain.equal_plans),
    "one more": (explain.Worth, explain.one_more),
    "ways out": (explain.WaysOut, _one(explain.ways_out)),
    "stop list": (explain.StopList, _one(explain.stop_list)),
    "dials": (explain.Dial, explain.dials),
    "conflict": (explain.Clash, _conflict),
    "depths": (explain.Depth, explain.depths),
    "single holders": (explain.SingleHolder, explain.single_holders),
    "if leaves": (explain.Repair, _one(explain.if_leaves)),
    "stress": (explain.Stress, _one(explain.stress)),
    "withdrawals": (explain.Withdrawal, explain.withdrawals),
    "repair": (explain.Repair, _one(explain.repair)),
}
"""What may be asked, and the kind of each part of its answer; the parts come one by one."""


class Cases:
    """Plans and proposals as cases, the last few kept ready."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ready: OrderedDict[tuple[str, int, str, bool], Case] = OrderedDict()
        self.plans: OrderedDict[tuple[str, int], Plan] = OrderedDict()

    def of(self, question: Question) -> Case:
        """The case that a question is about; for a repair those at work are enough, where no more is at hand."""
        version = 0 if question.proposal_id else question.version  # a proposal has a version of its own
        whole = (question.plan_id, version, question.proposal_id, False)
        partly = question.ask == "repair" and whole not in self.ready
        return _at_hand(self.ready, (*whole[:3], partly), self._made)

    def _made(self, plan_id: str, version: int, proposal_id: str, partly: bool) -> Case:
        stored = self.store.proposal(proposal_id) if proposal_id else None
        plan = self._plan(plan_id, stored.version if stored else version)
        if places(plan) > MOST:
            raise InputError("So many people and seats can't be looked into here: ask about a smaller plan.")
        broken = [str(breach) for breach in stored.broken if breach.must] if stored else []
        if broken:
            raise InputError(_mend(broken))
        if stored:
            return replace(Case.of(plan, stored.proposal, partly=partly), proofs={})
        rules = rules_of(plan)
        rows = program(plan, rules)
        nobody = rows.complete(np.zeros(len(rows.candidates), np.int64))
        return Case(plan, rules, rows, nobody, ())

    def _plan(self, plan_id: str, version: int) -> Plan:
        return _at_hand(self.plans, (plan_id, version), self._built)

    def _built(self, plan_id: str, version: int) -> Plan:
        return Plan.build({name: table for name, table in self.store.tables(plan_id, version).items() if len(table)})

    def about(self, question: Question) -> tuple[Any, ...]:
        """What a question is about; a repair is about the facts of a version."""
        if question.ask != "repair":
            return question.about
        return (self._plan(question.plan_id, question.version),)


def _at_hand(kept: OrderedDict[K, V], key: K, make: Callable[..., V]) -> V:
    """What is kept under a key, made where it isn't there; of what wasn't asked for lately nothing is kept."""
    if key not in kept:
        kept[key] = make(*key)
        while len(kept) > AT_HAND:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]


def _mend(broken: list[str]) -> str:
    """What an edited proposal breaks: reasons compare plans that keep the rules, so it has none until it is mended."""
    more = f" (and {len(broken) - NAMED} more)" if len(broken) > NAMED else ""
    return (f"This proposal, edited by hand, breaks rules that must hold: {'; '.join(broken[:NAMED])}{more}. Reasons"
            " compare it with plans that keep every rule: mend it, then ask again.")  # fmt: skip


def answered(cases: Cases, question: Question) -> Iterator[Part]:
    """The parts of an answer as they become known, then its end."""
    try:
        case = cases.of(question)
        _, answers = QUESTIONS[question.ask]
        for value in answers(case, *cases.about(question)):
            yield Part(value)
    except TeamformError as error:
        yield Part(end=True, error=str(error))
    except Exception as error:  # whatever it is, whoever asked is told
        logging.getLogger(__name__).exception("a question could not be answered")
        yield Part(end=True, error=f"This could not be worked out ({type(error).__name__}: {error}).")
    else:
        yield Part(end=True)


def main() -> None:
    """Answer until the input ends."""
    give_way(10)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing but answers goes to whoever asks
    asked: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked.put), daemon=True).start()
    with Store() as store:
        cases = Cases(store)
        while True:
            for part in answered(cases, wire.value(Question, asked.get())):
                out.write(wire.line(part))
                out.flush()


def _listen(asking: BinaryIO, put: Callable[[bytes], None]) -> None:
    """Take questions in; when whoever asks is gone, end at once, even in the middle of an answer."""
    for line in asking:
        put(line)
    os._exit(0)
