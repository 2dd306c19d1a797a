"""What may stand around a flow in a file, and the type that follows from it."""

import json
from typing import Any

import pytest

from contact_flows.language.document import FlowType
from contact_flows.language.reading import NotAFlowError
from contact_flows.lint.foreign import read_foreign

ID = "0a1b2c3d-1111-4222-8333-444455556666"


def content(*types: str, **more: Any) -> dict[str, Any]:
    actions = [{"Identifier": name, "Type": name, "Parameters": {}, "Transitions": {}} for name in types]
    return {"Version": "2019-10-30", "StartAction": types[0], "Actions": actions, **more}


FLOW = content("DisconnectParticipant")


def test_bare_content_is_a_flow() -> None:
    assert read_foreign(json.dumps(FLOW), id="file").document.start == "DisconnectParticipant"


@pytest.mark.parametrize("inner", [FLOW, json.dumps(FLOW)], ids=["object", "text"])
def test_a_described_flow_gives_type_name_and_what_others_call_it(inner: Any) -> None:
    described = {"ContactFlow": {"Id": ID, "Name": "Main", "Type": "AGENT_TRANSFER", "Content": inner}}
    found = read_foreign(json.dumps(described), id="file")
    assert (found.document.type, found.document.name) == (FlowType.AGENT_TRANSFER, "Main")
    assert found.names == (ID, "Main")


def test_content_with_a_type_beside_it_has_that_type() -> None:
    found = read_foreign(json.dumps({"Content": FLOW, "Type": "QUEUE_TRANSFER"}), id="file")
    assert found.document.type is FlowType.QUEUE_TRANSFER


def test_a_described_module_is_a_module() -> None:
    described = {"ContactFlowModule": {"Name": "Look up", "Content": content("EndFlowModuleExecution")}}
    assert read_foreign(json.dumps(described), id="file").document.type is FlowType.MODULE


def test_a_type_that_is_given_counts_only_where_the_file_tells_none() -> None:
    told = json.dumps({"Content": FLOW, "Type": "QUEUE_TRANSFER"})
    assert read_foreign(told, id="file", type=FlowType.CAMPAIGN).document.type is FlowType.QUEUE_TRANSFER
    assert read_foreign(json.dumps(FLOW), id="file", type=FlowType.CAMPAIGN).document.type is FlowType.CAMPAIGN


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("DisconnectParticipant",), FlowType.CONTACT_FLOW),
        (("MessageParticipantIteratively",), FlowType.CUSTOMER_QUEUE),
        (("EndFlowModuleExecution",), FlowType.MODULE),
        (("CompleteOutboundCall",), FlowType.OUTBOUND_WHISPER),
        (("TransferContactToAgent",), FlowType.AGENT_TRANSFER),
        (("MessageParticipantIteratively", "TransferContactToQueue"), None),
        (("SomethingNew",), FlowType.CONTACT_FLOW),
    ],
)
def test_a_type_that_nothing_tells_is_one_in_which_all_actions_may_stand(
    types: tuple[str, ...], expected: FlowType | None
) -> None:
    assert read_foreign(json.dumps(content(*types)), id="file").document.type is expected


def test_settings_make_a_module() -> None:
    document = read_foreign(json.dumps(content("MessageParticipant", Settings={})), id="file").document
    assert document.type is FlowType.MODULE


@pytest.mark.parametrize(
    "text", ['{"Content": 5}', '{"Content": "{"}', '{"ContactFlow": {"Content": []}}', '"Content"']
)
def test_a_wrapper_without_a_flow_is_no_flow(text: str) -> None:
    with pytest.raises(NotAFlowError):
        read_foreign(text, id="file")
