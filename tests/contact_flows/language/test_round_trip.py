"""A flow that is read and written again says what it said, whatever it holds."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.language.document import FlowDocument, Ref
from contact_flows.language.text import read, write

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LEAF = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
)
JSON = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
)
EXTRA = st.dictionaries(st.sampled_from(["extra", "Parameters2", "Ünbekannt", "Name", ""]) | TEXT, JSON, max_size=2)
ID = st.sampled_from(["a", "b", "Begrüßung 1", ""])


def members(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with some of its members, and members that nobody knows."""
    known = st.fixed_dictionaries(required, optional=optional)
    return st.builds(
        lambda extra, own: {**{k: v for k, v in extra.items() if k not in required | optional}, **own}, EXTRA, known
    )


def listed(item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.lists(item, max_size=3)


COMPARED = members({"Operator": TEXT, "Operands": st.lists(JSON, max_size=2)}, {})
CONDITION = members({"NextAction": ID, "Condition": COMPARED}, {})
ERROR = members({"NextAction": ID, "ErrorType": TEXT}, {})
TRANSITIONS = members({}, {"NextAction": st.none() | ID, "Conditions": listed(CONDITION), "Errors": listed(ERROR)})
ACTION = members(
    {"Identifier": ID, "Type": st.sampled_from(["MessageParticipant", "Compare", "FutureAction"]) | TEXT},
    {"Parameters": st.none() | st.dictionaries(TEXT, JSON, max_size=3), "Transitions": st.none() | TRANSITIONS},
)
FLOW = members(
    {"Actions": st.lists(ACTION, max_size=4)},
    {"Version": TEXT, "StartAction": ID, "Metadata": st.dictionaries(TEXT, JSON, max_size=2), "Settings": JSON},
)


def again(text: str) -> Any:
    return json.loads(write(read(text, id="flow"), str))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(FLOW)
def test_a_flow_is_written_as_it_was_read(flow: dict[str, Any]) -> None:
    assert again(json.dumps(flow)) == flow


@settings(derandomize=True, max_examples=100, deadline=None)
@given(FLOW)
def test_writing_is_stable_and_its_text_reads_to_the_same_document(flow: dict[str, Any]) -> None:
    once = read(json.dumps(flow), id="flow")
    assert write(once, str) == write(once, str)
    assert read(write(once, str), id="flow") == once


def test_an_arn_that_is_known_becomes_a_reference_and_an_arn_again() -> None:
    arn = "arn:aws:connect:us-west-2:123456789012:instance/i/queue/q"
    action = {"Identifier": "a", "Type": "UpdateContactTargetQueue", "Parameters": {"QueueId": arn}, "Transitions": {}}
    flow = {"Version": "2019-10-30", "StartAction": "a", "Metadata": {}, "Actions": [action]}
    document = read(json.dumps(flow), id="flow", name_of=lambda text: Ref("queue", "billing") if text == arn else None)
    assert document.refs == {Ref("queue", "billing")}
    assert json.loads(write(document, lambda _ref: arn)) == flow


def test_a_name_inside_a_longer_text_stays_text() -> None:
    flow = {"Actions": [{"Identifier": "a", "Type": "MessageParticipant", "Parameters": {"Text": "to arn:x"}}]}
    assert not read(
        json.dumps(flow), id="flow", name_of=lambda text: Ref("queue", "q") if text == "arn:x" else None
    ).refs


def test_an_empty_next_action_is_kept_as_it_is() -> None:
    """Samples in the documentation carry it; lint must see it."""
    flow = {"Actions": [{"Identifier": "a", "Type": "Loop", "Transitions": {"NextAction": ""}}]}
    document = read(json.dumps(flow), id="flow")
    assert document.actions[0].next == ""
    assert again(json.dumps(flow)) == flow


def test_the_start_is_the_first_action_where_the_document_has_none() -> None:
    document = read('{"Actions": [{"Identifier": "first", "Type": "Loop"}]}', id="flow")
    assert document.start == "first"
    assert isinstance(document, FlowDocument)
    assert "StartAction" not in json.loads(write(document, str))
