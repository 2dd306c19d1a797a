"""What a refusal means: asked again, told to whoever asked, or another deployment."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from operate.aws import Target
from operate.failover.connect import ConnectGroup
from operate.failover.ports import BusyError, DarkError, UnknownGroupError
from spec.errors import CloudError
from tests.operate.failover.fake_world import MOVED, WEST

META = SimpleNamespace(service_model=SimpleNamespace(service_name="connect"), region_name=WEST)


@dataclass
class Client:
    """Of Amazon Connect in the west."""

    error: Exception
    meta: Any = field(default_factory=lambda: META)

    def update_traffic_distribution(self, **_: Any) -> Any:
        raise self.error


def refused(code: str, status: int) -> ClientError:
    told: Any = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(told, "UpdateTrafficDistribution")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (refused("ThrottlingException", 429), BusyError),
        (refused("TooManyRequestsException", 400), BusyError),
        (refused("Unnamed", 429), BusyError),
        (refused("InternalServiceException", 500), BusyError),
        (refused("Unnamed", 503), BusyError),
        (refused("ResourceConflictException", 409), BusyError),
        (refused("ResourceNotFoundException", 404), UnknownGroupError),
        (refused("AccessDeniedException", 403), CloudError),
        (refused("InvalidRequestException", 400), CloudError),
        (ReadTimeoutError(endpoint_url="connect"), DarkError),
    ],
)
def test_a_refusal_is_asked_again_only_where_it_may_pass(error: Exception, kind: type[CloudError]) -> None:
    group = ConnectGroup(Target(), "arn:group", {WEST: Client(error)})
    with pytest.raises(CloudError) as raised:
        group.update(WEST, MOVED)
    assert type(raised.value) is kind
