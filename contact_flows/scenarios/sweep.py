"""Scenarios for the branches that the mandatory ones leave over: every error of every block, and rare turns.

Each starts from a scenario that came as far as the block, and changes one thing: the block fails, another key is
pressed there, or the world differs. What is expected is what every contact may expect: not to be stranded, and not to
be hung up on without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contact_flows.language.document import Action, FlowType
from contact_flows.scenarios.coverage import Branch, branches_of
from contact_flows.scenarios.model import Given, Scenario, Step, Then
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.run import Bench, Result, run_all
from contact_flows.scenarios.turns import answered, other_answers, other_worlds
from contact_flows.scenarios.understanding import utterances_of

ROUNDS = 30
"""A branch behind a branch behind a branch; it ends when a round finds nothing."""
_SILENCE = "!InputTimeLimitExceeded"
_BY_ANSWER = frozenset({_SILENCE, "!NoMatchingCondition"})
"""Errors that a contact makes; they are also injected, since a bot takes silence for words."""
_ANY_END = ("queue", "callback", "voicemail", "transfer", "disconnect")


def sweep(bench: Bench, results: Sequence[Result], workers: int | None = None) -> tuple[Result, ...]:
    """Results of the added scenarios: those that took a branch first, and those that failed."""
    return tuple(_Sweep(bench, workers).run(results))


class _Sweep:
    """What is taken, what leads where, what was tried."""

    def __init__(self, bench: Bench, workers: int | None) -> None:
        self._bench, self._workers = bench, workers
        flows = bench.flows.flows
        self._actions = {(flow.id, action.id): action for flow in flows for action in flow.actions}
        self._left = {branch for flow in flows for action in flow.actions for branch in branches_of(flow, action)}
        self._words = utterances_of(bench.program, bench.center)
        self._clocks = Clocks(bench.program)
        self._reached: dict[tuple[str, str], Result] = {}
        self._asked: dict[tuple[str, str], tuple[Result, int]] = {}
        self._tried: set[str] = set()

    def run(self, results: Sequence[Result]) -> Iterator[Result]:
        """Cheap changes as long as they lead on, and then the rare turns of what is left."""
        self._add(results)
        yield from self._try(self._other_entries())
        for _ in range(ROUNDS):
            before = len(self._left)
            yield from self._try(self._simple())
            if len(self._left) < before:
                continue
            yield from self._try((*self._letters(), *self._direct()))
            yield from self._try(self._rare())
            if len(self._left) == before:
                return

    def _try(self, candidates: Iterable[tuple[str, Scenario]]) -> Iterator[Result]:
        """Run what was not tried before; what took a new branch gets its name."""
        new: dict[str, tuple[str, Scenario]] = {}
        for how, candidate in candidates:
            key = repr((candidate.given, candidate.when))
            if key not in self._tried:
                self._tried.add(key)
                new[key] = how, candidate
        found = run_all(self._bench, [scenario for _, scenario in new.values()], self._workers)
        for (how, scenario), result in zip(new.values(), found, strict=True):
            gained = sorted({Branch(*step) for step in result.steps} & self._left)
            if gained or not result.passed:
                self._add((result,))
                yield replace(result, scenario=_named(scenario, gained, how))

    def _add(self, results: Sequence[Result]) -> None:
        """The shortest way to each block, and to each question, is kept."""
        for result in sorted(results, key=lambda result: len(result.steps)):
            self._left -= {Branch(*step) for step in result.steps}
            for step in result.steps:
                self._reached.setdefault((step.flow, step.block), result)
            for number, question in enumerate(result.questions):
                self._asked.setdefault((question.flow, question.block), (result, number))

    def _simple(self) -> Iterator[tuple[str, Scenario]]:
        """A block that fails; another key or word at a question."""
        for branch in sorted(self._left):
            key = (branch.flow, branch.block)
            base = self._reached.get(key)
            if base is None:
                continue
            if branch.name in _BY_ANSWER and key in self._asked:
                asked, number = self._asked[key]
                step = self._unheard(self._actions[key], branch.name)
                yield "answer", _changed(asked.scenario, {}, answered(asked.scenario.when, number, step))
            if branch.name.startswith("!"):
                given = base.scenario.given
                faults = given.faults | {f"{branch.flow}/{branch.block}": branch.name[1:]}
                yield "fault", _changed(base.scenario, {"faults": faults})
            elif key in self._asked and branch.name.startswith("="):
                asked, number = self._asked[key]
                step = self._step(key, branch.name[1:])
                yield "answer", _changed(asked.scenario, {}, answered(asked.scenario.when, number, step))

    def _unheard(self, action: Action, branch: str) -> Step:
        """Silence, or an answer that nobody offered."""
        if branch == _SILENCE:
            return Step(silent=True)
        if action.type == "ConnectParticipantWithLexBot":
            return Step(say="xylophone marmalade")
        offered = {str(condition.operands[0]) for condition in action.conditions}
        return Step(press=next((key for key in "987654321*#0" if key not in offered), "9"))

    def _step(self, key: tuple[str, str], operand: str) -> Step:
        """The answer that takes a condition: the key itself, or words for an intent in the flow's language."""
        if self._actions[key].type == "ConnectParticipantWithLexBot":
            language = self._bench.flows[key[0]].language
            return Step(say=self._words.get((language, operand), operand))
        return Step(press=operand)

    def _rare(self) -> Iterator[tuple[str, Scenario]]:
        bases = {
            id(base): base
            for branch in sorted(self._left)
            if (base := self._reached.get((branch.flow, branch.block))) is not None
        }
        for base in bases.values():
            for change in other_worlds(base, self._bench.program, self._clocks):
                yield "world", _changed(base.scenario, change)
            for when, change in other_answers(base):
                yield "answers", _changed(base.scenario, change, when)

    def _other_entries(self) -> Iterator[tuple[str, Scenario]]:
        """Flows that no caller begins in: agents' transfers, our own calls, what agents hear, what a hold plays."""
        program = self._bench.program
        codes = [language.code for language in program.infrastructure.languages]
        for flow in ("outbound", "transfer", "whisper", "on-hold"):
            if flow not in self._bench.flows:
                continue
            for code in codes:
                for interpreter in ("yes", "no"):
                    told = {"language": code, "interpreter": interpreter, "sensitive": "yes"}
                    yield "entry", self._entering(flow, attributes=told, leaves_after_seconds=60)

    def _direct(self) -> Iterator[tuple[str, Scenario]]:
        """Straight into a flow that is left over: as from another line, or when it closes at that very second."""
        for flow in sorted({branch.flow for branch in self._left}):
            if self._bench.flows[flow].type is not FlowType.CONTACT_FLOW:
                continue
            lines = [line.id for line in self._bench.program.infrastructure.lines]
            insists = (Step(press="0"),) * 8
            enough = str(self._bench.program.infrastructure.routing.max_transfers)
            full = self._entering(flow, full="all", attributes={"recorded": "yes", "hops": enough})
            yield "entry", full.model_copy(update={"when": insists})
            for at in ("open", "closed", "holiday"):
                for recorded in ("yes", "no"):
                    yield "entry", self._entering(flow, at=at, attributes={"recorded": recorded})
                for line in lines:
                    yield "entry", self._entering(flow, at=at, attributes={"recorded": "yes", "line": line})

    def _letters(self) -> Iterator[tuple[str, Scenario]]:
        """E-mails whose sender or subject is what a flow compares with."""
        for branch in sorted(self._left):
            if branch.flow.startswith("email-") and " " in branch.name:
                operand = branch.name.partition(" ")[2]
                given = {"center": self._bench.center.id, "channel": "email", "address": branch.flow[len("email-") :]}
                at = operand if "@" in operand else f"@desk{operand}"
                if "." in operand:
                    yield "letter", _letter({**given, "sender": f"someone{at}"})
                yield "letter", _letter({**given, "subject": operand[:120]})

    def _entering(self, flow: str, **given: Any) -> Scenario:
        made = Given.model_validate({"center": self._bench.center.id, "enters": flow, **given})
        return Scenario(id=flow, title=flow, given=made, then=_then())


def _letter(given: dict[str, Any]) -> Scenario:
    return Scenario(id="letter", title="letter", given=Given.model_validate(given), then=_then())


def _then() -> Then:
    return Then.model_validate({"ends": _ANY_END})


def _changed(base: Scenario, given: Mapping[str, Any], when: tuple[Step, ...] | None = None) -> Scenario:
    """`base` with another world or other answers; what a caller may expect at the least."""
    changed = Given.model_validate({**base.given.model_dump(exclude_unset=True), **given}) if given else base.given
    return Scenario.model_construct(
        id=base.id, title=base.title, given=changed, when=base.when if when is None else when, then=_then()
    )


def _named(scenario: Scenario, gained: list[Branch], how: str) -> Scenario:
    """Named after the first branch that it took and no other did."""
    what = gained[0] if gained else Branch(scenario.id.replace("/", "-"), "again", how)
    turn = re.sub(r"[^A-Za-z0-9_-]+", "-", what.name).strip("-") or "key"
    return scenario.model_copy(
        update={
            "id": f"sweep/{what.flow}/{what.block}/{turn}"[:120],
            "title": f"{what}: nobody is stranded"[:160],
            "row": f"sweep {what.flow}",
            "column": "faults" if how == "fault" else "turns",
        }
    )
