"""The same seed and clock give the same ids and times: a journal can be replayed."""

from datetime import UTC, datetime
from typing import Any

from moto.core.base_backend import BackendDict
from moto.moto_api._internal import mock_random

from sandbox.aws import clock
from tests.sandbox.aws.world import World

KINDS = ("User", "EmailAddress", "Cases::Template", "Lex::BotAlias", "PhoneNumber")


def history(cc: Any, alias: str) -> list[dict[str, Any]]:
    mock_random.seed(7)
    clock.use(lambda: datetime(2027, 1, 4, tzinfo=UTC))
    attributes = {"InboundCalls": True, "OutboundCalls": True}
    instance = cc.make("Instance", IdentityManagementType="SAML", InstanceAlias=alias, Attributes=attributes)
    world = World(cc, instance)
    made = [cc.read(kind, world.have(kind)) for kind in KINDS]
    return [cc.read("Instance", instance), *made]


def test_the_same_requests_make_the_same_resources(cc: Any) -> None:
    first = history(cc, "civic")
    BackendDict.reset()
    assert history(cc, "civic") == first
