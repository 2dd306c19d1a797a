"""Flows of somebody else's files find each other by what the files say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contact_flows.language.document import FlowType
from contact_flows.language.reading import NotAFlowError
from contact_flows.simulate.contact import Contact
from contact_flows.simulate.exports import machine_of, read_export
from contact_flows.simulate.trace import Trace
from tests.contact_flows.simulate.small import WORLD, texts

INSTANCE = "arn:aws:connect:us-west-2:000000000000:instance/00000000-0000-4000-8000-000000000000"
SECOND = f"{INSTANCE}/contact-flow/11111111-0000-4000-8000-000000000000"


def flow(*actions: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"Version": "2019-10-30", "StartAction": actions[0]["Identifier"], "Actions": actions, "Metadata": metadata}


def action(id_: str, type_: str, then: str | None, **parameters: Any) -> dict[str, Any]:
    errors = [{"ErrorType": "NoMatchingError", "NextAction": "end"}]
    transitions = {} if then is None else {"NextAction": then, "Conditions": [], "Errors": errors}
    return {"Identifier": id_, "Type": type_, "Parameters": parameters, "Transitions": transitions}


END = action("end", "DisconnectParticipant", None)
SPEAKS = flow(action("say", "MessageParticipant", "end", Text="second"), END)


def first(reference: str, **metadata: Any) -> dict[str, Any]:
    return flow(action("go", "TransferToFlow", "end", ContactFlowId=reference), END, **metadata)


def run(*, entry: dict[str, Any], other: dict[str, Any], name: str = "second") -> Trace:
    machine = machine_of([read_export(json.dumps(entry), "first"), read_export(json.dumps(other), name)])
    return machine.run(WORLD, Contact(flow="first"))


@pytest.mark.parametrize("reference", [SECOND, f"{SECOND}:4", SECOND.rpartition("/")[2]])
@pytest.mark.parametrize("content", [SPEAKS, json.dumps(SPEAKS)])
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_wrapper_says_by_which_arn_and_id_its_flow_is_named(reference: str, content: Any, *, wrapped: bool) -> None:
    found = {"Arn": SECOND, "Id": SECOND.rpartition("/")[2], "Name": "B", "Type": "CONTACT_FLOW", "Content": content}
    assert texts(run(entry=first(reference), other={"ContactFlow": found} if wrapped else found)) == ["second"]


def test_a_file_named_after_its_id_is_found_by_its_arn() -> None:
    assert texts(run(entry=first(SECOND), other=SPEAKS, name=SECOND.rpartition("/")[2])) == ["second"]


@pytest.mark.parametrize(
    "note", [{"parameters": {"ContactFlowId": {"displayName": "Second"}}}, {"contactFlow": {"id": SECOND, "text": "Second"}}]
)  # fmt: skip
def test_the_name_that_the_console_notes_beside_an_arn_finds_the_file_of_that_name(note: dict[str, Any]) -> None:
    entry = first(SECOND, ActionMetadata={"go": note})
    assert texts(run(entry=entry, other=SPEAKS, name="Second")) == ["second"]
    assert texts(run(entry=entry, other=SPEAKS, name="Third")) == []


def test_the_flow_of_an_event_hook_is_found_by_its_name_too() -> None:
    hook = action("hook", "UpdateContactEventHooks", "end", EventHooks={"CustomerQueue": SECOND})
    note = {"parameters": {"EventHooks": {"CustomerQueue": {"displayName": "Second"}}}}
    entry = flow(hook, END, ActionMetadata={"hook": note})
    assert not run(entry=entry, other=SPEAKS, name="Second").remarks
    assert run(entry=entry, other=SPEAKS, name="Third").remarks


def test_an_unknown_flow_is_an_error_as_it_was() -> None:
    assert texts(run(entry=first(SECOND), other=SPEAKS)) == []


def test_the_wrapper_tells_the_type_which_a_bare_flow_does_not() -> None:
    module = {"ContactFlowModule": {"Arn": f"{INSTANCE}/flow-module/1", "Id": "1", "Content": json.dumps(SPEAKS)}}
    assert read_export(json.dumps(module), "m").document.type is FlowType.MODULE
    queue = {"Type": "CUSTOMER_QUEUE", "Name": "Q", "Content": SPEAKS}
    assert read_export(json.dumps(queue), "q").document.type is FlowType.CUSTOMER_QUEUE
    assert read_export(json.dumps(SPEAKS), "s").document.type is None


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"Content": 7}', '{"ContactFlow": {"Content": "no flow"}}', "[" * 100_000]
)
def test_what_is_no_flow_is_complained_of(text: str) -> None:
    with pytest.raises(NotAFlowError):
        read_export(text, "broken")
