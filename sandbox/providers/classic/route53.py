"""DNS zones and records."""

# ruff: noqa: ARG002 - every Kind has the same methods
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sandbox.engine.provider import Properties, ProviderError
from sandbox.providers.classic.kind import Call, Kind, gone
from sandbox.providers.classic.shape import Naming, shape
from sandbox.providers.classic.tagging import retag
from sandbox.providers.classic.words import tag_list, tag_map
from sandbox.providers.partitions import arn

_BARE = "/hostedzone/"


class Zone(Kind):
    shape = shape(
        "aws:route53/zone:Zone",
        "route53",
        inputs="comment forceDestroy",
        computed="arn nameServers primaryNameServer zoneId",
        replaces="name",
        naming=Naming(longest=255),
        defaults={"comment": "Managed by Pulumi", "forceDestroy": False},
        taggable=True,
        regional=False,
    )

    def identity(self, inputs: Properties) -> str | None:
        return None  # zones of the same name may coexist

    def create(self, call: Call) -> str:
        comment = {"Comment": call.inputs.get("comment", "Managed by Pulumi")}
        found = _once(call)
        if found:
            return found
        arguments = {"Name": call.inputs["name"], "CallerReference": _reference(call), "HostedZoneConfig": comment}
        return str(call.client.create_hosted_zone(**arguments)["HostedZone"]["Id"].removeprefix(_BARE))

    def finish(self, call: Call, id_: str) -> None:
        if call.tags:
            names = {"ResourceType": "hostedzone", "ResourceId": id_}
            call.client.change_tags_for_resource(**names, AddTags=tag_list(call.tags))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        client, names = call.client, {"ResourceType": "hostedzone", "ResourceId": id_}
        if call.inputs.get("comment") != old.get("comment"):
            client.update_hosted_zone_comment(Id=id_, Comment=call.inputs.get("comment", "Managed by Pulumi"))
        retag(
            old.get("tags"),
            call.tags,
            lambda tags: client.change_tags_for_resource(**names, AddTags=tag_list(tags)),
            lambda keys: client.change_tags_for_resource(**names, RemoveTagKeys=keys),
        )

    def live(self, call: Call, id_: str) -> Properties:
        found = call.client.get_hosted_zone(Id=id_)
        names = {"ResourceType": "hostedzone", "ResourceId": id_}
        tags = call.client.list_tags_for_resource(**names)["ResourceTagSet"]["Tags"]
        servers = sorted((found.get("DelegationSet") or {}).get("NameServers") or [])
        return {
            "zoneId": id_,
            "arn": arn("route53", "", "", f"hostedzone/{id_}", of_region=call.session.region),
            "name": found["HostedZone"]["Name"].removesuffix("."),
            "comment": (found["HostedZone"].get("Config") or {}).get("Comment"),
            "nameServers": servers,
            "primaryNameServer": servers[0] if servers else "",
            "tags": tag_map(tags),
        }

    def delete(self, call: Call, id_: str) -> None:
        if call.inputs.get("forceDestroy"):
            for record in _records(call, id_):
                if record["Type"] not in {"NS", "SOA"}:
                    _change(call, id_, "DELETE", record)
        call.client.delete_hosted_zone(Id=id_)

    def find(self, call: Call) -> str | None:
        return _once(call)


class Record(Kind):
    repeatable = True
    shape = shape(
        "aws:route53/record:Record",
        "route53",
        inputs="aliases allowOverwrite failoverRoutingPolicies healthCheckId records setIdentifier ttl "
        "weightedRoutingPolicies",
        required="name type zoneId",
        computed="fqdn",
        replaces="name type zoneId setIdentifier",
        regional=False,
    )

    def identity(self, inputs: Properties) -> str | None:
        parts = [inputs.get(name) for name in ("zoneId", "name", "type", "setIdentifier")]
        return "_".join(str(part) for part in parts if part)

    def create(self, call: Call) -> str:
        """A record of somebody else is not written over; one that an earlier try of this create has made is it."""
        zone, wanted = call.inputs["zoneId"], _record(call.inputs)
        there = [record for record in _records(call, zone) if _same_name(record, wanted)]
        if there not in ([], [wanted]) and not call.inputs.get("allowOverwrite"):
            named = f"[name='{wanted['Name']}', type='{wanted['Type']}']"
            raise ProviderError(
                f"InvalidChangeBatch: tried to create resource record set {named} but it already exists"
            )
        _change(call, zone, "UPSERT", wanted)
        return str(self.identity(call.inputs))

    def update(self, call: Call, id_: str, old: Properties) -> None:
        _change(call, call.inputs["zoneId"], "UPSERT", _record(call.inputs))

    def live(self, call: Call, id_: str) -> Properties:
        zone = str(call.inputs.get("zoneId") or id_.split("_", 1)[0])
        wanted = _record(call.inputs) if call.inputs.get("name") else _from_id(id_)
        for record in _records(call, zone):
            if _same_name(record, wanted):
                return _shown(zone, record, call.inputs)
        raise gone(f"record {id_}")

    def delete(self, call: Call, id_: str) -> None:
        zone, wanted = call.inputs["zoneId"], _record(call.inputs)
        for record in _records(call, zone):
            if _same_name(record, wanted):
                _change(call, zone, "DELETE", record)


def _reference(call: Call) -> str:
    return hashlib.sha256(f"{call.urn}|{call.token}".encode()).hexdigest()


def _once(call: Call) -> str | None:
    """The zone that this very create made: Route 53 remembers the caller's reference."""
    marker: Properties = {}
    while True:
        page = call.client.list_hosted_zones(**marker)
        for zone in page["HostedZones"]:
            if zone["CallerReference"] == _reference(call):
                return str(zone["Id"].removeprefix(_BARE))
        if not page.get("IsTruncated"):
            return None
        marker = {"Marker": page["NextMarker"]}


def _records(call: Call, zone: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    start: Properties = {}
    while True:
        page = call.client.list_resource_record_sets(HostedZoneId=zone, **start)
        found += page["ResourceRecordSets"]
        if not page.get("IsTruncated"):
            return found
        start = {"StartRecordName": page["NextRecordName"], "StartRecordType": page["NextRecordType"]}


def _change(call: Call, zone: str, action: str, record: Mapping[str, Any]) -> None:
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    call.client.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)


def _record(inputs: Properties) -> dict[str, Any]:
    record: dict[str, Any] = {"Name": _dotted(inputs["name"]), "Type": inputs["type"]}
    if inputs.get("aliases"):
        alias = inputs["aliases"][0]
        record["AliasTarget"] = {
            "DNSName": alias["name"],
            "HostedZoneId": alias["zoneId"],
            "EvaluateTargetHealth": bool(alias.get("evaluateTargetHealth")),
        }
    else:
        quoted = [_quoted(value) if inputs["type"] == "TXT" else value for value in inputs.get("records") or ()]
        record |= {"TTL": inputs.get("ttl", 300), "ResourceRecords": [{"Value": value} for value in quoted]}
    names = {"setIdentifier": "SetIdentifier", "healthCheckId": "HealthCheckId"}
    record |= {api: inputs[own] for own, api in names.items() if inputs.get(own)}
    if inputs.get("failoverRoutingPolicies"):
        record["Failover"] = inputs["failoverRoutingPolicies"][0]["type"]
    if inputs.get("weightedRoutingPolicies"):
        record["Weight"] = inputs["weightedRoutingPolicies"][0]["weight"]
    return record


def _shown(zone: str, record: Mapping[str, Any], inputs: Properties) -> Properties:
    name = str(record["Name"]).replace("\\052", "*").removesuffix(".")
    values = [entry["Value"] for entry in record.get("ResourceRecords") or ()]
    bare = [value.strip('"') if record["Type"] == "TXT" else value for value in values]
    return {
        "zoneId": zone,
        "name": inputs.get("name", name),
        "fqdn": name,
        "type": record["Type"],
        "ttl": record.get("TTL"),
        "records": bare or None,
    }


def _from_id(id_: str) -> dict[str, Any]:
    _, name, kind, *rest = id_.split("_")
    return {"Name": _dotted(name), "Type": kind, **({"SetIdentifier": rest[0]} if rest else {})}


def _same_name(record: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    keys = ("Type", "SetIdentifier")
    name = str(record["Name"]).replace("\\052", "*")
    return name == wanted["Name"] and all(record.get(key) == wanted.get(key) for key in keys)


def _dotted(name: str) -> str:
    return name.lower() if name.endswith(".") else f"{name.lower()}."


def _quoted(value: str) -> str:
    return value if value.startswith('"') else f'"{value}"'
