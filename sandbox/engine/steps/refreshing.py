"""Reading every resource back and taking into the state what the cloud says now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sandbox.engine.provider import Diff, Properties, ProviderError
from sandbox.engine.state.model import Resource, now
from sandbox.engine.state.urns import REFERENCE_TYPE, is_provider
from sandbox.engine.steps.control import Stopped
from sandbox.engine.steps.executor import Executor
from sandbox.engine.steps.reporting import Op, Step
from sandbox.engine.steps.scope import Scope
from sandbox.engine.values.model import annotate, comparable, plain, with_secrets
from sandbox.engine.values.paths import diff_paths


def refresh(executor: Executor, scope: Scope, *, parallel: int) -> None:
    """Refresh what the scope covers; resources that have gone leave the state, with all references to them."""
    covered = [resource for resource in executor.snapshot.unsettled() if scope.covers(resource)]
    wanted = [resource for resource in covered if _can_be_read(resource)]
    for resource in covered:
        if not _can_be_read(resource) and not resource.delete and not resource.pending_replacement:
            executor.reporter.begin(Step(Op.REFRESH, resource.urn, resource, resource))
            executor.reporter.end(Step(Op.SAME, resource.urn, resource, resource))
    with ThreadPoolExecutor(min(32, max(1, parallel)), "refresh") as pool:
        read = list(pool.map(lambda resource: _read(executor, resource), wanted))
    for resource, found in zip(wanted, read, strict=True):
        _take(executor, resource, found)
    executor.commit()


def _can_be_read(resource: Resource) -> bool:
    if not resource.custom or resource.pending_replacement or resource.type == REFERENCE_TYPE:
        return False
    return not is_provider(resource.type) and not resource.delete


Found = tuple[str | None, Properties, Properties] | None
"""Id, inputs and outputs as read (id None: gone), or None where reading failed or was stopped."""


def _read(executor: Executor, resource: Resource) -> Found:
    step = Step(Op.REFRESH, resource.urn, resource, resource)
    try:
        _, provider = executor.providers.resolve(resource.type, resource.provider)
        executor.reporter.begin(step)
        inputs, outputs = plain(resource.inputs), plain(resource.outputs)
        return executor.call(provider.read, resource.urn, resource.type, resource.id, inputs, outputs)
    except ProviderError as error:
        executor.fail(step, str(error))
        return None
    except Stopped:
        return None


def _take(executor: Executor, resource: Resource, found: Found) -> None:
    if found is None:
        return
    id_, inputs, outputs = found
    if id_ is None:
        executor.reporter.end(Step(Op.DELETE, resource.urn, resource, None))
        executor.snapshot.forget_reference(_current(executor, resource))
        return
    current = _current(executor, resource)
    fresh = refreshed(current, id_, inputs, outputs)
    changed = diff_paths(comparable(current.outputs), comparable(fresh.outputs))
    if changed or fresh.init_errors != current.init_errors:
        executor.snapshot.revise(current, fresh)
    op = Op.UPDATE if changed else Op.SAME
    executor.reporter.end(Step(op, resource.urn, current, fresh, Diff(bool(changed), detailed=changed)))


def _current(executor: Executor, resource: Resource) -> Resource:
    """The record of the resource now; another one's disappearance may have changed its references."""
    current = executor.snapshot.previous(resource.urn)
    assert current is not None
    return current


def refreshed(resource: Resource, id_: str, inputs: Properties, outputs: Properties) -> Resource:
    """The state with what a provider has read; what was secret stays so."""
    ours = annotate(inputs, resource.inputs) if not resource.external else resource.inputs
    shown = annotate(annotate(outputs, ours), resource.outputs)
    shown = with_secrets(shown, resource.additional_secret_outputs)
    return replace(resource, id=id_, inputs=ours, outputs=shown, init_errors=(), modified=now())
