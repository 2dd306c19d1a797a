"""A number that changes its place keeps answering: whatever a move takes from it is given back in the same step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from infra.number_moves import _Places

INSTANCE = "arn:aws:connect:us-west-2:1:instance/i"
GROUP = "arn:aws:connect:us-west-2:1:traffic-distribution-group/g"
PLACE = {"region": "us-west-2", "instance": "i", "target": GROUP}
LIVE = "flow:live"


class KilledError(Exception):
    """The process ended here."""


class Numbers:
    """A Connect client. A number that moves loses its flow, as the service has it."""

    def __init__(self, **flows: str) -> None:
        self.targets = dict.fromkeys(flows, INSTANCE)
        self.flows = dict(flows)
        self.calls: list[str] = []
        self.dies_after_moves = False

    def get_paginator(self, operation: str) -> Any:
        self.operation = operation
        return self

    def paginate(self, **asked: str) -> Iterator[Any]:
        if self.operation == "list_phone_numbers_v2":
            for number, target in self.targets.items():
                yield {
                    "ListPhoneNumbersSummaryList": [{"PhoneNumberId": number}] if target == asked["TargetArn"] else []
                }
            return
        for number, flow in self.flows.items():
            row = {"ResourceId": f"arn:x:phone-number/{number}", "FlowId": f"{INSTANCE}/contact-flow/{flow}"}
            yield {"FlowAssociationSummaryList": [row]}

    def update_phone_number(self, **given: str) -> None:
        number = given["PhoneNumberId"]
        self.calls.append(f"move {number}")
        self.targets[number] = given["TargetArn"]
        self.flows.pop(number, None)
        if self.dies_after_moves:
            raise KilledError

    def describe_phone_number(self, **given: str) -> Any:
        target = self.targets[given["PhoneNumberId"]]
        return {"ClaimedPhoneNumberSummary": {"TargetArn": target, "PhoneNumberStatus": {"Status": "CLAIMED"}}}

    def associate_phone_number_contact_flow(self, **given: str) -> None:
        self.calls.append(f"{given['PhoneNumberId']} starts {given['ContactFlowId']}")
        self.flows[given["PhoneNumberId"]] = given["ContactFlowId"]


class Places(_Places):
    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def client(self, props: dict[str, Any]) -> Any:
        assert props["region"] == "us-west-2"
        return self.numbers


def test_each_number_has_its_flow_again_before_the_next_one_moves() -> None:
    numbers = Numbers(one=LIVE, two="flow:other")
    Places(numbers).create({**PLACE, "flows": {"one": "", "two": ""}})
    assert numbers.calls == ["move one", f"one starts {LIVE}", "move two", "two starts flow:other"]
    assert set(numbers.targets.values()) == {GROUP}


def test_a_number_that_is_in_its_place_is_left_alone() -> None:
    numbers = Numbers(one=LIVE)
    numbers.targets["one"] = GROUP
    Places(numbers).create({**PLACE, "flows": {"one": ""}})
    Places(numbers).create({**PLACE, "flows": {"one": LIVE}})
    assert numbers.calls == []


def test_a_number_that_starts_nothing_yet_is_moved_all_the_same() -> None:
    numbers = Numbers(one=LIVE)
    numbers.flows.clear()
    Places(numbers).create({**PLACE, "flows": {"one": ""}})
    assert numbers.calls == ["move one"]


def test_a_flow_that_was_lost_by_a_kill_after_the_move_is_given_back_by_the_last_step() -> None:
    numbers = Numbers(one=LIVE)
    numbers.dies_after_moves = True
    with pytest.raises(KilledError):
        Places(numbers).create({**PLACE, "flows": {"one": ""}})
    assert numbers.flows == {}
    numbers.dies_after_moves = False
    Places(numbers).create({**PLACE, "flows": {"one": ""}})
    assert numbers.flows == {}
    Places(numbers).update("id", {**PLACE, "flows": {"one": LIVE}}, {**PLACE, "flows": {"one": LIVE}})
    assert numbers.flows == {"one": LIVE}


def test_another_target_or_another_flow_is_a_change_and_never_a_replacement() -> None:
    props = {**PLACE, "flows": {"one": LIVE}}
    places = Places(Numbers())
    assert not places.diff("id", props, props).changes
    for changed in ({"target": INSTANCE}, {"flows": {"one": "flow:other"}}):
        found = places.diff("id", props, {**props, **changed})
        assert found.changes
        assert not found.replaces
