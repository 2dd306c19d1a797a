"""Inputs of a resource after a read: what somebody changed in the cloud, nothing that the service only filled in."""

from __future__ import annotations

from sandbox.engine.provider import Properties


def drifted(inputs: Properties, before: Properties, seen: Properties) -> Properties:
    """`inputs` with every value that differs between the outputs of the last read and those of this one.

    A property that is gone from the outputs leaves the inputs, too: the next diff then adds it again.
    """
    if not before:
        return {name: seen.get(name, value) for name, value in inputs.items()}
    changed = {name for name in inputs if before.get(name) != seen.get(name)}
    kept = {name: value for name, value in inputs.items() if name not in changed}
    return {**kept, **{name: seen[name] for name in inputs if name in changed and name in seen}}
