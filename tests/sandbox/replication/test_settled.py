"""After any changes in both regions, and time to settle, mirrored resources are the same in both or listed as findings."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError, ConnectionClosedError
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.aws.cloudcontrol.models import cloudcontrol_backends
from sandbox.aws.replication import mirrored
from sandbox.aws.resources import Resources
from tests.sandbox.replication.rig import CONTENT, EAST, WEEK, WEST, Center, Sandbox

NAMES = ("one", "two", "three")
ACCOUNT = "123456789012"


@dataclass(frozen=True)
class Step:
    """One thing that somebody does in one region; `pick` chooses among what is there."""

    sandbox: Sandbox
    center: Center
    kind: str
    region: str
    name: str
    pick: int

    def one(self, kind: str) -> str:
        """The identifier of a resource that the region has."""
        held = cloudcontrol_backends[ACCOUNT][self.region].resources.store.of_type(f"AWS::Connect::{kind}")
        identifier: str = held[self.pick % len(held)].identifier
        return identifier

    @property
    def control(self) -> Any:
        return self.sandbox("cloudcontrol", self.region)

    @property
    def mine(self) -> dict[str, str]:
        return {"TypeName": f"AWS::Connect::{self.kind}", "Identifier": self.one(self.kind)}


def _routing_profile(step: Step) -> dict[str, Any]:
    queue = step.one("Queue")
    reference = {"Delay": 0, "Priority": 1, "QueueReference": {"Channel": "VOICE", "QueueArn": queue}}
    return {
        "Name": step.name, "Description": "d", "DefaultOutboundQueueArn": queue, "QueueConfigs": [reference],
        "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
    }  # fmt: skip


def _quick_connect(step: Step) -> dict[str, Any]:
    client = step.center.at(step.region)
    flows = client.list_contact_flows(InstanceId=step.center.id, ContactFlowTypes=["QUEUE_TRANSFER"])
    config = {"ContactFlowArn": flows["ContactFlowSummaryList"][0]["Arn"], "QueueArn": step.one("Queue")}
    return {"Name": step.name, "QuickConnectConfig": {"QuickConnectType": "QUEUE", "QueueConfig": config}}


def _user(step: Step) -> dict[str, Any]:
    return {
        "Username": step.name, "RoutingProfileArn": step.one("RoutingProfile"),
        "SecurityProfileArns": [step.one("SecurityProfile")], "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
        "IdentityInfo": {"FirstName": "Ana", "LastName": "Kealoha"},
    }  # fmt: skip


BUILDS: dict[str, Callable[[Step], dict[str, Any]]] = {
    "AgentStatus": lambda step: {"Name": step.name, "State": "ENABLED"},
    "ContactFlow": lambda step: {"Name": step.name, "Type": "CONTACT_FLOW", "Content": CONTENT},
    "DataTable": lambda step: {"Name": step.name, "TimeZone": "UTC", "ValueLockLevel": "NONE", "Status": "PUBLISHED"},
    "HoursOfOperation": lambda step: {"Name": step.name, "TimeZone": "Pacific/Honolulu", "Config": WEEK},
    "PredefinedAttribute": lambda step: {"Name": step.name, "Values": {"StringList": [NAMES[step.pick % 3]]}},
    "Queue": lambda step: {"Name": step.name, "HoursOfOperationArn": step.one("HoursOfOperation")},
    "QuickConnect": _quick_connect,
    "RoutingProfile": _routing_profile,
    "SecurityProfile": lambda step: {"SecurityProfileName": step.name},
    "User": _user,
    "UserHierarchyStructure": lambda step: {"UserHierarchyStructure": {"LevelOne": {"Name": step.name}}},
    "UserHierarchyGroup": lambda step: {"Name": step.name},
}
NAMED = {"SecurityProfile": "SecurityProfileName", "User": "Username"}


def _make(step: Step) -> None:
    arn = step.center.arn if step.region == EAST else step.center.arn_west
    step.center.make(step.kind, step.region, InstanceArn=arn, **BUILDS[step.kind](step))


def _patch(step: Step, path: str, value: str) -> None:
    document = json.dumps([{"op": "add", "path": f"/{path}", "value": value}])
    step.control.update_resource(**step.mine, PatchDocument=document)


def _rename(step: Step) -> None:
    _patch(step, NAMED.get(step.kind, "Name"), step.name)


def _describe(step: Step) -> None:
    _patch(step, "Description", f"{step.name} {step.pick}")


def _delete(step: Step) -> None:
    step.control.delete_resource(**step.mine)


def _race(step: Step) -> None:
    """Both regions change the same resource before either hears of the other."""
    other = EAST if step.region == WEST else WEST
    there = {**step.mine, "Identifier": step.mine["Identifier"].replace(step.region, other)}
    _rename(step)
    control = step.sandbox("cloudcontrol", other)
    if step.pick % 3:
        document = json.dumps([{"op": "add", "path": "/Description", "value": f"raced {step.pick}"}])
        control.update_resource(**there, PatchDocument=document)
    else:
        control.delete_resource(**there)


def _lead_to(step: Step) -> None:
    """A queue offers a quick connect, which may lead to it."""
    step.center.at(step.region).associate_queue_quick_connects(
        InstanceId=step.center.id,
        QueueId=step.one("Queue").rpartition("/")[2],
        QuickConnectIds=[step.one("QuickConnect").rpartition("/")[2]],
    )


def _wait(step: Step) -> None:
    """Mostly forward."""
    step.sandbox.now += step.pick - 2


def _darken(step: Step) -> None:
    step.sandbox.darken(step.region)


def _lighten(step: Step) -> None:
    step.sandbox.faults.clear()


def _block(step: Step) -> None:
    word = mirrored.code_of(f"AWS::Connect::{step.kind}")
    step.sandbox.use(replication_blocked=[[], [word], [f"{word}/{step.name}"]][step.pick % 3])


MAIN = ("Queue", "HoursOfOperation", "RoutingProfile", "QuickConnect")
CHANGES = (_make, _make, _make, _rename, _describe, _delete, _lead_to, _race)
steps = st.lists(
    st.tuples(
        st.sampled_from((*CHANGES, *CHANGES, _wait, _wait, _darken, _lighten, _lighten, _block)),
        st.sampled_from((*MAIN, *MAIN, *sorted(BUILDS))),
        st.sampled_from((EAST, WEST)),
        st.sampled_from(NAMES),
        st.integers(0, 9),
    ),
    min_size=5,
    max_size=40,
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(steps)
def test_regions_are_the_same_or_say_where_they_are_not(asked: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox(Path(folder))
        try:
            _check(_played(sandbox, asked))
        finally:
            sandbox.close()


def _played(sandbox: Sandbox, asked: list[Any]) -> Center:
    """The center after all steps, with both regions up and time enough to settle."""
    sandbox.use(latency_scale=0.0, replication_delay=3.0)
    center = Center(sandbox)
    center.replicate()
    sandbox.now += 4
    for do, kind, region, name, pick in asked:
        try:
            do(Step(sandbox, center, kind, region, name, pick))
        except (ClientError, ConnectionClosedError, ZeroDivisionError):
            continue  # refused, dark, or nothing of the kind there
    sandbox.faults.clear()
    sandbox.now += 60
    return center


def _check(center: Center) -> None:
    listed = {word: _listed(center, word) for word in sorted(set(mirrored.CODES.values()))}
    east, west = (cloudcontrol_backends[ACCOUNT][region].resources for region in (EAST, WEST))
    for type_name, word in mirrored.CODES.items():
        here, there = _models(east, type_name, EAST), _models(west, type_name, WEST)
        different = {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)}
        assert {name.rpartition("/")[2].rpartition("|")[2] for name in different} <= listed[word]
        if not listed[word]:
            assert center.drift(word) == {EAST: 0, WEST: 0}


def _listed(center: Center, word: str) -> set[str]:
    found = {region: center.findings(word, region)["ReplicationFindingsList"] for region in (EAST, WEST)}
    assert found[EAST] == found[WEST]
    return {row["Id"] for row in found[EAST]}


def _models(resources: Resources, type_name: str, region: str) -> dict[str, Any]:
    """By identifier, with one word for the region; the hash of a flow's content follows the ARNs in it."""
    unlike = {"FlowContentSha256", "changed_in"}
    own = mirrored.OWN_PROPERTIES.get(type_name, frozenset())
    return {
        _neutral(one.identifier, region): (
            _neutral({name: value for name, value in one.model.items() if name not in own}, region),
            _neutral({name: value for name, value in one.facts.items() if name not in unlike}, region),
            one.created,
            one.modified,
        )
        for one in resources.store.of_type(type_name)
    }


def _neutral(value: Any, region: str) -> Any:
    if isinstance(value, str):
        return value.replace(f":{region}:", ":region:")
    if isinstance(value, dict):
        return {name: _neutral(entry, region) for name, entry in value.items()}
    return [_neutral(entry, region) for entry in value] if isinstance(value, list) else value
