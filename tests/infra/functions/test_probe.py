"""The probe against the sandbox: what it finds out about lines that stand, and what it publishes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from urllib3.exceptions import ProtocolError

from infra.functions.probe import handler as probe
from infra.observing.probe import SECONDS
from operate.readiness.instance import WORDS
from spec.observing import PROBE_SECONDS
from tests.infra.functions.probing import (
    ALL_WELL,
    AT,
    NONE,
    Bent,
    center_of,
    looked,
    paced,
    plan_of,
    refused,
    standing_in,
)
from tests.operate.readiness.standing import Standing
from tests.sandbox.replication.rig import EAST, WEST


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with standing_in(tmp_path_factory.mktemp("sandbox")) as made:
        yield made


@pytest.fixture
def stands(unbroken: Standing) -> Iterator[Standing]:
    """The same for all tests here: they darken it at most."""
    yield unbroken
    unbroken.sandbox.faults.clear()


@pytest.mark.parametrize("own", [EAST, WEST])
def test_each_region_finds_the_lines_of_both_answering(stands: Standing, own: str) -> None:
    found = looked(stands, own)
    assert found == {"seen": {EAST: ALL_WELL, WEST: ALL_WELL}, "findings": 0, "beats": {EAST: True, WEST: True}}


@pytest.mark.parametrize("dark", [EAST, WEST])
def test_a_dark_region_answers_no_line_and_the_other_one_goes_on(stands: Standing, dark: str) -> None:
    own = WEST if dark == EAST else EAST
    stands.sandbox.darken(dark)
    found = looked(stands, own)
    assert found["seen"] == {dark: NONE, own: ALL_WELL}
    assert found["beats"] == {dark: False, own: True}


def test_a_number_that_is_not_claimed_to_the_group_leaves_its_line_without_an_answer(stands: Standing) -> None:
    plan = {"main": {"numbers": ["+18085550199"], "flow": "line-main"}}
    assert probe.look(center_of(stands), WEST, plan, stands.sandbox) == NONE


def test_a_line_without_a_number_answers_as_soon_as_its_flow_does(stands: Standing) -> None:
    plan = {"main": {"numbers": [], "flow": "line-main"}}
    assert probe.look(center_of(stands), WEST, plan, stands.sandbox) == ALL_WELL


@pytest.mark.parametrize("operation", ["describe_instance", "list_contact_flows", "describe_contact_flow"])
@pytest.mark.parametrize("code", ["TooManyRequestsException", "ThrottlingException", "AccessDeniedException"])
def test_a_region_that_refuses_to_tell_is_neither_well_nor_broken(stands: Standing, operation: str, code: str) -> None:
    found = looked(stands, client=Bent(stands.sandbox, WEST, operation, refused(code)))
    assert found["seen"] == {EAST: ALL_WELL, WEST: {}}


@pytest.mark.parametrize("operation", ["describe_instance", "list_phone_numbers_v2", "describe_contact_flow"])
def test_a_region_whose_service_fails_answers_nothing(stands: Standing, operation: str) -> None:
    bent = Bent(stands.sandbox, WEST, operation, refused("InternalServiceException"))
    assert looked(stands, client=bent)["seen"][WEST] == NONE


@pytest.mark.parametrize(
    "told",
    [
        {"FunctionError": "Unhandled", "Payload": io.BytesIO(b"{}")},
        {"Payload": io.BytesIO(b"null")},
        {"Payload": io.BytesIO(b"")},
    ],
)
def test_a_switchboard_that_fails_leaves_every_line_without_an_answer(stands: Standing, told: Any) -> None:
    assert looked(stands, client=Bent(stands.sandbox, EAST, "invoke", lambda: told))["seen"][EAST] == NONE


class Torn:
    """The body of an answer that breaks off on its way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self) -> bytes:
        raise self.error


@pytest.mark.parametrize(
    "told",
    [
        {"Payload": io.BytesIO(b"<html>")},
        {"Payload": Torn(ReadTimeoutError(endpoint_url="lambda"))},
        {"Payload": Torn(ProtocolError("broken"))},
        {"Payload": Torn(ConnectionResetError())},
        {},
    ],
    ids=["another language", "silent", "torn", "reset", "empty"],
)
def test_a_region_that_fails_in_the_middle_of_its_answer_does_not_take_the_look_at_the_other_one_along(
    stands: Standing, told: Any
) -> None:
    found = looked(stands, client=Bent(stands.sandbox, WEST, "invoke", lambda: told))
    assert found["seen"] == {EAST: ALL_WELL, WEST: NONE}
    assert found["beats"] == {EAST: True, WEST: True}


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("describe_instance", {}),
        ("list_phone_numbers_v2", {"ListPhoneNumbersSummaryList": [{}]}),
        ("list_contact_flows", {"ContactFlowSummaryList": [{"Name": "line-main"}]}),
    ],
)
def test_an_answer_of_another_shape_is_none(stands: Standing, operation: str, told: Any) -> None:
    found = looked(stands, client=Bent(stands.sandbox, WEST, operation, lambda: told))
    assert found["seen"] == {EAST: ALL_WELL, WEST: NONE}


@pytest.mark.parametrize("changed", [{"ContactFlowStatus": "SAVED"}, {"ContactFlowState": "ARCHIVED"}])
def test_a_flow_that_is_not_in_force_answers_nobody(stands: Standing, changed: dict[str, str]) -> None:
    flows = stands.sandbox("connect", WEST).list_contact_flows(InstanceId=stands.center.id)["ContactFlowSummaryList"]
    told = {"ContactFlowSummaryList": [{**row, **changed} for row in flows]}
    assert looked(stands, client=Bent(stands.sandbox, WEST, "list_contact_flows", lambda: told))["seen"][WEST] == NONE


def test_a_region_that_is_slow_is_asked_no_more_before_the_time_of_the_function_is_over(stands: Standing) -> None:
    """Nor is it well: who calls there waits as long."""
    seconds = iter(range(0, 1000, 9))
    slow = paced(lambda _: None, lambda: float(next(seconds)))
    assert probe.look(center_of(stands), WEST, plan_of(stands), stands.sandbox, slow) == ALL_WELL
    seconds = iter(range(0, 1000, 15))
    assert probe.look(center_of(stands), WEST, plan_of(stands), stands.sandbox, slow) == NONE
    assert probe.LOOK_SECONDS + (probe.CONNECT_SECONDS + probe.READ_SECONDS) * probe.TRIES < SECONDS < PROBE_SECONDS


def test_an_instance_that_is_not_active_answers_nothing(stands: Standing) -> None:
    told = {"Instance": {"InstanceStatus": "CREATION_FAILED"}}
    found = looked(stands, client=Bent(stands.sandbox, EAST, "describe_instance", lambda: told))
    assert found["seen"] == {EAST: NONE, WEST: ALL_WELL}


def test_of_a_region_that_does_not_tell_nothing_is_published() -> None:
    center = probe.Center("d", "c", "i", "n", "s", "t", EAST, (EAST, WEST))
    plan: probe.Plan = {line: {"numbers": [], "flow": line} for line in ("one", "two")}
    named = [
        (one["MetricName"], one["Value"])
        for one in probe.metrics(center, plan, {EAST: {"one": True, "two": False}, WEST: {"one": True}})
    ]
    assert named == [
        ("Heartbeat", 1.0),
        ("LineAnswers", 1.0),
        ("LineAnswers", 0.0),
        ("RegionAnswers", 0.5),
        ("LineAnswers", 1.0),
    ]


def test_findings_that_are_not_told_are_not_published(stands: Standing) -> None:
    bent = Bent(stands.sandbox, EAST, "list_replication_findings", refused("TooManyRequestsException"))
    assert looked(stands, client=bent)["findings"] is None


class Older:
    """A client of a boto3 that does not know findings yet."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def __getattr__(self, operation: str) -> Any:
        if operation == "list_replication_findings":
            raise AttributeError(operation)
        return getattr(self.client, operation)


def test_an_older_boto3_of_the_runtime_tells_lines_and_no_findings(stands: Standing) -> None:
    found = looked(stands, client=lambda service, region: Older(stands.sandbox(service, region)))
    assert (found["seen"], found["findings"]) == ({EAST: ALL_WELL, WEST: ALL_WELL}, None)


def test_a_center_in_one_region_asks_that_one_only(stands: Standing) -> None:
    stands.sandbox.darken(WEST)
    center = replace(center_of(stands), regions=(EAST,))
    found = probe.probe(center, plan_of(stands), AT, stands.sandbox)
    assert found == {"seen": {EAST: ALL_WELL}, "findings": None, "beats": {EAST: True}}


def test_findings_are_asked_for_every_kind_that_a_check_asks_for() -> None:
    assert set(probe.FINDINGS_ABOUT) == set(WORDS)


def test_versions_of_flows_are_asked_for_at_the_pace_that_the_service_lets_in(stands: Standing) -> None:
    number = next(row.id for row in stands.rows if row.kind == "number")
    plan = {f"line{n}": {"numbers": [number], "flow": "line-main"} for n in range(5)}
    paused: list[float] = []
    assert all(probe.look(center_of(stands), WEST, plan, stands.sandbox, paced(paused.append)).values())
    assert paused == []  # one flow for all of them


@pytest.mark.parametrize("lines", [3, 60])
def test_a_center_of_many_lines_is_looked_at_within_the_minute(stands: Standing, lines: int) -> None:
    """Each line with a number and a flow of its own, as a service would list them."""
    told = {
        "list_contact_flows": {"ContactFlowSummaryList": [{"Id": f"f{n}", "Name": f"flow {n}"} for n in range(lines)]},
        "list_phone_numbers_v2": {
            "ListPhoneNumbersSummaryList": [{"PhoneNumber": f"+{n}", "PhoneNumberId": f"n{n}"} for n in range(lines)]
        },
        "list_flow_associations": {
            "FlowAssociationSummaryList": [{"ResourceId": f"n{n}", "FlowId": f"f{n}:live"} for n in range(lines)]
        },
        "describe_contact_flow": {},
    }
    client: probe.ClientOf = stands.sandbox
    for operation, answer in told.items():
        client = Bent(client, WEST, operation, partial(dict, answer))
    plan = {f"line{n}": {"numbers": [f"+{n}"], "flow": f"flow {n}"} for n in range(lines)}
    paused: list[float] = []
    answers = probe.look(center_of(stands), WEST, plan, client, paced(paused.append))
    assert (len(answers), all(answers.values())) == (lines, True)
    assert sum(paused) == min(lines, probe.MOST) - probe.AT_ONCE
