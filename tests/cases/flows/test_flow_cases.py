"""Foreign flows, good and bad, as files: the good ones are published, each bad one is refused for its one fault.

A file is named after what it shows; what stands between its dots is the type of the flow, CONTACT_FLOW where nothing does.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.language.canonical import canonical
from contact_flows.language.catalogue import ACTION_TYPES
from contact_flows.language.document import FlowType
from contact_flows.language.reading import NotAFlowError
from contact_flows.language.text import read, write
from sandbox.aws.flows import checker

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.json"))
BAD = sorted((HERE / "bad").glob("*.json"))

REFUSALS = {
    "a-key-twice": "Actions[2].Type: this key stands twice in one object",
    "a-list-and-no-object": "a flow is an object, this is a list",
    "actions-by-name": "Actions: must be a list, is an object",
    "another-version": "Unsupported flow version. Version: 2018-01-01",
    "call-outside-with-branch-that-cannot-be": "Invalid Action error. Error: CallFailed, Path: Actions[3]",
    "call-outside-without-failed-branch": "Action is missing required error. Error: CallFailed, Path: Actions[0]",
    "callback-number-as-literal": "Invalid Action property value. Path: Actions[2].Parameters.CallbackNumber",
    "comparison-of-a-literal": "Invalid Action property value. Path: Actions[3].Parameters.ComparisonValue",
    "comparison-without-conditions": "Action is missing required property. Path: Actions[3].Transitions.Conditions",
    "condition-on-a-message": "Action does not support conditions. Path: Actions[1]",
    "contact-data-with-references": "Invalid Action property name. Path: Actions[0].Parameters.References",
    "documented-name-of-routing-criteria": "Invalid Action type. Type: UpdateRoutingCriteria",
    "empty-text": "Empty value in Actions[1].Parameters.Text",
    "empty-way-on": "Invalid Action property value. Path: Actions[1].Transitions.NextAction",
    "empty": "the file is empty",
    "end-of-flow-in-an-inbound-flow": "Action is not supported in the flow type. Type: EndFlowExecution, FlowType: CONTACT_FLOW, Path: Actions[2]",
    "flat-flow-attributes": "Invalid Action property value. Path: Actions[0].Parameters.FlowAttributes.tries",
    "hang-up-in-a-whisper.AGENT_WHISPER": "Action is not supported in the flow type. Type: DisconnectParticipant, FlowType: AGENT_WHISPER, Path: Actions[1]",
    "hours-by-name": "Not a supported id format. Path: Actions[0].Parameters.HoursOfOperationId",
    "hours-without-closed": "Invalid branch. Path: Actions[0].Transitions.Conditions",
    "identifier-twice": "Duplicate Action identifier. Identifier: 5f1c2a9e-0003-4a00-8000-000000000003",
    "identifier-with-a-colon": "Invalid Action identifier. Path: Actions[0].Identifier",
    "interrupted-at-once.CUSTOMER_QUEUE": "Invalid Action property value. Path: 0.InterruptSeconds",
    "lambda-without-error-branch": "Action is missing required error. Error: NoMatchingError, Path: Actions[2]",
    "loop-prompts-in-an-inbound-flow": "Action is not supported in the flow type. Type: MessageParticipantIteratively, FlowType: CONTACT_FLOW, Path: Actions[0]",
    "loop-without-done": "Invalid branch. Path: Actions[1].Transitions.Conditions",
    "menu-without-time-limit-branch": "Action is missing required error. Error: InputTimeLimitExceeded, Path: Actions[0]",
    "module-without-settings.MODULE": "JSON field is missing or null for field name: settings",
    "no-way-on": "Action is missing required property. Path: Actions[1].Transitions.NextAction",
    "not-a-number": "Metadata.entryPointPosition.x: NaN is no number in JSON",
    "operands-as-text": "Actions[0].Transitions.Conditions[0].Condition.Operands: must be a list, is text",
    "operator-that-nests": "Invalid Action property value. Path: Actions[3].Transitions.Conditions[0].Condition.Operator",
    "priority-of-zero": "Invalid Action property value. Path: Actions[2].Parameters.QueuePriority",
    "queue-transfer-with-a-queue": "Invalid Action property name. Path: Actions[4].Parameters.QueueId",
    "queue-transfer-without-capacity-branch": "Action is missing required error. Error: QueueAtCapacity, Path: Actions[4]",
    "recording-with-error-branch.OUTBOUND_WHISPER": "Invalid Action error. Error: NoMatchingError, Path: Actions[0]",
    "settings-in-a-flow": "Invalid property name. Path: Settings",
    "seven-tags": "More than 6 tags in Parameters.Tags",
    "share-beyond-a-hundred": "Invalid branch. Path: Actions[0].Transitions.Conditions",
    "staffing-without-no-condition-branch": "Action is missing required error. Error: NoMatchingCondition, Path: Actions[2]",
    "start-leads-nowhere": "Invalid StartAction. Action does not exist: gone",
    "stored-input-with-time-limit-branch": "Invalid Action error. Error: InputTimeLimitExceeded, Path: Actions[0]",
    "tag-removed-with-two-capitals": "Invalid Action type. Type: UnTagContact",
    "the-older-export-of-the-console": 'this is the console\'s older export (version "1"); export the flow again, or import it there',
    "too-many-actions": "Flow exceeds the maximum of 250 actions",
    "truncated": "line 18, column 14: not JSON: Expecting ':' delimiter",
    "two-operands": "Invalid Action property value. Path: Actions[3].Transitions.Conditions[0].Condition.Operands",
    "two-prompts": "Invalid Action property name. Path: Actions[1].Parameters.SSML",
    "unknown-action-type": "Invalid Action type. Type: SingParticipant",
    "wait-with-the-documented-name": "Action is missing required property. Path: Actions[3].Parameters.TimeLimitSeconds",
    "way-on-after-the-end": "Invalid Action property name. Path: Actions[2].Transitions.NextAction",
    "way-on-to-nothing": "Invalid Action property value. Path: Actions[1].Transitions.Conditions[0].NextAction",
}  # fmt: skip


def type_of(path: Path) -> FlowType:
    return FlowType(path.stem.partition(".")[2] or "CONTACT_FLOW")


def refusals(path: Path) -> list[str]:
    """Why the file is no flow or is not published."""
    text = path.read_text(encoding="utf-8")
    try:
        read(text, id=path.stem)
    except NotAFlowError as error:
        return [str(error)]
    return checker.problems(text, type_of(path), lambda *_: True)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_flow_is_published_and_written_as_it_was_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = read(text, id=path.stem, type=type_of(path))
    assert refusals(path) == []
    assert json.loads(write(document, str)) == json.loads(text)
    assert canonical(read(write(document, str), id=path.stem)) == canonical(document)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_flow_is_refused_for_its_one_fault(path: Path) -> None:
    assert refusals(path)[0] == REFUSALS[path.stem]


def test_every_case_of_a_refusal_has_its_file() -> None:
    assert {path.stem for path in BAD} == set(REFUSALS)


def test_the_good_flows_use_most_action_types() -> None:
    used = {action.type for path in GOOD for action in read(path.read_text(encoding="utf-8"), id=path.stem).actions}
    assert len(used & set(ACTION_TYPES)) > 45


ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    1.5,
    10**30,
    "",
    "x",
    "$.Attributes.a",
    "a $.External.['`$.Attributes.k`']",
    [],
    {},
    [None],
    {"a": None},
)
MARKS = ('"', "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "NaN", "1e999", "\x00", "null", "9" * 50, "-")


def paths(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*before, key)
        yield from paths(part, (*before, key))


def verdict(text: str, kind: FlowType) -> list[str]:
    """Where the text can be read, it is also written as it was read."""
    with suppress(NotAFlowError):
        assert json.loads(write(read(text, id="flow"), str)) == json.loads(text)
    return checker.problems(text, kind, lambda *_: True)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.data())
def test_no_change_to_a_flow_confuses_reader_or_checker(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(GOOD))
    flow = json.loads(path.read_text(encoding="utf-8"))
    for odd in data.draw(st.lists(st.sampled_from(ODD), min_size=1, max_size=2)):
        *outer, last = data.draw(st.sampled_from(list(paths(flow)) or [("Actions",)]))
        holder: Any = flow
        for key in outer:
            holder = holder[key]
        holder[last] = odd
    assert all(isinstance(problem, str) for problem in verdict(json.dumps(flow), type_of(path)))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.sampled_from(GOOD), st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(("", *MARKS)))
def test_no_text_confuses_reader_or_checker(path: Path, start: int, length: int, mark: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert isinstance(verdict(text[:start] + mark + text[start + length :], type_of(path)), list)
