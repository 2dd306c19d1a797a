"""Versions of flows, which are kept, and the alias by which numbers start the newest of them.

Neither provider has a flow alias. A version has a resource type (`AWS::Connect::ContactFlowVersion`), but one that is
replaced for each publication, and a replaced resource is deleted: the version to go back to would be gone (ADR 12).
So both are dynamic resources, as in `associations`: no client and no credentials in the state, and every step may be
repeated.

Two resources, because numbers refer to the alias: its ARN must be known while a change is planned, or every new text
would read as if each number were to leave its flow.

Sources: Amazon Connect API Reference, CreateContactFlowVersion (`FlowContentSha256`), CreateContactFlowAlias,
UpdateContactFlowAlias; Administrator Guide, "Flow versioning and aliasing".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from infra.associations import Associations, unless_gone

LIVE = "live"
ALIAS_DESCRIPTION = "What callers hear; civicline rollback moves it"
VERSION_DESCRIPTION = "Published by Civicline"
Props = dict[str, Any]


class _Versions(Associations):
    """What both kinds do with the versions of one flow. props: region, instance and flow as bare ids."""

    def newest(self, client: Any, props: Props) -> int:
        """The version with the content that is published now; it is made where the newest one has another.

        The hash guards against somebody who publishes between the two calls: then the service refuses.
        """
        flow = _flow(props)
        content = self._digest(client, flow)
        rows = _rows(client.list_contact_flow_versions, "ContactFlowVersionSummaryList", flow)
        numbers = [row["Version"] for row in rows]
        if numbers and content == self._digest(client, flow, f":{max(numbers)}"):
            return int(max(numbers))
        made = client.create_contact_flow_version(**flow, Description=VERSION_DESCRIPTION, FlowContentSha256=content)
        return int(made["Version"])

    def _digest(self, client: Any, flow: dict[str, str], qualifier: str = "") -> str:
        given = {**flow, "ContactFlowId": f"{flow['ContactFlowId']}{qualifier}"}
        return str(client.describe_contact_flow(**given)["ContactFlow"]["FlowContentSha256"])

    def alias(self, client: Any, props: Props) -> dict[str, Any] | None:
        """Our alias of the flow, as the service lists it; None where there is none."""
        rows = _rows(client.list_contact_flow_aliases, "ContactFlowAliasSummaryList", _flow(props))
        return next((row for row in rows if row["AliasName"] == LIVE), None)

    def found(self, props: Props) -> dict[str, Any] | None:
        """Our alias; None also where the flow itself is gone."""
        from botocore.exceptions import ClientError

        try:
            return self.alias(self.client(props), props)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return None


class _Alias(_Versions):
    def create(self, props: Props) -> CreateResult:
        client = self.client(props)
        found = self.alias(client, props)
        if found is None:
            version = self.newest(client, props)
            client.create_contact_flow_alias(
                **_flow(props), AliasName=LIVE, ContactFlowVersion=version, Description=ALIAS_DESCRIPTION
            )
            found = self.alias(client, props)
            assert found is not None
        return CreateResult(found["AliasId"], {**props, "alias_id": found["AliasId"], "arn": found["Arn"]})

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = _moved(_olds, _news)
        return DiffResult(bool(replaces), replaces, ["alias_id", "arn"], delete_before_replace=False)

    def read(self, id_: str, props: Props) -> ReadResult:
        """Gone when somebody deleted it. Where it points is the affair of `_LiveVersion`."""
        found = self.found(props)
        return ReadResult(id_, props) if found and found["AliasId"] == id_ else ReadResult("", {})

    def delete(self, _id: str, _props: Props) -> None:
        unless_gone(lambda: self.client(_props).delete_contact_flow_alias(**_flow(_props), AliasId=_id))


class _LiveVersion(_Versions):
    """A step, not a thing: it ends when the alias points at the newest content. It deletes nothing."""

    def create(self, props: Props) -> CreateResult:
        return CreateResult(f"{props['instance']}/{props['flow']}", self._publish(props))

    def diff(self, _id: str, _olds: Props, _news: Props) -> DiffResult:
        replaces = _moved(_olds, _news)
        changes = bool(replaces) or any(_olds.get(name) != _news.get(name) for name in ("content", "alias"))
        return DiffResult(changes, replaces, [], delete_before_replace=False)

    def update(self, _id: str, _olds: Props, _news: Props) -> UpdateResult:
        return UpdateResult(self._publish(_news))

    def read(self, id_: str, props: Props) -> ReadResult:
        """An alias that was moved by hand reads as other content, which the next `up` puts right."""
        alias = self.found(props)
        if alias is None:
            return ReadResult("", {})
        moved = {} if alias["Version"] == props["version"] else {"content": f"version {alias['Version']}"}
        return ReadResult(id_, {**props, **moved})

    def _publish(self, props: Props) -> Props:
        client = self.client(props)
        version = self.newest(client, props)
        client.update_contact_flow_alias(**_flow(props), AliasId=props["alias"], ContactFlowVersion=version)
        return {**props, "version": version}


def _flow(props: Props) -> dict[str, str]:
    return {"InstanceId": props["instance"], "ContactFlowId": props["flow"]}


def _moved(olds: Props, news: Props) -> list[str]:
    return [name for name in ("instance", "flow") if olds.get(name) != news.get(name)]


def _rows(operation: Callable[..., dict[str, Any]], member: str, flow: dict[str, str]) -> Iterator[dict[str, Any]]:
    """All pages of a list."""
    following: dict[str, str] = {}
    while True:
        page = operation(**flow, **following)
        yield from page[member]
        if not page.get("NextToken"):
            return
        following = {"NextToken": page["NextToken"]}


class FlowAlias(Resource, module="civicline", name="FlowAlias"):
    """The alias `live` of one flow, on its newest version when it is made. All arguments are bare ids.

    alias_id   how the API names it
    arn        what numbers and quick connects start
    """

    alias_id: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        flow: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "flow": flow, "alias_id": None, "arn": None}
        super().__init__(_Alias(), name, props, opts)


class LiveVersion(Resource, module="civicline", name="LiveVersion"):
    """The alias stands on the version with this content. `instance`, `flow` and `alias` are bare ids.

    content   anything that changes with the content of the flow, such as its hash
    version   number of the version
    """

    version: pulumi.Output[int]

    def __init__(
        self,
        name: str,
        *,
        region: str,
        instance: pulumi.Input[str],
        flow: pulumi.Input[str],
        alias: pulumi.Input[str],
        content: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        props = {"region": region, "instance": instance, "flow": flow, "alias": alias, "content": content}
        super().__init__(_LiveVersion(), name, {**props, "version": None}, opts)
