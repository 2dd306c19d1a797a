"""The sandbox without sockets and with a clock of its own: boto3, the gate, the dispatcher with its journal, moto."""

import functools
import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError

from sandbox.aws import settings as aws_settings
from sandbox.server.codec import settings_document, settings_from
from sandbox.server.counters import Counters
from sandbox.server.dispatch import Dispatcher
from sandbox.server.emulation import application
from sandbox.server.fault import Fault
from sandbox.server.faults import FaultBook
from sandbox.server.gate import Gate
from sandbox.server.idle import IdleWatch
from sandbox.server.journal import Entry, TimeEntry, open_journal
from sandbox.server.limits import ServiceLimits
from sandbox.server.messages import ConnectionDropped, HttpAnswer, HttpRequest
from sandbox.server.mirror import Mirror

EAST, WEST = "us-east-1", "us-west-2"
ENDPOINT = "http://127.0.0.1:9"
START = 1_800_000_000.0


class Raw(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


@functools.cache
def _client(service: str, region: str) -> Any:
    """One for all sandboxes; `Sandbox` answers it while it is open."""
    keys: dict[str, Any] = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "endpoint_url": ENDPOINT}
    config = Config(retries={"total_max_attempts": 1})
    made = boto3.client(service, region_name=region, config=config, **keys)
    made.meta.events.register("before-send", _sent)
    return made


_open: list["Sandbox"] = []


def _sent(request: Any, **_: Any) -> AWSResponse:
    return _open[-1].answer(request)


class Sandbox:
    """One life of a sandbox over the journal of a folder; what the journal holds is replayed first."""

    def __init__(self, folder: Path, at: float = START) -> None:
        self.now = at
        self.journal_path = folder / "journal.jsonl"
        self._journal, past = open_journal(self.journal_path)
        self._dispatcher = Dispatcher(application(), self._journal, clock=lambda: self.now, mirror=Mirror(self._dark))
        self.faults = FaultBook(self._dispatcher.catch_up)
        self._gate = Gate(
            self._dispatcher, ServiceLimits(), _no_control, faults=self.faults, counters=Counters(), idle=IdleWatch(0)
        )
        aws_settings.use(aws_settings.Settings())
        for record in past:
            if isinstance(record, Entry):
                self._dispatcher.replay(record)
            elif isinstance(record, TimeEntry):
                self._dispatcher.replay_time(record)
            else:
                self._journal.sequence = record.sequence
                aws_settings.use(settings_from(record.settings))
        _open[:] = [self]

    def _dark(self) -> frozenset[str]:
        return self.faults.dark_regions()

    def answer(self, request: Any) -> AWSResponse:
        body = request.body or b""
        sent = HttpRequest(
            method=request.method,
            target=request.url.removeprefix(ENDPOINT) or "/",
            headers=(*((name, _text(value)) for name, value in request.headers.items()), ("Host", "127.0.0.1")),
            body=body if isinstance(body, bytes) else str(body).encode(),
        )
        try:
            answer = self._gate(sent)
        except ConnectionDropped:
            raise ConnectionClosedError(endpoint_url=request.url) from None
        return AWSResponse(request.url, answer.status, HTTPHeaders.from_dict(dict(answer.headers)), Raw(answer.body))

    def __call__(self, service: str, region: str = EAST) -> Any:
        return _client(service, region)

    def use(self, **changes: Any) -> None:
        changed = settings_from(changes, aws_settings.current())
        self._dispatcher.change_settings(settings_document(changed))

    def darken(self, region: str) -> Fault:
        return self.faults.set(Fault(kind="dark", region=region))

    def close(self) -> None:
        self._journal.close()
        aws_settings.use(aws_settings.Settings())
        _open.clear()


def _no_control(request: HttpRequest) -> HttpAnswer:
    raise AssertionError(f"{request.target} is not asked for here")


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


WEEK = [{"Day": "MONDAY", "StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}]
CONTENT = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "end",
        "Actions": [{"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}],
    }
)


class Center:
    """A contact center with SAML in us-east-1, and short ways to work on it."""

    def __init__(self, cloud: Callable[..., Any], alias: str = "civic") -> None:
        self.cloud = cloud
        self.east, self.west = cloud("connect", EAST), cloud("connect", WEST)
        made = self.east.create_instance(
            IdentityManagementType="SAML", InstanceAlias=alias, InboundCallsEnabled=True, OutboundCallsEnabled=True
        )
        self.id, self.arn = made["Id"], made["Arn"]
        self.arn_west = self.arn.replace(EAST, WEST)

    def replicate(self, **more: Any) -> None:
        self.east.replicate_instance(**{"InstanceId": self.id, "ReplicaRegion": WEST, "ReplicaAlias": "civic-w"} | more)

    def make(self, kind: str, region: str = EAST, **model: Any) -> dict[str, Any]:
        """Through Cloud Control; the final event."""
        answer = self.cloud("cloudcontrol", region).create_resource(
            TypeName=f"AWS::Connect::{kind}", DesiredState=json.dumps(model)
        )
        event: dict[str, Any] = answer["ProgressEvent"]
        return event

    def read(self, kind: str, identifier: str, region: str = EAST) -> dict[str, Any]:
        answer = self.cloud("cloudcontrol", region).get_resource(
            TypeName=f"AWS::Connect::{kind}", Identifier=identifier
        )
        model: dict[str, Any] = json.loads(answer["ResourceDescription"]["Properties"])
        return model

    def at(self, region: str) -> Any:
        return self.cloud("connect", region)

    def hours(self, name: str, region: str = EAST) -> str:
        made = self.at(region).create_hours_of_operation(
            InstanceId=self.id, Name=name, TimeZone="Pacific/Honolulu", Config=WEEK
        )
        identifier: str = made["HoursOfOperationId"]
        return identifier

    def queue(self, name: str, region: str = EAST) -> str:
        found = self.at(region).list_hours_of_operations(InstanceId=self.id)["HoursOfOperationSummaryList"]
        made = self.at(region).create_queue(InstanceId=self.id, Name=name, HoursOfOperationId=found[0]["Id"])
        identifier: str = made["QueueId"]
        return identifier

    def flow(self, name: str, region: str = EAST, content: str = CONTENT) -> str:
        made = self.at(region).create_contact_flow(InstanceId=self.id, Name=name, Type="CONTACT_FLOW", Content=content)
        identifier: str = made["ContactFlowId"]
        return identifier

    def user(self, name: str, region: str = EAST) -> str:
        client = self.at(region)
        profile = client.list_routing_profiles(InstanceId=self.id)["RoutingProfileSummaryList"][0]["Id"]
        security = client.list_security_profiles(InstanceId=self.id)["SecurityProfileSummaryList"][0]["Id"]
        made = client.create_user(
            InstanceId=self.id, Username=name, RoutingProfileId=profile, SecurityProfileIds=[security],
            PhoneConfig={"PhoneType": "SOFT_PHONE"}, IdentityInfo={"FirstName": "Ana", "LastName": "Kealoha"},
        )  # fmt: skip
        identifier: str = made["UserId"]
        return identifier

    def number(self, target: str | None = None) -> dict[str, str]:
        found = self.east.search_available_phone_numbers(
            TargetArn=target or self.arn, PhoneNumberCountryCode="US", PhoneNumberType="DID"
        )
        number = found["AvailableNumbersList"][0]["PhoneNumber"]
        claimed: dict[str, str] = self.east.claim_phone_number(TargetArn=target or self.arn, PhoneNumber=number)
        return claimed

    def default_group(self) -> dict[str, Any]:
        default: dict[str, Any]
        found = self.east.list_traffic_distribution_groups(InstanceId=self.id)["TrafficDistributionGroupSummaryList"]
        (default,) = [one for one in found if one["IsDefault"]]
        return default

    def queues(self, region: str) -> set[str]:
        found = self.at(region).list_queues(InstanceId=self.id)["QueueSummaryList"]
        return {row["Name"] for row in found}

    def findings(self, word: str, region: str = EAST) -> dict[str, Any]:
        answer: dict[str, Any] = self.at(region).list_replication_findings(InstanceId=self.id, ResourceType=word)
        return answer

    def drift(self, word: str, region: str = EAST) -> dict[str, int]:
        counts = self.findings(word, region)["ApproximateDriftedResourceCounts"]
        return {row["Region"]: row["Count"] for row in counts}


def shares(east: int, west: int) -> dict[str, Any]:
    return {"Distributions": [{"Region": EAST, "Percentage": east}, {"Region": WEST, "Percentage": west}]}


def sign_in(*, east: bool, west: bool) -> dict[str, Any]:
    return {"Distributions": [{"Region": EAST, "Enabled": east}, {"Region": WEST, "Enabled": west}]}
