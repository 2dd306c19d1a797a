"""Wire requests -> goals: everything a registration can say, read once, at the edge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pulumi.runtime.proto import resource_pb2

from sandbox.engine.ports import Stack
from sandbox.engine.state.urns import Alias, make_urn
from sandbox.engine.steps.goal import Goal
from sandbox.engine.values.hashes import content_hash
from sandbox.engine.values.model import Properties, ingress
from sandbox.engine.values.wire import from_struct

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_DURATION = re.compile(r"([0-9.]+)(h|ms|us|µs|ns|m|s)")


class Refused(Exception):  # noqa: N818 - an answer, reported as the program's error
    """The program asks for something that this engine does not do."""


def incoming(struct: Any, stack: Stack, *, keep_references: bool = False) -> Properties:
    value: Properties = ingress(
        from_struct(struct), hasher=content_hash, base=stack.base, keep_references=keep_references
    )
    return value


def registration(request: resource_pb2.RegisterResourceRequest, stack: Stack, version: str) -> Goal:
    """The goal of a `RegisterResource` request; transforms have been applied to it.

    raises   Refused for what only a plugin or a newer engine could do
    """
    _refuse(request)
    timeouts = request.customTimeouts
    return Goal(
        urn=make_urn(stack.name, stack.project, request.parent, request.type, request.name),
        type=request.type,
        custom=request.custom,
        inputs=incoming(request.object, stack, keep_references=not request.custom),
        parent=request.parent,
        provider=request.provider,
        version=version,
        dependencies=tuple(sorted(set(request.dependencies))),
        property_dependencies={
            key: tuple(sorted(set(item.urns)))
            for key, item in sorted(request.propertyDependencies.items())
            if item.urns
        },
        protect=request.protect,
        retain_on_delete=request.retainOnDelete,
        deleted_with=request.deletedWith,
        aliases=tuple(_aliases(request)),
        ignore_changes=tuple(request.ignoreChanges),
        replace_on_changes=tuple(request.replaceOnChanges),
        delete_before_replace=request.deleteBeforeReplace if request.deleteBeforeReplaceDefined else None,
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        import_id=request.importId,
        custom_timeouts=_timeouts({"create": timeouts.create, "update": timeouts.update, "delete": timeouts.delete}),
    )


def read_goal(request: resource_pb2.ReadResourceRequest, stack: Stack, version: str) -> Goal:
    return Goal(
        urn=make_urn(stack.name, stack.project, request.parent, request.type, request.name),
        type=request.type,
        custom=True,
        inputs=incoming(request.properties, stack),
        parent=request.parent,
        provider=request.provider,
        version=version,
        dependencies=tuple(sorted(set(request.dependencies))),
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
    )


def _refuse(request: resource_pb2.RegisterResourceRequest) -> None:
    if request.remote:
        raise Refused(f"remote component {request.type} needs a plugin, and the embedded engine runs none; use Pulumi")
    hooks = request.hooks
    if any(getattr(hooks, field.name) for field in hooks.DESCRIPTOR.fields):
        raise Refused(f"resource hooks of '{request.name}' are not supported by the embedded engine; use Pulumi")
    if request.replace_with or request.HasField("replacement_trigger"):
        raise Refused(
            f"replaceWith and replacementTrigger of '{request.name}' are not supported by the embedded engine"
        )


def _aliases(request: resource_pb2.RegisterResourceRequest) -> Iterable[Alias]:
    for urn in request.aliasURNs:
        yield Alias(urn=urn)
    for alias in request.aliases:
        if alias.WhichOneof("alias") == "urn":
            yield Alias(urn=alias.urn)
            continue
        spec = alias.spec
        yield Alias(
            name=spec.name,
            type=spec.type,
            stack=spec.stack,
            project=spec.project,
            parent=spec.parentUrn,
            no_parent=spec.WhichOneof("parent") == "noParent" and spec.noParent,
        )


def _timeouts(texts: dict[str, str]) -> dict[str, float]:
    return {key: seconds(text) for key, text in texts.items() if text}


def seconds(text: str) -> float:
    """A Go duration ("1h30m", "90s") in seconds, as the checkpoint stores it."""
    parts = _DURATION.findall(text)
    if "".join(number + unit for number, unit in parts) != text:
        raise Refused(f"unable to parse customTimeouts value '{text}': use for instance 90s, 5m or 1h30m")
    return sum(float(number) * _UNITS[unit] for number, unit in parts)
