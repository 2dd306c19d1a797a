"""A renamed id: one thing stays, under another name in the state."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pulumi

from infra.renames import following, renames

QUEUE = "aws-native:connect:Queue"
TABLE = "aws:dynamodb/table:Table"
TIE = "pulumi-python:dynamic/civicline:QueueQuickConnects"
ARN = "arn:aws:connect:us-west-2:111122223333:instance/i"


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:dev::civicline::{kind}::{name}"


def step(op: str, kind: str, name: str, inputs: dict[str, Any]) -> Any:
    state = SimpleNamespace(inputs=inputs)
    old, new = (state, None) if op == "delete" else (None, state)
    metadata = SimpleNamespace(op=op, type=kind, urn=urn(kind, name), old=old, new=new)
    return SimpleNamespace(resource_pre_event=SimpleNamespace(metadata=metadata))


def queue(op: str, name: str, *, called: str, instance: str = ARN) -> Any:
    return step(op, QUEUE, name, {"name": called, "instanceArn": instance})


def test_what_is_made_under_the_name_of_what_goes_is_the_same_thing() -> None:
    events = (queue("create", "office-bills", called="Billing"), queue("delete", "office-billing", called="Billing"))
    assert renames(events) == {(QUEUE, "office-bills"): urn(QUEUE, "office-billing")}


def test_what_bears_the_name_of_a_renamed_thing_is_renamed_with_it() -> None:
    events = (
        queue("create", "office-bills", called="Billing"),
        step("create", TIE, "office-bills", {}),
        queue("delete", "office-billing", called="Billing"),
        step("delete", TIE, "office-billing", {}),
    )
    assert renames(events)[TIE, "office-bills"] == urn(TIE, "office-billing")


def test_whatever_a_kind_calls_its_name_tells_things_apart() -> None:
    inputs = {"securityProfileName": "Quality", "instanceArn": ARN}
    events = (step("create", "aws-native:connect:SecurityProfile", "b", inputs),)
    assert renames((*events, step("delete", "aws-native:connect:SecurityProfile", "a", inputs)))


def test_another_name_or_another_instance_is_another_thing() -> None:
    gone = queue("delete", "office-billing", called="Billing")
    assert renames((queue("create", "office-bills", called="Bills"), gone)) == {}
    assert renames((queue("create", "office-bills", called="Billing", instance=f"{ARN}2"), gone)) == {}


def test_what_another_component_declares_now_is_the_same_thing() -> None:
    inputs = {"name": "civicline-switchboard"}
    made, gone = (
        step("create", TABLE, "office-switchboard", inputs),
        step("delete", TABLE, "office-switchboard", inputs),
    )
    made.resource_pre_event.metadata.urn = urn(f"civicline:aws:Switchboard${TABLE}", "office-switchboard")
    gone.resource_pre_event.metadata.urn = urn(f"civicline:aws:FunctionSet${TABLE}", "office-switchboard")
    assert renames((made, gone)) == {(TABLE, "office-switchboard"): gone.resource_pre_event.metadata.urn}


def test_what_stays_is_not_taken_for_what_is_new() -> None:
    events = (queue("create", "office-bills", called="Billing"), queue("update", "office-billing", called="Old bills"))
    assert renames(events) == {}


def test_things_that_nothing_tells_apart_are_left_alone() -> None:
    events = (step("create", QUEUE, "a", {}), step("delete", QUEUE, "b", {}), SimpleNamespace(resource_pre_event=None))
    assert renames(events) == {}


def test_a_program_without_renames_is_the_program_itself() -> None:
    runs: list[str] = []
    following(lambda: runs.append("run"), dict)()
    assert runs == ["run"]
    assert pulumi.runtime.get_root_resource() is None
