"""Cloud Control's request life against a hand-written service that fails in every way a real one does."""

# ruff: noqa: N803, ARG002 - the fake takes the arguments of the service

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.engine.provider import ProviderError
from sandbox.providers.failures import AwsError, Trouble
from sandbox.providers.native.requests import CloudControl, Pace, client_token

TYPE, TOKEN = "AWS::Connect::Queue", "urn|created"


class Service:
    """Remembers resources by client token, as Cloud Control does; `outcomes` are those of the next requests."""

    def __init__(self, *outcomes: str) -> None:
        self.outcomes = list(outcomes)
        self.resources: dict[str, dict[str, Any]] = {}
        self.events: dict[str, dict[str, Any]] = {}
        self.looks = 0
        self.forgetful = False
        self.slow = 0

    def create_resource(self, *, TypeName: str, DesiredState: str, ClientToken: str) -> dict[str, Any]:
        if ClientToken not in self.events:
            outcome = self.outcomes.pop(0) if self.outcomes else "SUCCESS"
            code, _, identifier = outcome.partition("@")
            if code == "SUCCESS":
                identifier = f"q{len(self.resources)}"
            if identifier:
                self.resources[identifier] = json.loads(DesiredState)
            self.events[ClientToken] = self._event("CREATE", code, identifier, ClientToken)
        return self._started(ClientToken)

    def delete_resource(self, *, TypeName: str, Identifier: str, ClientToken: str) -> dict[str, Any]:
        known = self.resources.pop(Identifier, None)
        self.events[ClientToken] = self._event("DELETE", "SUCCESS" if known else "NotFound", Identifier, ClientToken)
        return self._started(ClientToken)

    def get_resource(self, *, TypeName: str, Identifier: str) -> dict[str, Any]:
        if Identifier not in self.resources:
            raise AwsError("get_resource", Trouble.REFUSED, "ResourceNotFoundException", "gone")
        return {"ResourceDescription": {"Properties": json.dumps(self.resources[Identifier])}}

    def get_resource_request_status(self, *, RequestToken: str) -> dict[str, Any]:
        self.looks += 1
        if self.forgetful:
            self.forgetful = False
            raise AwsError("status", Trouble.REFUSED, "RequestTokenNotFoundException", "which?")
        if self.looks < self.slow:
            return {"ProgressEvent": {**self.events[RequestToken], "OperationStatus": "IN_PROGRESS"}}
        return {"ProgressEvent": self.events[RequestToken]}

    def _started(self, token: str) -> dict[str, Any]:
        event = {key: value for key, value in self.events[token].items() if key not in ("ErrorCode", "Identifier")}
        return {"ProgressEvent": {**event, "OperationStatus": "IN_PROGRESS"}}

    @staticmethod
    def _event(operation: str, code: str, identifier: str, token: str) -> dict[str, Any]:
        event = {"Operation": operation, "TypeName": TYPE, "RequestToken": token, "OperationStatus": "SUCCESS"}
        event |= {"Identifier": identifier} if identifier else {}
        return event if code == "SUCCESS" else {**event, "OperationStatus": "FAILED", "ErrorCode": code}


def control(service: Service, **pace: float) -> CloudControl:
    time = [0.0]

    def sleep(seconds: float) -> None:
        time[0] += seconds

    return CloudControl(service, Pace(sleep=sleep, now=lambda: time[0], **pace))  # type: ignore[arg-type]  # a fake


@pytest.mark.parametrize("code", ["Throttling", "ServiceInternalError", "NetworkFailure"])
def test_a_handler_that_failed_for_a_passing_reason_is_asked_again(code: str) -> None:
    service = Service(code, code)
    event = control(service).create(TYPE, {"Name": "q"}, TOKEN)
    assert event["OperationStatus"] == "SUCCESS"
    assert len(service.resources) == 1


def test_a_refusal_is_reported_after_one_request() -> None:
    service = Service("InvalidRequest")
    assert control(service).create(TYPE, {}, TOKEN)["ErrorCode"] == "InvalidRequest"
    assert len(service.events) == 1


def test_a_create_that_left_something_behind_is_not_repeated() -> None:
    service = Service("ServiceInternalError@half")
    event = control(service).create(TYPE, {"Name": "q"}, TOKEN)
    assert (event["ErrorCode"], event["Identifier"]) == ("ServiceInternalError", "half")
    assert list(service.resources) == ["half"]


def test_the_same_create_replayed_makes_nothing_new_also_after_failures() -> None:
    service = Service("Throttling", "Throttling")
    first = control(service).create(TYPE, {"Name": "q"}, TOKEN)
    again = control(service).create(TYPE, {"Name": "q"}, TOKEN)
    assert again["Identifier"] == first["Identifier"]
    assert len(service.resources) == 1


def test_a_request_that_a_restarted_service_forgot_is_started_again_under_its_token() -> None:
    service = Service()
    service.forgetful = True
    assert control(service).create(TYPE, {"Name": "q"}, TOKEN)["OperationStatus"] == "SUCCESS"
    assert len(service.resources) == 1


def test_a_slow_request_is_watched_until_it_ends() -> None:
    service = Service()
    service.slow = 30
    assert control(service).create(TYPE, {}, TOKEN)["OperationStatus"] == "SUCCESS"
    assert service.looks == 30


def test_a_request_that_never_ends_ends_in_a_clear_message() -> None:
    service = Service()
    service.slow = 10**9
    with pytest.raises(ProviderError, match="timeout: CREATE of AWS::Connect::Queue is still running after 60 s"):
        control(service, give_up_seconds=60).create(TYPE, {}, TOKEN)


def test_deleting_what_is_gone_is_no_fault() -> None:
    assert control(Service()).delete(TYPE, "q9") is None


def test_what_was_just_made_may_be_late_to_show() -> None:
    assert control(Service()).read_new(TYPE, "q9") is None


def test_tokens_depend_on_create_and_attempt_only() -> None:
    assert client_token("a", 0) == client_token("a", 0)
    assert len({client_token("a", 0), client_token("a", 1), client_token("b", 0)}) == 3
