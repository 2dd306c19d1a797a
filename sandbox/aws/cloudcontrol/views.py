"""A stored resource as a read handler shows it: without write-only properties, with states that change in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sandbox.aws import clock
from sandbox.aws.cloudcontrol import durations
from sandbox.aws.store import Resource
from sandbox.registry import pointers
from sandbox.registry.schema import TypeSchema

# A state property, and its value while the creation is under way.
_STATES: Mapping[str, tuple[str, str]] = {
    "AWS::Connect::Instance": ("InstanceStatus", "CREATION_IN_PROGRESS"),
    "AWS::Connect::TrafficDistributionGroup": ("Status", "CREATION_IN_PROGRESS"),
    "AWS::Connect::Vocabulary": ("State", "CREATION_IN_PROGRESS"),
    "AWS::Cases::Domain": ("DomainStatus", "CreationInProgress"),
    "AWS::Lex::BotAlias": ("BotAliasStatus", "Creating"),
}


def is_ready(resource: Resource) -> bool:
    """Whether the creation has ended."""
    return clock.now() >= resource.created + timedelta(seconds=durations.of(resource.type_name))


def current(resource: Resource) -> dict[str, Any]:
    """The whole model, with its state at this moment."""
    state = _STATES.get(resource.type_name)
    if state is None or is_ready(resource):
        return dict(resource.model)
    name, underway = state
    return {**resource.model, name: underway}


def readable(schema: TypeSchema, resource: Resource) -> dict[str, Any]:
    return pointers.without(current(resource), schema.write_only)
