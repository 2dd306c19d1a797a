"""Content of flows that name each other in a circle: the flow exists first, with a placeholder; its content follows.

Amazon Connect breaks such a circle by a flow that is SAVED before it is published, but `AWS::Connect::ContactFlow` has
no status: Cloud Control always publishes (ADR 11). So the flow is declared with the smallest content that can be
published, and this dynamic resource publishes the real one by UpdateContactFlowContent. As in `associations`, its
provider is pickled into the state and holds no client; every step may be repeated.
"""

from __future__ import annotations

import json
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from contact_flows.language.document import Action, FlowDocument, FlowType
from contact_flows.language.text import write
from infra.associations import Associations, unless_gone

_ENDS = {
    FlowType.CUSTOMER_WHISPER: "EndFlowExecution",
    FlowType.AGENT_WHISPER: "EndFlowExecution",
    FlowType.OUTBOUND_WHISPER: "EndFlowExecution",
    FlowType.CUSTOMER_QUEUE: "EndFlowExecution",
}
MARK = {"key": "civicline:content", "value": "apart"}
"""Tag of a flow whose content is published by this resource: without it, deletion leaves the content alone."""
_LOOPS = (FlowType.CUSTOMER_HOLD, FlowType.AGENT_HOLD)


def placeholder(type_: FlowType) -> str:
    """The smallest flow of a type that can be published. No number leads to it before the real content is there."""
    if type_ in _LOOPS:
        loop = Action(id="wait", type="MessageParticipantIteratively", parameters={"Messages": ({"Text": " "},)})
        return _written(type_, loop)
    return _written(type_, Action(id="end", type=_ENDS.get(type_, "DisconnectParticipant")))


def _written(type_: FlowType, action: Action) -> str:
    return write(FlowDocument(id="placeholder", name="placeholder", type=type_, actions=(action,)), str)


class RefusedFlowError(Exception):
    """The service does not publish a flow; it says why in a list that boto3's own message leaves out."""


class _Publishes(Associations):
    def create(self, props: dict[str, Any]) -> CreateResult:
        self._publish(props, props["content"])
        return CreateResult(f"{props['instance']}/{props['flow']}", props)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        replaces = [key for key in ("instance", "flow") if _olds.get(key) != _news.get(key)]
        changes = bool(replaces) or _olds.get("content") != _news.get("content")
        return DiffResult(changes, replaces, [], delete_before_replace=False)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        """The content as it is now; in our own spelling as long as it says the same."""
        found = self._found(props)
        if found is None:
            return ReadResult("", {})
        same = _meaning(found["Content"]) == _meaning(props["content"])
        return ReadResult(id_, props if same else {**props, "content": found["Content"]})

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        self._publish(_news, _news["content"])
        return UpdateResult(_news)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Leave the placeholder, so that flows of a circle can be deleted one after the other.

        But not where the flow stays and publishes its content itself, because it is in no circle any more.
        """
        found = self._found(_props)
        if found is not None and found.get("Tags", {}).get(MARK["key"]):
            unless_gone(lambda: self._publish(_props, _props["before"]))

    def _found(self, props: dict[str, Any]) -> dict[str, Any] | None:
        from botocore.exceptions import ClientError

        try:
            flow: dict[str, Any] = self.client(props).describe_contact_flow(
                InstanceId=props["instance"], ContactFlowId=props["flow"]
            )["ContactFlow"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return None
        return flow

    def _publish(self, props: dict[str, Any], content: str) -> None:
        from botocore.exceptions import ClientError

        client = self.client(props)
        try:
            client.update_contact_flow_content(
                InstanceId=props["instance"], ContactFlowId=props["flow"], Content=content
            )
        except ClientError as error:
            response: dict[str, Any] = dict(error.response)
            problems = response.get("problems")
            if not problems:
                raise
            listed = "; ".join(str(problem["message"]) for problem in problems)
            raise RefusedFlowError(f"the flow is not valid. problems: [{listed}]") from error


def _meaning(content: str) -> Any:
    """Content without layout, which the service may write in its own way."""
    document = json.loads(content)
    document.pop("Metadata", None)
    return document


class FlowContent(Resource, module="civicline", name="FlowContent"):
    """What a flow does. `instance` and `flow` are bare ids; `before` is what the flow does without this resource."""

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        flow: pulumi.Input[str],
        content: pulumi.Input[str],
        before: str,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "flow": flow, "content": content, "before": before}
        super().__init__(_Publishes(), name, props, opts)
