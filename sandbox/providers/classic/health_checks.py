"""Health checks of Route 53, of an endpoint. The sandbox keeps them; it asks no endpoint."""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.engine.provider import Properties
from sandbox.providers.classic.kind import Call, Kind
from sandbox.providers.classic.shape import shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map
from sandbox.providers.partitions import arn

_CHANGEABLE = {
    "disabled": "Disabled",
    "enableSni": "EnableSNI",
    "failureThreshold": "FailureThreshold",
    "fqdn": "FullyQualifiedDomainName",
    "invertHealthcheck": "Inverted",
    "port": "Port",
    "regions": "Regions",
    "resourcePath": "ResourcePath",
    "searchString": "SearchString",
}
_FIXED = {"type": "Type", "requestInterval": "RequestInterval", "measureLatency": "MeasureLatency"}


class HealthCheck(Kind):
    anonymous = True
    shape = shape(
        "aws:route53/healthCheck:HealthCheck",
        "route53",
        inputs=" ".join([*_CHANGEABLE, *_FIXED]),
        required="type",
        computed="arn",
        replaces=" ".join(_FIXED),
        defaults={"disabled": False, "failureThreshold": 3},
        taggable=True,
        regional=False,
    )

    def create(self, call: Call) -> str:
        config = call.pick({**_CHANGEABLE, **_FIXED})
        made = call.client.create_health_check(CallerReference=_reference(call), HealthCheckConfig=config)
        return str(made["HealthCheck"]["Id"])

    def finish(self, call: Call, id_: str) -> None:
        if call.tags:
            call.client.change_tags_for_resource(**_named(id_), AddTags=tag_list(call.tags))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client = call.client
        client.update_health_check(HealthCheckId=id_, **call.pick(_CHANGEABLE))
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.change_tags_for_resource(**_named(id_), AddTags=tag_list(tags)),
            lambda keys: client.change_tags_for_resource(**_named(id_), RemoveTagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        config: dict[str, Any] = call.client.get_health_check(HealthCheckId=id_)["HealthCheck"]["HealthCheckConfig"]
        tags = call.client.list_tags_for_resource(**_named(id_))["ResourceTagSet"]["Tags"]
        shown = {own: config.get(api) for own, api in {**_CHANGEABLE, **_FIXED}.items()}
        return {
            **{name: value for name, value in shown.items() if value not in (None, "", [])},
            "arn": arn("route53", "", "", f"healthcheck/{id_}", of_region=call.session.region),
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        call.client.delete_health_check(HealthCheckId=id_)

    def find(self, call: Call) -> str | None:
        """The check that this very create made: Route 53 remembers the caller's reference."""
        marker: Properties = {}
        while True:
            page = call.client.list_health_checks(**marker)
            for check in page["HealthChecks"]:
                if check["CallerReference"] == _reference(call):
                    return str(check["Id"])
            if not page.get("IsTruncated"):
                return None
            marker = {"Marker": page["NextMarker"]}


def _reference(call: Call) -> str:
    return hashlib.sha256(f"{call.urn}|{call.token}".encode()).hexdigest()


def _named(id_: str) -> dict[str, str]:
    return {"ResourceType": "healthcheck", "ResourceId": id_}
