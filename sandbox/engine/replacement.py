"""Replacing a resource whose provider wants the old one gone first, together with what cannot outlive it."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.engine.executor import Executor
from sandbox.engine.provider import ProviderError
from sandbox.engine.reporting import Op
from sandbox.engine.state import Resource
from sandbox.engine.urns import is_provider
from sandbox.engine.values import UNKNOWN, plain


def delete_for_replacement(executor: Executor, old: Resource) -> Resource:
    """Delete `old` and every dependent that is replaced with it, dependents first; returns what is left of `old`."""
    doomed = [old, *_replaced_with(executor, old)]
    for resource in reversed(doomed):
        executor.delete(resource, Op.DELETE_REPLACED, keep_pending=True)
    left = executor.snapshot.previous(old.urn)
    assert left is not None
    return left


def _replaced_with(executor: Executor, root: Resource) -> Sequence[Resource]:
    """Resources that must be replaced once `root` gets a new identity, in the order of the state.

    Asked as Pulumi asks: would the provider replace the dependent if the properties that refer to `root` were unknown?
    None of them is registered yet in this run, because the program still waits for `root`.
    """
    gone = {root.urn}
    found: list[Resource] = []
    for resource in executor.snapshot.unsettled():
        if resource.delete or resource.pending_replacement or not resource.custom or is_provider(resource.type):
            continue
        touched = [key for key, urns in resource.property_dependencies.items() if not gone.isdisjoint(urns)]
        if touched and _would_replace(executor, resource, touched):
            gone.add(resource.urn)
            found.append(resource)
    return found


def _would_replace(executor: Executor, resource: Resource, touched: Sequence[str]) -> bool:
    inputs, outputs = plain(resource.inputs), plain(resource.outputs)
    try:
        _, provider = executor.providers.resolve(resource.type, resource.provider)
        news = {**inputs, **dict.fromkeys(touched, UNKNOWN)}
        return bool(provider.diff(resource.urn, resource.type, resource.id, inputs, outputs, news).replaces)
    except ProviderError:
        return False  # its own registration will say what is wrong with it
