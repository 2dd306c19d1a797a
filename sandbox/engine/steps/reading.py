"""Resources that are only read: `Resource.get`, and `StackReference`."""

from __future__ import annotations

from dataclasses import replace

from sandbox.engine.ports import Stack
from sandbox.engine.provider import Properties, ProviderError
from sandbox.engine.state.checkpoint import load_checkpoint
from sandbox.engine.state.model import Resource
from sandbox.engine.state.urns import REFERENCE_TYPE, STACK_TYPE
from sandbox.engine.steps.goal import Goal
from sandbox.engine.steps.registrar import Registrar
from sandbox.engine.steps.reporting import Op, Step
from sandbox.engine.values.crypter import Crypter
from sandbox.engine.values.model import has_secret, has_unknown, plain


def read_resource(registrar: Registrar, stack: Stack, goal: Goal, id_: str) -> Resource:
    """Settle `goal` as an external resource with the outputs it has now."""
    executor = registrar.executor
    executor.control.require_running()
    registrar.claim(goal.urn)
    old = executor.snapshot.previous(goal.urn)
    step = Step(Op.READ, goal.urn, old, replace(goal.state(), id=id_, external=True))
    executor.reporter.begin(step)
    try:
        found = _read(registrar, stack, goal, id_)
    except ProviderError as error:
        raise executor.fail(step, str(error)) from error
    if old is not None and not old.external:  # it becomes somebody else's: forgotten here, not deleted there
        executor.snapshot.drop(old)
        old = None
    executor.snapshot.settle(found, old)
    executor.commit()
    executor.reporter.end(replace(step, new=found))
    return found


def _read(registrar: Registrar, stack: Stack, goal: Goal, id_: str) -> Resource:
    executor = registrar.executor
    if goal.type == REFERENCE_TYPE:
        name = str(plain(goal.inputs).get("name") or id_)
        return replace(goal.state(), id=id_, external=True, outputs=reference_outputs(stack, name))
    reference, provider = executor.providers.resolve(goal.type, goal.provider, goal.version)
    state = replace(goal.state(), id=id_, external=True, provider=reference)
    if has_unknown(id_):
        return executor.with_outputs(replace(state, id=""), provider.preview(goal.type, plain(goal.inputs)))
    there, _, outputs = executor.call(provider.read, goal.urn, goal.type, id_, plain(goal.inputs), {})
    if there is None:
        raise ProviderError(f"resource '{id_}' does not exist")
    return executor.with_outputs(replace(state, id=there), outputs)


def reference_outputs(stack: Stack, name: str) -> Properties:
    """The outputs of a `StackReference` to the stack `name`."""
    other = stack.sibling(name)
    loaded = load_checkpoint(other.read(), Crypter(other.secrets), other.where)
    root = next((resource for resource in loaded.resources if resource.type == STACK_TYPE), None)
    outputs = root.outputs if root else {}
    names = [key for key, value in outputs.items() if has_secret(value)]
    return {"name": name, "outputs": outputs, "secretOutputNames": names}
