"""Scenarios as test cases of the service itself (AWS::Connect::TestCase), for what it can express.

A test case observes what the simulated customer hears and answers at the same words as in the simulator, whose run
gives the order of prompts and questions. References stay symbolic; whoever creates the test cases resolves them.

The service tests voice and chat only, mocks functions but not calendars, and knows a queue by the flow's attempt to
enter it; the test ends there, before an agent could answer. As published observations of the live service have it, a
prompt is matched against a transcript, so that similarity is asked for and never the exact words.
Source: Amazon Connect Developer Guide, "Testing language" and the pages of its events and actions.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from contact_flows.language.document import Ref
from contact_flows.scenarios.expect import folded
from contact_flows.scenarios.model import Channel, Heard, Scenario, Step
from contact_flows.scenarios.run import Result
from contact_flows.scenarios.worlds import contact_of, language_step_key
from spec.models import ProgramSpec

VERSION = "2019-10-30"
AT_ONCE = 5
"""Executions that run at the same time; further ones are queued."""
AT_MOST = 100
"""Executions, queued ones included."""
LONGEST_SECONDS = 300.0
LONGEST_TEXT = 300
"""Of a prompt that is matched: enough to know it by, short enough for a transcript's mistakes."""


class LeftOut(NamedTuple):
    """A scenario that no test case can express, and why."""

    scenario: str
    reason: str


@dataclass(frozen=True, slots=True)
class NativeCase:
    """One test case.

    entry    VOICE_CALL or CHAT
    flow     the flow that the simulated customer starts
    content  the testing language, with references as `$ref:kind:id`
    """

    scenario: str
    title: str
    entry: str
    flow: str
    content: Mapping[str, Any]

    @property
    def file_name(self) -> str:
        return re.sub(r"[^A-Za-z0-9_-]+", "--", self.scenario)

    def text(self, resolve: Callable[[Ref], str]) -> str:
        """`Content` as the API takes it."""
        return json.dumps(_resolved(self.content, resolve), ensure_ascii=False)

    def as_data(self) -> dict[str, Any]:
        parameters = {"FlowId": f"$ref:flow:{self.flow}"}
        name = "VoiceCallEntryPointParameters" if self.entry == "VOICE_CALL" else "ChatEntryPointParameters"
        return {
            "Name": self.scenario,
            "Description": self.title,
            "EntryPoint": {"Type": self.entry, name: parameters},
            "InitializationData": {"Attributes": {}, "SegmentAttributes": {}},
            "Content": self.content,
        }


@dataclass(frozen=True, slots=True)
class Native:
    cases: tuple[NativeCase, ...]
    left_out: tuple[LeftOut, ...]


def native_cases(program: ProgramSpec, results: Sequence[Result]) -> Native:
    """Test cases of the scenarios that passed in the simulator, and the rest with their reasons."""
    cases: list[NativeCase] = []
    left_out: list[LeftOut] = []
    for result in results:
        reason = why_not(result)
        if reason:
            left_out.append(LeftOut(result.scenario.id, reason))
        else:
            cases.append(_case(program, result))
    return Native(tuple(cases), tuple(left_out))


def batches(cases: Sequence[NativeCase]) -> Iterator[tuple[NativeCase, ...]]:
    """As many at once as the service runs; whoever starts them waits for one batch before the next."""
    return (tuple(cases[start : start + AT_ONCE]) for start in range(0, len(cases), AT_ONCE))


def why_not(result: Result) -> str:
    """Why the service cannot run this one; empty where it can."""
    return next(_reasons(result), "")


def _reasons(result: Result) -> Iterator[str]:
    given, then = result.scenario.given, result.scenario.then
    if not result.passed:
        yield "it fails in the simulator; put that right first"
    if given.channel not in (Channel.VOICE, Channel.CHAT):
        yield "the service has no entry point for e-mail and tasks"
    if given.enters is not None or given.attributes:
        yield "the service starts a test at a line or a chat only"
    if given.at != "open":
        yield "a test runs at the present moment; hours can be replaced by other hours, not by another time"
    if given.region_down:
        yield "the service cannot switch a region off"
    leaves = given.agents_leave_after_seconds is not None or given.passed_on_to is not None
    if given.unstaffed or leaves or not given.agents_answer:
        yield "staffing cannot be replaced in a test"
    if given.caller == "withheld" or given.case is not None or given.retired:
        yield "a test has no caller's number and no rows of tables of its own"
    if any(not key.startswith("function:") or kind != "dead" for key, kind in given.faults.items()):
        yield "only functions can be made to fail"
    if then.opens_case is False or then.never_hears:
        yield "that something never happens cannot be observed"
    if given.channel is Channel.CHAT and any(step.press for step in result.scenario.when):
        yield "a chat takes no keys"
    if result.elapsed_seconds > LONGEST_SECONDS and "queue" not in _words(then.ends):
        yield "a test runs for five minutes at most"


def _case(program: ProgramSpec, result: Result) -> NativeCase:
    scenario = result.scenario
    return NativeCase(
        scenario=scenario.id,
        title=scenario.title,
        entry="VOICE_CALL" if scenario.given.channel is Channel.VOICE else "CHAT",
        flow=contact_of(program, scenario).flow,
        content={"Version": VERSION, "Metadata": {}, "Observations": _observations(program, result)},
    )


def _observations(program: ProgramSpec, result: Result) -> list[dict[str, Any]]:
    """The chain of what is observed: the start, each prompt that matters, the queue."""
    scenario = result.scenario
    events: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [(_event("TestInitiated", {}), _overrides(scenario))]
    steps = {question.heard - 1: number for number, question in enumerate(result.questions)}
    expected = set(_heard_positions(scenario, result))
    for position, (language, text) in enumerate(result.heard):
        number = steps.get(position)
        answers = number is not None and number < len(scenario.when)
        if answers or position in expected:
            step = scenario.when[number] if answers and number is not None else None
            events.append((_message(text), _instruction(program, scenario, step, language)))
    if "queue" in _words(scenario.then.ends) and result.queue is not None:
        reached = {"ActionType": "TransferContactToQueue", "ActionParameters": {}}
        events.append((_event("FlowActionStarted", reached), [_assert_queue(result.queue), _end()]))
    else:
        events[-1] = (events[-1][0], [*events[-1][1], _end()])
    return [_observation(number, event, actions, len(events)) for number, (event, actions) in enumerate(events)]


def _observation(number: int, event: dict[str, Any], actions: list[dict[str, Any]], count: int) -> dict[str, Any]:
    following = [f"observe-{number + 1}"] if number + 1 < count else []
    named = [action | {"Identifier": f"act-{number}-{place}"} for place, action in enumerate(actions)]
    for here, after in itertools.pairwise(named):
        here["Transitions"] = {"NextAction": after["Identifier"]}
    return {
        "Identifier": f"observe-{number}",
        "Event": event | {"Identifier": f"event-{number}"},
        "Actions": named,
        "Usage": {"Type": "Exactly", "Times": 1},
        "Transitions": {"NextObservations": following},
    }


def _event(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"Type": kind, "Actor": "System", "Properties": properties}


def _message(text: str) -> dict[str, Any]:
    return _event("MessageReceived", {"Text": text[:LONGEST_TEXT], "MatchingCriteria": {"Type": "Similarity"}})


def _heard_positions(scenario: Scenario, result: Result) -> Iterator[int]:
    """Where each expected text was heard, in order."""
    position = 0
    for wanted in scenario.then.hears:
        text = folded(wanted.text if isinstance(wanted, Heard) else wanted)
        while position < len(result.heard) and text not in folded(result.heard[position][1]):
            position += 1
        if position < len(result.heard):
            yield position


def _instruction(program: ProgramSpec, scenario: Scenario, step: Step | None, language: str) -> list[dict[str, Any]]:
    if step is None or step.silent:
        return []
    if step.hang_up:
        return [_send({"Type": "Disconnect"})]
    if step.say is not None:
        tongue = {"LanguageCode": language} if scenario.given.channel is Channel.VOICE else {}
        return [_send({"Type": "Utterance", "Properties": {"Value": step.say, **tongue}})]
    keys = step.press or language_step_key(program, scenario.given, step)
    return [_send({"Type": "DtmfInput", "Properties": {"Value": keys}})] if keys else []


def _send(instruction: dict[str, Any]) -> dict[str, Any]:
    parameters = {"ActionType": "SendInstruction", "Actor": "Customer", "Instruction": instruction}
    return {"Type": "SendInstruction", "Parameters": parameters, "Transitions": {}}


def _overrides(scenario: Scenario) -> list[dict[str, Any]]:
    """What the test replaces before it begins. An override serves once, in the order given."""
    given = scenario.given
    found = [
        _override("InvokeLambdaFunction", {"LambdaFunctionARN": f"$ref:{key}"}, _failure(0, "Error"))
        for key in given.faults
    ]
    if given.emergency is not None:
        loaded = json.dumps({"emergency": given.emergency.state, "message": given.emergency.message})
        result = {"Type": "ExecutionResult", "ExecutionResult": {"DelaySeconds": 0, "LoadedData": loaded}}
        where = {"LambdaFunctionARN": "$ref:function:switchboard"}
        found.append(_override("InvokeLambdaFunction", where, {"Type": "MockResponse", "Response": result}))
    if given.full:
        found.append(_override("TransferContactToQueue", {}, _failure(0, "QueueAtCapacity")))
    return found


def _failure(delay: int, error: str) -> dict[str, Any]:
    return {"Type": "MockResponse", "Response": {"Type": "Error", "Error": {"DelaySeconds": delay, "Value": error}}}


def _override(action: str, where: dict[str, Any], strategy: dict[str, Any]) -> dict[str, Any]:
    properties = {"ActionType": action, "ActionParameters": where, "Strategy": strategy}
    behavior = {"Type": "FlowAction", "Properties": properties}
    parameters = {"ActionType": "OverrideSystemBehavior", "Behavior": behavior}
    return {"Type": "OverrideSystemBehavior", "Parameters": parameters, "Transitions": {}}


def _assert_queue(queue: str) -> dict[str, Any]:
    operand = {"Namespace": "$.Queue.ARN", "Operator": "Equals", "Operand": f"$ref:{queue}"}
    return {"Type": "Assert", "Parameters": operand, "Transitions": {}}


def _end() -> dict[str, Any]:
    parameters = {"ActionType": "TestControl", "Command": {"Type": "EndTest"}}
    return {"Type": "TestControl", "Parameters": parameters, "Transitions": {}}


def _words(value: Sequence[str] | str | None) -> tuple[str, ...]:
    return (str(value),) if isinstance(value, str) else tuple(str(one) for one in value or ())


def _resolved(value: Any, resolve: Callable[[Ref], str]) -> Any:
    if isinstance(value, str) and value.startswith("$ref:"):
        _, kind, id_ = value.split(":", 2)
        return resolve(Ref(kind, id_))
    if isinstance(value, Mapping):
        return {key: _resolved(part, resolve) for key, part in value.items()}
    return [_resolved(part, resolve) for part in value] if isinstance(value, list | tuple) else value
