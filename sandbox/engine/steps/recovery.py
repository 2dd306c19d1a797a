"""Settling what a killed run left in the journal, before anything new is planned.

A create is asked for again under the token it had: the provider answers with what exists, or that nothing does. Updates
and deletions may or may not have happened, so their resource is read. After that the state says what is there, and
planning goes on from the truth.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sandbox.engine.provider import ProviderError
from sandbox.engine.state.model import Operation, Pending, Resource
from sandbox.engine.steps.control import Stopped
from sandbox.engine.steps.executor import Executor, create_token
from sandbox.engine.steps.refreshing import refreshed
from sandbox.engine.values.model import plain


def recover(executor: Executor, *, parallel: int) -> None:
    """Settle every pending operation; one that cannot be settled (the cloud does not answer) stays for next time."""
    todo = executor.snapshot.pending()
    if not todo:
        return
    if executor.preview:
        _announce(executor, todo)
        return
    with ThreadPoolExecutor(min(32, max(1, parallel)), "recover") as pool:
        list(pool.map(lambda operation: _settle(executor, operation), todo))
    executor.commit()


def _announce(executor: Executor, todo: list[Operation]) -> None:
    for operation in todo:
        message = f"interrupted while {operation.kind}; the next update settles it"
        executor.reporter.say("warning", message, operation.resource.urn)


def _settle(executor: Executor, operation: Operation) -> None:
    resource = operation.resource
    try:
        match operation.kind:
            case Pending.CREATING:
                _settle_create(executor, resource, operation)
            case Pending.UPDATING | Pending.DELETING:
                _settle_change(executor, resource, operation)
            case Pending.READING | Pending.IMPORTING:
                executor.snapshot.end(operation)
    except ProviderError as error:
        message = f"an interrupted step ({operation.kind}) could not be settled: {error}"
        executor.control.failed = True
        executor.reporter.say("error", message, resource.urn)
    except Stopped:
        return


def _settle_create(executor: Executor, goal: Resource, operation: Operation) -> None:
    _, provider = executor.providers.resolve(goal.type, goal.provider)
    found, outputs = executor.call(provider.recover, goal.urn, goal.type, plain(goal.inputs), create_token(goal))
    if not found:
        executor.snapshot.end(operation)
        return
    executor.reporter.say("info", f"found {found}, made by an interrupted run", goal.urn)
    made = executor.with_outputs(replace(goal, id=found), outputs or {})
    old = executor.snapshot.previous(goal.urn)
    if old is not None and old.id == found and not old.pending_replacement:
        executor.snapshot.end(operation)  # known already
        return
    executor.snapshot.adopt(made, old, operation)


def _settle_change(executor: Executor, resource: Resource, operation: Operation) -> None:
    """Read a resource whose update or deletion was under way; the journal's record names it by URN and id."""
    current = _still_there(executor, resource)
    if current is None:
        executor.snapshot.end(operation)
        return
    _, provider = executor.providers.resolve(current.type, current.provider)
    inputs, outputs = plain(current.inputs), plain(current.outputs)
    found, inputs, outputs = executor.call(provider.read, current.urn, current.type, current.id, inputs, outputs)
    if found is not None:
        executor.snapshot.revise(current, refreshed(current, found, inputs, outputs), operation)
    elif current.delete:
        executor.snapshot.drop(current, operation)
    else:  # others may still refer to it: it stays as deleted until it is made anew or they go too
        executor.snapshot.revise(current, replace(current, pending_replacement=True), operation)


def _still_there(executor: Executor, resource: Resource) -> Resource | None:
    for known in executor.snapshot.unsettled():
        if known.urn == resource.urn and known.id == resource.id and not known.pending_replacement:
            return known
    return None
