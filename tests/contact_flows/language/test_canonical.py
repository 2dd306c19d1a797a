"""Two flows that do the same to every contact have the same canonical form, and others have not."""

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.language.canonical import canonical
from contact_flows.language.text import read

FLOW: dict[str, Any] = {
    "Version": "2019-10-30",
    "StartAction": "menu",
    "Metadata": {"entryPointPosition": {"x": 20, "y": 20}, "ActionMetadata": {"menu": {"position": {"x": 1, "y": 2}}}},
    "Actions": [
        {
            "Identifier": "menu",
            "Type": "GetParticipantInput",
            "Parameters": {"Text": "Press 1", "StoreInput": "False", "InputTimeLimitSeconds": "10"},
            "Transitions": {
                "NextAction": "end",
                "Conditions": [
                    {"NextAction": "menu", "Condition": {"Operator": "Equals", "Operands": ["1"]}},
                    {"NextAction": "end", "Condition": {"Operator": "Equals", "Operands": ["2"]}},
                ],
                "Errors": [
                    {"NextAction": "menu", "ErrorType": "InputTimeLimitExceeded"},
                    {"NextAction": "end", "ErrorType": "NoMatchingCondition"},
                    {"NextAction": "end", "ErrorType": "NoMatchingError"},
                ],
            },
        },
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
    ],
}


def form(flow: Any) -> str:
    return canonical(read(json.dumps(flow), id="flow"))


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same with its keys, actions and error branches in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        found = {key: shuffled(value[key], chance) for key in keys}
        for name in ("Actions", "Errors"):
            chance.shuffle(found.get(name, []))
        return found
    return [shuffled(part, chance) for part in value] if isinstance(value, list) else value


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_keys_actions_and_errors_never_shows(chance: random.Random) -> None:
    assert form(shuffled(FLOW, chance)) == form(FLOW)


def test_layout_and_the_notes_of_the_console_never_show() -> None:
    moved = {**FLOW, "Metadata": {"EntryPointPosition": {"x": 500, "y": 0}}, "name": "Main", "hash": "0f"}
    bare = {key: value for key, value in FLOW.items() if key != "Metadata"}
    assert form(moved) == form(bare) == form(FLOW)


def test_what_is_empty_may_be_left_out() -> None:
    flow = copy.deepcopy(FLOW)
    del flow["Actions"][1]["Parameters"], flow["Actions"][1]["Transitions"]
    assert form(flow) == form(FLOW)
    flow["Actions"][1]["Transitions"] = {"Conditions": [], "Errors": None, "NextAction": None}
    assert form(flow) == form(FLOW)
    loop = {"Identifier": "a", "Type": "X", "Transitions": {"NextAction": "a", "Errors": []}}
    assert form({"Actions": [loop]}) == form({"Actions": [{**loop, "Transitions": {"NextAction": "a"}}]})


def test_the_first_action_shows_where_no_start_is_written() -> None:
    actions = [{"Identifier": name, "Type": "X", "Transitions": {}} for name in "ab"]
    assert form({"Actions": actions}) != form({"Actions": actions[::-1]})


def _changed(path: tuple[Any, ...], value: Any) -> Any:
    flow = copy.deepcopy(FLOW)
    holder: Any = flow
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return flow


MENU = ("Actions", 0)
CONDITIONS = (*MENU, "Transitions", "Conditions")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("StartAction",), "end"),
        (("Version",), "2018-01-01"),
        (("Unknown",), 1),
        ((*MENU, "Type"), "Other"),
        ((*MENU, "Parameters", "Text"), "Press 1."),
        ((*MENU, "Parameters", "New"), "x"),
        ((*MENU, "Transitions", "NextAction"), "menu"),
        ((*MENU, "Transitions", "Errors", 0, "NextAction"), "end"),
        ((*CONDITIONS, 0, "Condition", "Operator"), "NumberLessThan"),
        (CONDITIONS, FLOW["Actions"][0]["Transitions"]["Conditions"][::-1]),
    ],
    ids=str,
)
def test_whatever_a_contact_could_notice_shows(path: tuple[Any, ...], value: Any) -> None:
    assert form(_changed(path, value)) != form(FLOW)
