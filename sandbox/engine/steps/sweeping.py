"""Deleting what is no longer wanted: dependents before what they depend on, independent ones in parallel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from sandbox.engine.state.model import Resource
from sandbox.engine.steps.control import Stopped
from sandbox.engine.steps.executor import Executor
from sandbox.engine.steps.reporting import Op, Step
from sandbox.engine.steps.scope import Scope, left_behind


@dataclass(frozen=True, slots=True)
class DeleteOrder:
    """waits: how many others must go before each; frees: whose count drops when one has gone."""

    waits: dict[Resource, int]
    frees: dict[Resource, list[Resource]]


def delete_order(doomed: Sequence[Resource]) -> DeleteOrder:
    by_urn: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in doomed:
        by_urn[resource.urn].append(resource)
    waits = dict.fromkeys(doomed, 0)
    frees: dict[Resource, list[Resource]] = {resource: [] for resource in doomed}
    for resource in doomed:
        for urn in set(resource.references()) - {resource.urn}:
            for needed in by_urn.get(urn, ()):
                waits[needed] += 1
                frees[resource].append(needed)
    return DeleteOrder(waits, frees)


def sweep(executor: Executor, scope: Scope, *, parallel: int, continue_on_error: bool) -> tuple[Resource, ...]:
    """Delete every resource that this run has not settled; returns those that the scope spared.

    A failed deletion stops the sweep, unless `continue_on_error`: then only what waits for it stays.
    """
    left = executor.snapshot.unsettled()
    doomed = scope.deletable(left, left)
    if scope.limited:
        _refuse_orphans(executor, doomed)
    condemned = frozenset(resource.urn for resource in doomed if not resource.delete)
    order = delete_order(doomed)

    def remove(resource: Resource) -> None:
        op = Op.DELETE_REPLACED if resource.delete else Op.DELETE
        if resource.pending_replacement:
            op = Op.REMOVE_PENDING
        executor.delete(resource, op, condemned=condemned)

    with ThreadPoolExecutor(min(64, 4 * parallel), "sweep") as pool:  # more than may call: their journal is one write
        ready = [resource for resource in reversed(doomed) if not order.waits[resource]]
        running: dict[Future[None], Resource] = {pool.submit(remove, resource): resource for resource in ready}
        while running:
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                resource = running.pop(future)
                if isinstance(future.exception(), Stopped):
                    continue
                future.result()
                if executor.control.cancelled or (executor.control.failed and not continue_on_error):
                    continue
                for needed in order.frees[resource]:
                    order.waits[needed] -= 1
                    if not order.waits[needed]:
                        running[pool.submit(remove, needed)] = needed
    return tuple(resource for resource in left if resource not in order.waits)


def _refuse_orphans(executor: Executor, doomed: Sequence[Resource]) -> None:
    """A target must not go while something that stays needs it."""
    present = executor.snapshot.deployment().resources
    if (found := left_behind(doomed, present)) is not None:
        gone, user = found
        message = (
            f"Cannot delete '{gone}': '{user}' depends on it and is not a target. "
            "Add that one to the targets, or use --target-dependents."
        )
        raise executor.fail(Step(Op.DELETE, gone, None, None), message)
