"""Replacing a resource whose provider wants the old one gone first, together with what cannot outlive it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack

from sandbox.engine.provider import ProviderError
from sandbox.engine.state.model import Resource
from sandbox.engine.state.urns import is_provider
from sandbox.engine.steps.executor import Executor
from sandbox.engine.steps.reporting import Op
from sandbox.engine.values.model import UNKNOWN, plain


def delete_for_replacement(executor: Executor, old: Resource) -> Resource:
    """Delete `old` and every dependent that is replaced with it, dependents first; returns what is left of `old`."""
    with ExitStack() as held:
        doomed = [old, *_replaced_with(executor, old, held)]
        for resource in reversed(doomed):
            executor.delete(resource, Op.DELETE_REPLACED, keep_pending=True)
    left = executor.snapshot.previous(old.urn)
    assert left is not None
    return left


def _replaced_with(executor: Executor, root: Resource, held: ExitStack) -> Sequence[Resource]:
    """Resources that must be replaced once `root` gets a new identity, in the order of the state, their locks held.

    Asked as Pulumi asks: would the provider replace the dependent if the properties that refer to `root` were unknown?
    """
    gone = {root.urn}
    found: list[Resource] = []
    for resource in executor.snapshot.unsettled():
        touched = _touched(resource, gone)
        if not touched:
            continue
        with ExitStack() as trying:
            executor.locks.hold(resource.urn, trying)
            # Registered in the meantime: the program has made it independent of `root`, or it would still wait.
            if executor.snapshot.is_unsettled(resource) and _would_replace(executor, resource, touched):
                gone.add(resource.urn)
                found.append(resource)
                held.push(trying.pop_all())
    return found


def _touched(resource: Resource, gone: AbstractSet[str]) -> Sequence[str]:
    """Properties that refer to what will be gone; none for what is not the provider's to replace."""
    if resource.delete or resource.pending_replacement or resource.external:
        return ()
    if not resource.custom or is_provider(resource.type):
        return ()
    return [key for key, urns in resource.property_dependencies.items() if not gone.isdisjoint(urns)]


def _would_replace(executor: Executor, resource: Resource, touched: Sequence[str]) -> bool:
    inputs, outputs = plain(resource.inputs), plain(resource.outputs)
    try:
        _, provider = executor.providers.resolve(resource.type, resource.provider)
        news = {**inputs, **dict.fromkeys(touched, UNKNOWN)}
        return bool(provider.diff(resource.urn, resource.type, resource.id, inputs, outputs, news).replaces)
    except ProviderError:
        return False  # its own registration will say what is wrong with it
