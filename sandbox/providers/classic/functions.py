"""The functions of the classic provider that programs call: who am I, where am I, and policy documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.engine.provider import Properties, ProviderError
from sandbox.providers.partitions import partition_of, suffix_of
from sandbox.providers.session import Session

POLICY_VERSION = "2012-10-17"


def invoke(session: Session, token: str, args: Properties) -> Properties:
    """The answer of `aws:<module>/<name>:<name>`; ProviderError for a function that is not here."""
    known: Mapping[str, Callable[[Session, Properties], Properties]] = {
        "getCallerIdentity": _caller,
        "getRegion": _region,
        "getPartition": _partition,
        "getAvailabilityZones": _zones,
        "getPolicyDocument": _policy_document,
    }
    function = known.get(token.rsplit(":", 1)[1])
    if function is None:
        raise ProviderError(f"{token}: the embedded engine does not have this function")
    return function(session, args)


def _caller(session: Session, _: Properties) -> Properties:
    found = session.client("sts").get_caller_identity()
    return {"accountId": found["Account"], "arn": found["Arn"], "userId": found["UserId"], "id": found["Account"]}


def _region(session: Session, args: Properties) -> Properties:
    region = args.get("region") or args.get("name") or session.region
    endpoint = f"ec2.{region}.{suffix_of(region)}"
    return {"name": region, "region": region, "id": region, "endpoint": endpoint, "description": region}


def _partition(session: Session, _: Properties) -> Properties:
    partition, suffix = partition_of(session.region), suffix_of(session.region)
    reverse = ".".join(reversed(suffix.split(".")))
    return {"partition": partition, "id": partition, "dnsSuffix": suffix, "reverseDnsPrefix": reverse}


def _zones(session: Session, args: Properties) -> Properties:
    region = args.get("region") or session.region
    zones = session.client("ec2", region).describe_availability_zones()["AvailabilityZones"]
    left_out = set(args.get("excludeNames") or ())
    kept = sorted((z for z in zones if z["ZoneName"] not in left_out), key=lambda zone: zone["ZoneName"])
    names, ids = [zone["ZoneName"] for zone in kept], [zone["ZoneId"] for zone in kept]
    return {**args, "names": names, "zoneIds": ids, "groupNames": [region], "region": region, "id": region}


def _policy_document(_: Session, args: Properties) -> Properties:
    document: dict[str, Any] = {"Version": args.get("version") or POLICY_VERSION}
    if args.get("policyId"):
        document["Id"] = args["policyId"]
    document["Statement"] = _merged(args)
    text = json.dumps(document, indent=2)
    identifier = str(int(hashlib.sha256(text.encode()).hexdigest()[:8], 16))
    minified = json.dumps(document, separators=(",", ":"))
    return {**args, "version": document["Version"], "json": text, "minifiedJson": minified, "id": identifier}


def _merged(args: Properties) -> list[dict[str, Any]]:
    """Source documents, then the statements, then the overriding ones, which replace statements of the same id."""
    sources = [json.loads(text) for text in args.get("sourcePolicyDocuments") or []]
    overrides = [json.loads(text) for text in args.get("overridePolicyDocuments") or []]
    merged = [entry for document in sources for entry in document.get("Statement", ())]
    merged += [_statement(statement) for statement in args.get("statements") or []]
    for entry in (entry for document in overrides for entry in document.get("Statement", ())):
        merged = [kept for kept in merged if not entry.get("Sid") or kept.get("Sid") != entry["Sid"]] + [entry]
    return merged


def _statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    lists = {"Action": "actions", "NotAction": "notActions", "Resource": "resources", "NotResource": "notResources"}
    found: dict[str, Any] = {"Sid": statement.get("sid"), "Effect": statement.get("effect") or "Allow"}
    found |= {api: _one_or_many(statement.get(own)) for api, own in lists.items()}
    found |= {"Principal": _principals(statement.get("principals"))}
    found |= {"NotPrincipal": _principals(statement.get("notPrincipals"))}
    conditions: dict[str, dict[str, Any]] = {}
    for condition in statement.get("conditions") or ():
        conditions.setdefault(condition["test"], {})[condition["variable"]] = _one_or_many(condition["values"])
    return {key: value for key, value in {**found, "Condition": conditions}.items() if value}


def _principals(principals: Any) -> Any:
    if not principals:
        return None
    if any(principal["type"] == "*" for principal in principals):
        return "*"
    found: dict[str, list[str]] = {}
    for principal in principals:
        found.setdefault(principal["type"], []).extend(principal["identifiers"])
    return {kind: _one_or_many(identifiers) for kind, identifiers in found.items()}


def _one_or_many(values: Any) -> Any:
    return values[0] if isinstance(values, list) and len(values) == 1 else values
