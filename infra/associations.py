"""Ties between resources that no provider has a type for, made by the Amazon Connect API itself.

* quick connects offered in a queue: the queue's own property cannot be used, because a quick connect names a queue and
  the transfer flow names queues, so the graph would have a cycle;
* the flow of an e-mail address (`AssociateFlow` exists in the API only).

A dynamic resource: its provider is pickled into the state, so it holds no client and no credentials; both are made
when a step runs. Every step may be repeated: the API's associations are sets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
from pulumi.dynamic import (
    ConfigureRequest,
    CreateResult,
    DiffResult,
    Resource,
    ResourceProvider,
    UpdateResult,
)

ENDPOINT = "civicline:endpoint"
"""Stack configuration: where AWS is, when it is not the real one."""
MOST = 50
"""Quick connects per call (API reference, AssociateQueueQuickConnects)."""
ATTEMPTS = 16


class Associations(ResourceProvider):
    """What both kinds share: where to call."""

    serialize_as_secret_always = False  # nothing secret is in it, and a reviewer can read the state
    endpoint: str | None = None

    def configure(self, req: ConfigureRequest) -> None:
        self.endpoint = req.config.get(ENDPOINT)

    def client(self, props: dict[str, Any]) -> Any:
        return self.service("connect", props)

    def service(self, name: str, props: dict[str, Any]) -> Any:
        import boto3
        from botocore.config import Config

        # Another endpoint is a sandbox: it takes any credentials, and must never see real ones.
        keys: dict[str, Any] = (
            {"aws_access_key_id": "sandbox", "aws_secret_access_key": "sandbox"} if self.endpoint else {}
        )
        # A whole program's associations wait for each other at two requests a second.
        config = Config(retries={"mode": "standard", "total_max_attempts": ATTEMPTS})
        return boto3.client(name, region_name=props["region"], endpoint_url=self.endpoint, config=config, **keys)


class _Offers(Associations):
    def create(self, props: dict[str, Any]) -> CreateResult:
        self._change(props, set(), set(props["quick_connects"]))
        return CreateResult(f"{props['instance']}/{props['queue']}", props)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        replaces = [key for key in ("instance", "queue") if _olds.get(key) != _news.get(key)]
        changes = bool(replaces) or set(_olds["quick_connects"]) != set(_news["quick_connects"])
        return DiffResult(changes, replaces, [], delete_before_replace=False)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        self._change(_news, set(_olds["quick_connects"]), set(_news["quick_connects"]))
        return UpdateResult(_news)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        unless_gone(lambda: self._change(_props, set(_props["quick_connects"]), set()))

    def _change(self, props: dict[str, Any], old: set[str], new: set[str]) -> None:
        client = self.client(props)
        target = {"InstanceId": props["instance"], "QueueId": props["queue"]}
        for call, ids in (
            (client.disassociate_queue_quick_connects, sorted(old - new)),
            (client.associate_queue_quick_connects, sorted(new - old)),
        ):
            for start in range(0, len(ids), MOST):
                call(**target, QuickConnectIds=ids[start : start + MOST])


class _FlowOfAddress(Associations):
    def create(self, props: dict[str, Any]) -> CreateResult:
        self.client(props).associate_flow(**_resource(props), FlowId=props["flow"])
        return CreateResult(props["address"], props)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        changed = [key for key in ("instance", "address", "flow") if _olds.get(key) != _news.get(key)]
        return DiffResult(bool(changed), changed, [], delete_before_replace=True)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        unless_gone(lambda: self.client(_props).disassociate_flow(**_resource(_props)))


def unless_gone(release: Callable[[], object]) -> None:
    """A tie whose queue, address or instance was deleted went with it."""
    from botocore.exceptions import ClientError

    try:
        release()
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise


def _resource(props: dict[str, Any]) -> dict[str, str]:
    return {"InstanceId": props["instance"], "ResourceId": props["address"], "ResourceType": "INBOUND_EMAIL"}


class QueueQuickConnects(Resource, module="civicline", name="QueueQuickConnects"):
    """The quick connects that agents see while they serve one queue. All arguments are bare ids."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        queue: pulumi.Input[str],
        quick_connects: list[pulumi.Output[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "queue": queue, "quick_connects": quick_connects}
        super().__init__(_Offers(), name, props, opts)


class AddressFlow(Resource, module="civicline", name="AddressFlow"):
    """The flow that a message to one address starts. `address` and `flow` are ARNs, `instance` is a bare id."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        address: pulumi.Input[str],
        flow: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "address": address, "flow": flow}
        super().__init__(_FlowOfAddress(), name, props, opts)
