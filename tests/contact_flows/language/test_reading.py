"""What is no flow is refused with a place and a reason; never with a traceback, never after a long time."""

import json
import pickle
import time
from typing import Any

import pytest

from contact_flows.language.parsing import COMPLAINTS_MOST
from contact_flows.language.reading import Complaint, NotAFlowError
from contact_flows.language.text import read, write

ACTION: dict[str, Any] = {"Identifier": "a", "Type": "Loop", "Transitions": {"NextAction": "a"}}


def complaints(text: str) -> tuple[Complaint, ...]:
    with pytest.raises(NotAFlowError) as refused:
        read(text, id="flow")
    return refused.value.complaints


def flow(**action: Any) -> str:
    return json.dumps({"Actions": [{**ACTION, **action}]})


DEEP = 100_000


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("", "", "the file is empty"),
        (" \n", "", "the file is empty"),
        ('{"Actions": [', "line 1, column 14", "not JSON: Expecting value"),
        ('{"Actions":\n [}', "line 2, column 3", "not JSON"),
        ('{"Actions": []} x', "line 1, column 17", "not JSON: Extra data"),
        ("\x00\x01PK", "line 1, column 1", "not JSON"),
        ("[" * DEEP + "]" * DEEP, "", "nested deeper than 100 levels"),
        ('{"Actions":' + "[" * DEEP, "", "nested deeper than 100 levels"),
        ('{"Actions": [], "x": ' + "[" * 101 + "]" * 101 + "}", "", "nested deeper than 100 levels"),
        ('{"Actions": [], "Actions": []}', "Actions", "this key stands twice in one object"),
        ('{"Actions": [{"Identifier": "a", "Type": "X", "Type": "Y"}]}', "Actions[0].Type", "stands twice"),
        ('{"Actions": [], "x": [1, NaN]}', "x[1]", "NaN is no number in JSON"),
        ('{"Actions": [], "x": -Infinity}', "x", "-Infinity is no number in JSON"),
        ('{"Actions": [], "x": 1e999}', "x", "1e999 is no number in JSON"),
        ('{"Actions": [], "x": 1.' + "0" * 30 + "e999}", "x", "a number this large is no number"),
        ('{"Actions": [], "x": ' + "9" * 5_000 + "}", "", "a number has too many digits"),
        ('{"Actions": [], "x": "\\ud800"}', "x", "half a surrogate pair is no character"),
        ('{"Actions": [], "\\udfff": 1}', "", "half a surrogate pair is no character"),
        ("[]", "", "a flow is an object, this is a list"),
        ("null", "", "a flow is an object, this is missing or null"),
        ('"flow"', "", "a flow is an object, this is text"),
        ("5", "", "a flow is an object, this is a number"),
        ("{}", "", "a flow has `Actions`, this has none"),
        ('{"Actions": {}}', "Actions", "must be a list, is an object"),
        ('{"Actions": null}', "Actions", "must be a list, is missing or null"),
        ('{"Actions": [], "Version": 5}', "Version", "must be text, is a number"),
        ('{"Actions": [], "StartAction": null}', "StartAction", "must be text"),
        ('{"Actions": [], "Metadata": []}', "Metadata", "must be an object, is a list"),
        ('{"Actions": ["x"]}', "Actions[0]", "an action is an object, this is text"),
        ('{"Actions": [{"Type": "X"}]}', "Actions[0].Identifier", "must be text, is missing or null"),
        (flow(Identifier=7), "Actions[0].Identifier", "must be text, is a number"),
        (flow(Type=None), "Actions[0].Type", "must be text"),
        (flow(Parameters=[]), "Actions[0].Parameters", "must be an object, is a list"),
        (flow(Transitions="a"), "Actions[0].Transitions", "must be an object, is text"),
        (flow(Transitions={"NextAction": 1}), "Actions[0].Transitions.NextAction", "must be text"),
        (flow(Transitions={"NextAction": True}), "Actions[0].Transitions.NextAction", "is true or false"),
        (flow(Transitions={"Errors": {}}), "Actions[0].Transitions.Errors", "must be a list"),
        (flow(Transitions={"Errors": ["x"]}), "Actions[0].Transitions.Errors[0]", "a branch is an object"),
        (
            flow(Transitions={"Errors": [{"NextAction": "a"}]}),
            "Actions[0].Transitions.Errors[0].ErrorType",
            "must be text",
        ),
        (
            flow(Transitions={"Conditions": [{"NextAction": "a"}]}),
            "Actions[0].Transitions.Conditions[0].Condition",
            "must be an object",
        ),
        (
            flow(
                Transitions={"Conditions": [{"NextAction": "a", "Condition": {"Operator": "Equals", "Operands": "1"}}]}
            ),
            "Actions[0].Transitions.Conditions[0].Condition.Operands",
            "must be a list, is text",
        ),
        ('{"modules": [], "version": "1", "type": "contactFlow", "start": "x"}', "", "the console's older export"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_no_flow_is_refused_with_its_place(text: str, where: str, message: str) -> None:
    found = complaints(text)
    assert any(one.where == where and message in one.message for one in found), found


def test_every_fault_of_shape_is_told_at_once() -> None:
    actions = [{"Identifier": 1, "Type": 2}, {**ACTION, "Parameters": 5}]
    found = complaints(json.dumps({"Version": 5, "Actions": actions}))
    assert [one.where for one in found] == [
        "Version",
        "Actions[0].Identifier",
        "Actions[0].Type",
        "Actions[1].Parameters",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"Actions": [' + "1," * 2_000_000 + "1]}",
        '{"Actions": [{' + '"a": 1,' * 300_000 + '"a": 1}]}',
        '{"Actions": [{' + ",".join(f'"{n % 50_000}": 1' for n in range(200_000)) + "}]}",
        '{"x": [' + "NaN," * 500_000 + "1]}",
        "9" * 10_000_000,
        '"' + "x" * 10_000_000,
        " " * 10_000_000 + "{",
    ],
    ids=["ones", "one key", "many keys", "no numbers", "digits", "open text", "blanks"],
)
def test_a_large_text_is_refused_soon_and_briefly(text: str) -> None:
    started = time.process_time()
    found = complaints(text)
    assert 1 <= len(found) <= COMPLAINTS_MOST
    assert sum(len(one.message) + len(one.where) for one in found) < 20_000
    assert time.process_time() - started < 10


def test_a_text_beyond_all_measure_is_refused_unread() -> None:
    assert "20,000,001 characters are no flow" in complaints("{" + " " * 20_000_000)[0].message


def test_a_large_flow_is_read() -> None:
    actions = [{**ACTION, "Identifier": f"a{n}", "Parameters": {"Text": "x" * 20_000}} for n in range(500)]
    document = read(json.dumps({"Actions": actions}), id="flow")
    assert len(document.actions) == 500
    assert len(write(document, str)) > 10_000_000


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read("\ufeff" + flow(), id="flow").actions[0].id == "a"


def test_paired_surrogates_are_a_character() -> None:
    assert read(flow(Parameters={"Text": "\U0001f4de"}), id="flow").actions[0].given("Text") == "\U0001f4de"


def test_an_error_says_its_first_complaint_and_survives_pickling() -> None:
    with pytest.raises(NotAFlowError) as refused:
        read(flow(Type=None), id="flow")
    assert str(refused.value) == "Actions[0].Type: must be text, is missing or null"
    assert pickle.loads(pickle.dumps(refused.value)).complaints == refused.value.complaints
