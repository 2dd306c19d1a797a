"""Doors that are not there, not open, or silent: each is caught, for chats, forms and the mail that follows them."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from operate.readiness.door import is_public
from operate.readiness.verdict import State
from spec.errors import CloudError
from tests.operate.readiness.cloud import Cloud
from tests.operate.readiness.planting import BROKEN, LOST, Planted, assert_caught, checked, of
from tests.operate.readiness.standing import DOOR, Standing
from tests.operate.readiness.test_planted_in_place import asked
from tests.sandbox.replication.rig import WEST

URL_GONE = asked("lambda", "delete_function_url_config", lambda _: {"FunctionName": DOOR})
PLANTED = {
    "gone": Planted(
        asked("lambda", "delete_function", lambda _: {"FunctionName": DOOR}),
        "chat", BROKEN, "the front door is not in us-west-2: no chat begins there", "civicline up",
    ),
    "forms": Planted(
        asked("lambda", "delete_function", lambda _: {"FunctionName": DOOR}),
        "task", LOST, "no web form is taken there", "civicline up",
    ),
    "no URL": Planted(URL_GONE, "chat", BROKEN, "has no URL than recorded", "civicline up"),
    "closed": Planted(
        asked("lambda", "remove_permission", lambda _: {"FunctionName": DOOR, "StatementId": "by-1"}),
        "chat", BROKEN, "the front door in us-west-2 lets nobody in", "add-permission",
    ),
    "signed only": Planted(
        asked("lambda", "update_function_url_config", lambda _: {"FunctionName": DOOR, "AuthType": "AWS_IAM"}),
        "chat", BROKEN, "lets nobody in", "add-permission",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_door_that_is_not_as_it_must_be_is_caught(name: str, stands: Standing) -> None:
    cloud = Cloud("sandbox")
    PLANTED[name].plant(stands, cloud)
    assert_caught(PLANTED[name], stands, cloud)


@dataclass(frozen=True)
class Online(Cloud):
    """Doors that can be asked. body: of their answer; empty where they are silent."""

    body: str = ""

    def page(self, url: str) -> str | None:
        if not self.body:
            raise CloudError(url, "it does not answer: TimeoutError", "")
        return self.body


@pytest.mark.parametrize(
    ("body", "state", "why"),
    [
        ({"region": WEST, "chat": WEST, "email": WEST, "web": WEST}, State.READY, ""),
        ({"region": "us-east-1", "chat": WEST, "email": WEST, "web": WEST}, BROKEN, "it says that it is in us-east-1"),
        ({}, BROKEN, "does not answer"),
    ],
)
def test_a_door_is_asked_where_doors_can_be_asked(
    stands: Standing, body: dict[str, str], state: State, why: str
) -> None:
    verdict = of(checked(stands, Online(body=json.dumps(body) if body else "")), "chat")
    assert verdict.state is state
    assert why in " ".join(verdict.why)


def test_the_sandbox_is_ready_without_its_doors_being_asked(stands: Standing) -> None:
    assert of(checked(stands, Cloud("sandbox")), "chat").state is State.READY


@pytest.mark.parametrize(
    ("principal", "actions", "public"),
    [
        ("*", ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"], True),
        ({"AWS": "*"}, "lambda:Invoke*", True),
        ("*", "lambda:InvokeFunctionUrl", False),
        ({"AWS": "000000000101"}, "lambda:*", False),
        ({"Service": "connect.amazonaws.com"}, "lambda:*", False),
    ],
)
def test_a_door_is_public_by_both_rights_of_anybody(principal: object, actions: object, public: bool) -> None:
    statement = {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": "*"}
    assert is_public(json.dumps({"Statement": [statement]})) is public
    assert is_public(json.dumps({"Statement": statement})) is public
