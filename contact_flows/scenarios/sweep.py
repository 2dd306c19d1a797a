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

from contact_flows.language.document import Action
from contact_flows.scenarios.coverage import Branch, branches_of
from contact_flows.scenarios.entries import Entries, any_end
from contact_flows.scenarios.model import Given, Scenario, Step
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.run import WORTH_A_PROCESS, Bench, Result, Stage, run_all
from contact_flows.scenarios.turns import answered, other_answers, other_worlds
from contact_flows.scenarios.understanding import utterances_of
from contact_flows.scenarios.worlds import place_of

ROUNDS = 30
"""A branch behind a branch behind a branch; it ends when a round finds nothing."""
_SILENCE = "!InputTimeLimitExceeded"
_UNMATCHED = "!NoMatchingCondition"
_BY_ANSWER = frozenset({_SILENCE, _UNMATCHED})
"""Errors that a contact makes; they are also injected, since a bot takes silence for words."""


def sweep(bench: Bench, results: Sequence[Result], workers: int | None = None) -> tuple[Result, ...]:
    """Results of the added scenarios: those that took a branch first, and those that failed."""
    return tuple(_Sweep(bench, workers).run(results))


class _Sweep:
    """What is taken, what leads where, what was tried."""

    def __init__(self, bench: Bench, workers: int | None) -> None:
        self._bench, self._workers, self._stage = bench, workers, Stage(bench)
        flows = bench.flows.flows
        self._actions = {(flow.id, action.id): action for flow in flows for action in flow.actions}
        self._left = {branch for flow in flows for action in flow.actions for branch in branches_of(flow, action)}
        self._words = utterances_of(bench.program, bench.center)
        self._clocks = Clocks(bench.program, bench.declared)
        self._entries = Entries(bench.program, bench.center, bench.flows, self._clocks)
        self._reached: dict[tuple[str, str], Result] = {}
        self._asked: dict[tuple[str, str], tuple[Result, int]] = {}
        self._tried: set[str] = set()

    def run(self, results: Sequence[Result]) -> Iterator[Result]:
        """Cheap changes as long as they lead on, and then the rare turns of what is left."""
        self._add(results)
        yield from self._try(_how("entry", self._entries.others()))
        for _ in range(ROUNDS):
            for candidates in (self._simple, self._staged, self._direct):
                before = len(self._left)
                yield from self._try(candidates())
                if len(self._left) < before:
                    break
            else:
                before = len(self._left)
                for some in self._rare():
                    yield from self._try(some)
                yield from self._try(self._unmatched())
                if len(self._left) == before:
                    return

    def _try(self, candidates: Iterable[tuple[str, Scenario]]) -> Iterator[Result]:
        """Run what was not tried before; what took a new branch gets its name."""
        new: dict[str, tuple[str, Scenario]] = {}
        for how, candidate in candidates:
            key = repr((candidate.given, candidate.when))
            if key not in self._tried and self._happens(candidate):
                self._tried.add(key)
                new[key] = how, candidate
        found = self._results([scenario for _, scenario in new.values()])
        for (how, scenario), result in zip(new.values(), found, strict=True):
            gained = sorted({Branch(*step) for step in result.steps} & self._left)
            if gained or not result.passed:
                self._add((result,))
                yield replace(result, scenario=_named(scenario, gained, how))

    def _happens(self, candidate: Scenario) -> bool:
        """Hours that never close have no closed moment."""
        hours = place_of(self._bench.program, candidate.given).hours.id
        return self._clocks.moment(hours, candidate.given.at) is not None

    def _results(self, scenarios: Sequence[Scenario]) -> tuple[Result, ...]:
        """Few are over before another process would begin."""
        if len(scenarios) < WORTH_A_PROCESS:
            return self._stage.results(scenarios)
        return run_all(self._bench, scenarios, self._workers)

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
            if branch.name.startswith("!") and not self._is_unmatched(branch):
                yield "fault", _failing(base.scenario, branch)
            elif key in self._asked and branch.name.startswith("="):
                asked, number = self._asked[key]
                step = self._step(key, branch.name[1:])
                yield "answer", _changed(asked.scenario, {}, answered(asked.scenario.when, number, step))

    def _is_unmatched(self, branch: Branch) -> bool:
        """A comparison does not fail: a world is wanted in which nothing matches."""
        return branch.name == _UNMATCHED and self._actions[branch.flow, branch.block].type == "Compare"

    def _unmatched(self) -> Iterator[tuple[str, Scenario]]:
        """Comparisons for which no world was found: as if the value were missing."""
        for branch in sorted(self._left):
            base = self._reached.get((branch.flow, branch.block))
            if base is not None and self._is_unmatched(branch):
                yield "fault", _failing(base.scenario, branch)

    def _staged(self) -> Iterator[tuple[str, Scenario]]:
        left = sorted(self._left)
        yield from _how("letter", self._entries.letters(left))
        yield from _how("entry", self._entries.staged(left))

    def _direct(self) -> Iterator[tuple[str, Scenario]]:
        yield from _how("entry", self._entries.direct(sorted(self._left)))

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

    def _rare(self) -> Iterator[Iterator[tuple[str, Scenario]]]:
        """Turns of one scenario after the other, as long as a branch behind it is left."""
        bases: dict[int, tuple[Result, set[Branch]]] = {}
        for branch in sorted(self._left):
            if (base := self._reached.get((branch.flow, branch.block))) is not None:
                bases.setdefault(id(base), (base, set()))[1].add(branch)
        for base, behind in bases.values():
            if not behind.isdisjoint(self._left):
                yield self._in_other_worlds(base)
            if not behind.isdisjoint(self._left):
                yield self._with_other_answers(base)

    def _in_other_worlds(self, base: Result) -> Iterator[tuple[str, Scenario]]:
        for change in other_worlds(base, self._bench.program, self._clocks):
            yield "world", _changed(base.scenario, change)

    def _with_other_answers(self, base: Result) -> Iterator[tuple[str, Scenario]]:
        for when, change in other_answers(base):
            yield "answers", _changed(base.scenario, change, when)


def _how(name: str, scenarios: Iterable[Scenario]) -> Iterator[tuple[str, Scenario]]:
    return ((name, scenario) for scenario in scenarios)


def _changed(base: Scenario, given: Mapping[str, Any], when: tuple[Step, ...] | None = None) -> Scenario:
    """`base` with another world or other answers; what a caller may expect at the least."""
    changed = Given.model_validate({**base.given.model_dump(exclude_unset=True), **given}) if given else base.given
    return Scenario.model_construct(
        id=base.id, title=base.title, given=changed, when=base.when if when is None else when, then=any_end()
    )


def _failing(base: Scenario, branch: Branch) -> Scenario:
    faults = base.given.faults | {f"{branch.flow}/{branch.block}": branch.name[1:]}
    return _changed(base, {"faults": faults})


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
