"""Scenarios for the branches that the mandatory ones leave over: every error of every block, and rare turns.

Each starts from a scenario that came as far as the block, and changes one thing: the block fails, another key is
pressed there, or the world differs. What is expected is what every contact may expect: not to be stranded, and not to
be hung up on without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contact_flows.language.document import Action
from contact_flows.scenarios.coverage import Branch, branches_of
from contact_flows.scenarios.model import Given, Scenario, Step, Then
from contact_flows.scenarios.run import Bench, Result, run_all
from contact_flows.scenarios.understanding import utterances_of
from spec.models import ProgramSpec

ROUNDS = 6
"""A branch behind a branch behind a branch; more has not been met."""
_ANY_END = ("queue", "callback", "voicemail", "transfer", "disconnect")
_ENTRIES = ("2065550123", "3605550188#", "12#", "1", "2", "0", "#", "*", "100001#")


def sweep(bench: Bench, results: Sequence[Result], workers: int | None = None) -> tuple[Result, ...]:
    """Results of the added scenarios, in the order in which they were needed."""
    actions = {(flow.id, action.id): action for flow in bench.flows.flows for action in flow.actions}
    wanted = {branch for flow in bench.flows.flows for action in flow.actions for branch in branches_of(flow, action)}
    taken = {Branch(*step) for result in results for step in result.steps}
    bases = _Bases()
    bases.add(results)
    words = utterances_of(bench.program, bench.center)
    found: list[Result] = []
    tried: set[str] = set()
    for _ in range(ROUNDS):
        candidates = [
            candidate
            for branch in sorted(wanted - taken)
            for candidate in _candidates(branch, actions, bases, words, bench.program)
            if candidate.id not in tried
        ]
        tried.update(candidate.id for candidate in candidates)
        if not candidates:
            break
        for result in run_all(bench, candidates, workers):
            new = {Branch(*step) for step in result.steps} & wanted - taken
            if new or not result.passed:
                found.append(result)
                taken |= new
                bases.add((result,))
    return tuple(found)


class _Bases:
    """For each block a scenario that reached it, the shortest first; for each question, its number in one."""

    def __init__(self) -> None:
        self.reached: dict[tuple[str, str], Result] = {}
        self.asked: dict[tuple[str, str], tuple[Result, int]] = {}

    def add(self, results: Sequence[Result]) -> None:
        for result in sorted(results, key=lambda result: len(result.steps)):
            for step in result.steps:
                self.reached.setdefault((step.flow, step.block), result)
            for number, question in enumerate(result.questions):
                self.asked.setdefault((question.flow, question.block), (result, number))


def _candidates(
    branch: Branch,
    actions: Mapping[tuple[str, str], Action],
    bases: _Bases,
    words: Mapping[str, str],
    program: ProgramSpec,
) -> Iterator[Scenario]:
    key = (branch.flow, branch.block)
    base = bases.reached.get(key)
    if base is None:
        return
    if branch.name.startswith("!"):
        yield _failing(branch, base.scenario)
    elif key in bases.asked and branch.name.startswith("="):
        asked, number = bases.asked[key]
        operand = branch.name.removeprefix("=")
        is_bot = actions[key].type == "ConnectParticipantWithLexBot"
        step = {"say": words.get(operand, operand)} if is_bot else {"press": operand}
        yield _made(branch, "answer", asked.scenario, when=_answered(asked.scenario, number, step))
    else:
        yield from _rare(branch, base, program)


def _failing(branch: Branch, base: Scenario) -> Scenario:
    fault = {f"{branch.flow}/{branch.block}": branch.name.removeprefix("!")}
    return _made(branch, "fault", base, faults=base.given.faults | fault)


def _rare(branch: Branch, base: Result, program: ProgramSpec) -> Iterator[Scenario]:
    """Other worlds, other answers to each of its questions: whatever might make a comparison come out otherwise."""
    for number, change in enumerate(_other_worlds(program)):
        yield _made(branch, f"world-{number}", base.scenario, **change)
    for number in range(len(base.questions)):
        for tried, entry in enumerate(_ENTRIES):
            when = _answered(base.scenario, number, {"press": entry})
            yield _made(branch, f"entry-{number}-{tried}", base.scenario, when=when)
        yield _made(branch, f"silent-{number}", base.scenario, when=_answered(base.scenario, number, {"silent": True}))


def _other_worlds(program: ProgramSpec) -> Iterator[dict[str, Any]]:
    yield from ({"at": at} for at in ("open", "closed", "holiday", "one hour before closing"))
    yield from ({"wait_seconds": seconds} for seconds in (0, 45, 200, 450, 900, 1_800, 4_000))
    yield from ({"account_manager": manager.id} for manager in program.account_managers)
    yield {"caller": "withheld"}
    yield {"full": "all"}
    yield {"unstaffed": "all"}
    yield {"agents_answer": False}
    yield {"agents_answer": False, "wait_seconds": 1_800}
    for status in ("open", "solved", "closed"):
        yield {"case": {"reference": "100001", "status": status}}
    yield {"case": {"reference": "100001", "status": "open", "caller": "+13605550199"}}


def _answered(base: Scenario, number: int, step: dict[str, Any]) -> tuple[Step, ...]:
    """The same answers up to a question, another one to it, the rest as before."""
    before = base.when[:number] + (Step(silent=True),) * (number - len(base.when))
    return (*before, Step.model_validate(step), *base.when[number + 1 :])


def _made(branch: Branch, how: str, base: Scenario, when: tuple[Step, ...] | None = None, **given: Any) -> Scenario:
    turn = re.sub(r"[^A-Za-z0-9_-]+", "-", branch.name).strip("-") or "key"
    id_ = f"sweep/{branch.flow}/{branch.block}/{turn}/{how}"[:120]
    changed = Given.model_validate({**base.given.model_dump(exclude_unset=True), **given})
    return Scenario(
        id=id_,
        title=f"{branch}: nobody is stranded"[:160],
        given=changed,
        when=base.when if when is None else when,
        then=Then.model_validate({"ends": _ANY_END}),
        row=f"sweep {branch.flow}",
        column="faults" if how == "fault" else "turns",
    )
