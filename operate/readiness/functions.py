"""Lambda functions of a region: there, active, of the names that flows say, and open to the region's instance."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from contact_flows.language.document import Ref
from operate.aws import pages
from operate.readiness.evidence import found
from operate.readiness.flaw import Flaw
from operate.readiness.region import Region

CONNECT = "connect.amazonaws.com"
INVOKE = "lambda:InvokeFunction"
AGAIN = "civicline up PROGRAM"


@dataclass(frozen=True, slots=True)
class FoundFunction:
    """Of a function that deployed.json names.

    state        of the function; empty where there is none
    update       of its last update
    permitted    whether its policy lets the instance of this region invoke it
    associated   whether the instance knows it
    """

    state: str
    reason: str = ""
    update: str = ""
    permitted: bool = False
    associated: bool = False

    @property
    def answers(self) -> bool:
        return self.state == "Active" and self.update != "Failed" and self.permitted and self.associated


def read_functions(region: Region) -> dict[str, FoundFunction]:
    """By id in the spec. Raises CloudError."""
    center = region.center
    listed = pages(region.client("connect"), "list_lambda_functions", "LambdaFunctions", InstanceId=center.instance.id)
    associated = frozenset(listed)
    rows = [row for row in center.resources if row.kind == "function"]
    return {row.id: _found(region, row.arn or row.name, associated) for row in rows}


def _found(region: Region, arn: str, associated: frozenset[str]) -> FoundFunction:
    client = region.client("lambda")
    told = found(client, "get_function", FunctionName=arn)
    if told is None:
        return FoundFunction("")
    configuration = told["Configuration"]
    policy = found(client, "get_policy", FunctionName=arn)
    return FoundFunction(
        configuration.get("State", "Active"),
        configuration.get("StateReason", ""),
        configuration.get("LastUpdateStatus", ""),
        permitted=policy is not None and is_permitted(policy["Policy"], region.center.instance.arn),
        associated=arn in associated,
    )


def is_permitted(policy: str, instance: str) -> bool:
    """Whether a resource policy lets Amazon Connect invoke the function for an instance. Denials are not looked for."""
    statements = json.loads(policy).get("Statement", ())
    return any(_allows(one, instance) for one in ([statements] if isinstance(statements, dict) else statements))


def _allows(statement: Mapping[str, Any], instance: str) -> bool:
    principal = statement.get("Principal", {})
    services = principal.get("Service", ()) if isinstance(principal, dict) else (CONNECT,) if principal == "*" else ()
    actions = statement.get("Action", ())
    if statement.get("Effect") != "Allow" or CONNECT not in _many(services):
        return False
    if not any(fnmatchcase(INVOKE, action) for action in _many(actions)):
        return False
    condition = {key.lower(): value for part in statement.get("Condition", {}).values() for key, value in part.items()}
    sources = condition.get("aws:sourcearn")
    return sources is None or any(fnmatchcase(instance, source) for source in _many(sources))


def _many(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def judge_functions(found_: Mapping[str, FoundFunction], region: Region) -> Iterator[Flaw]:
    """The walk tells whether contacts are still answered without them."""
    names = {row.id: row.name for row in region.center.resources if row.kind == "function"}
    for id_, one in found_.items():
        who, touches = f"the function {id_} ({names[id_]})", (Ref("function", id_),)
        if not one.state:
            yield Flaw(touches, False, f"{who} is not in {region.name}", AGAIN)
            continue
        if one.state != "Active" or one.update == "Failed":
            state = one.state if one.state != "Active" else "not updated"
            reason = f": {one.reason}" if one.reason else ""
            yield Flaw(touches, False, f"{who} is {state} in {region.name}{reason}", f"repair it, or {AGAIN}")
        if not one.permitted:
            what = f"{who} does not let the instance in {region.name} invoke it"
            yield Flaw(touches, False, what, f"lambda add-permission for {CONNECT}, or {AGAIN}")
        if not one.associated:
            what = f"{who} is not associated with the instance in {region.name}"
            yield Flaw(touches, False, what, f"connect associate-lambda-function, or {AGAIN}")
