"""Automatic failover to a region, where the spec asks for it: its machine is there, and its alarm still starts it.

A chain that is broken anywhere moves nothing on the night it is for, and nobody hears of it before.
Source: Amazon EventBridge API Reference, ListRuleNamesByTarget, DescribeRule.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from operate.aws import call
from operate.readiness.evidence import Unread, found
from operate.readiness.flaw import Area, Flaw
from operate.readiness.region import Region
from spec.automatic import KIND

ALL = (Area.ALL,)
AGAIN = "civicline up PROGRAM"


@dataclass(frozen=True, slots=True)
class FoundRule:
    """alarms: names of those whose ALARM it goes on, each with whether it is there."""

    name: str
    enabled: bool
    alarms: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundAutomatic:
    """state: of the machine; empty where there is none. rules: that start it."""

    state: str
    rules: tuple[FoundRule, ...] = ()


def read_automatic(region: Region) -> FoundAutomatic | None:
    """None for a center that does not move by itself. Raises CloudError."""
    center = region.center
    if center.resilience is None or center.resilience.automatic is None:
        return None
    machine = next((row.arn for row in center.resources if row.kind == KIND), None)
    if machine is None:
        return FoundAutomatic("")
    told = found(region.client("stepfunctions"), "describe_state_machine", stateMachineArn=machine)
    if told is None:
        return FoundAutomatic("")
    names = call(region.client("events"), "list_rule_names_by_target", TargetArn=machine)["RuleNames"]
    rules = (found(region.client("events"), "describe_rule", Name=name) for name in names)
    return FoundAutomatic(told["status"], tuple(_rule(region, rule) for rule in rules if rule is not None))


def _rule(region: Region, told: dict[str, Any]) -> FoundRule:
    pattern = json.loads(told.get("EventPattern") or "{}")
    names = [arn.rpartition(":alarm:")[2] for arn in pattern.get("resources", ())]
    return FoundRule(told["Name"], told["State"] != "DISABLED", tuple((name, _there(region, name)) for name in names))


def _there(region: Region, alarm: str) -> bool:
    return bool(call(region.client("cloudwatch"), "describe_alarms", AlarmNames=[alarm]).get("MetricAlarms"))


def judge_automatic(automatic: FoundAutomatic | Unread | None, region: Region) -> Iterator[Flaw]:
    """One finding at most. None keeps traffic away: people move it all the same."""
    name = region.name
    if isinstance(automatic, Unread):
        what = f"{automatic.what} of {name} could not be read, so nobody can tell whether it works ({automatic.why})"
        yield Flaw(ALL, False, what, "let your role read it, or wait for the service; then check again")
    elif automatic is not None and (fault := _fault(automatic)):
        why, todo = fault
        yield Flaw(ALL, False, f"nothing moves to {name} by itself, as the spec asks: {why}", todo)


def _fault(automatic: FoundAutomatic) -> tuple[str, str] | None:
    """The first one: each hides those that come after it."""
    if not automatic.state:
        return "its state machine is not there", AGAIN
    if automatic.state != "ACTIVE":
        return f"its state machine is {automatic.state}", AGAIN
    if not automatic.rules:
        return "no rule of EventBridge starts its state machine", AGAIN
    off = next((rule.name for rule in automatic.rules if not rule.enabled), "")
    if off:
        return f"the rule {off} is disabled", f"events enable-rule --name {off}, if nobody wants it off"
    gone = next((alarm for rule in automatic.rules for alarm, there in rule.alarms if not there), "")
    return (f"the alarm {gone} is not there", AGAIN) if gone else None
