"""Taking over what exists: the `import` option of a resource, and `pulumi import`."""

from __future__ import annotations

from dataclasses import replace

from sandbox.engine.ports import Stack
from sandbox.engine.provider import Properties, Provider, ProviderError
from sandbox.engine.state.model import Operation, Pending, Resource, now
from sandbox.engine.state.urns import STACK_TYPE, make_urn
from sandbox.engine.steps.executor import Executor
from sandbox.engine.steps.options import ImportSpec
from sandbox.engine.steps.reporting import Op, Step
from sandbox.engine.values.model import comparable
from sandbox.engine.values.paths import diff_paths


def import_resource(
    executor: Executor, goal: Resource, import_id: str, provider: Provider, old: Resource | None
) -> Resource:
    """Adopt the existing resource `import_id` as `goal`; its inputs must say what is there already."""
    step = Step(Op.IMPORT, goal.urn, old, goal)
    executor.reporter.begin(step)
    inputs, outputs = _read(executor, step, provider, import_id)
    there = comparable({key: inputs.get(key) for key in goal.inputs})
    if differing := sorted(diff_paths(there, comparable(goal.inputs))):
        message = f"inputs to import do not match the existing resource: {', '.join(differing)}"
        raise executor.fail(step, message)
    return _adopt(executor, replace(goal, outputs={**goal.inputs, **outputs}), import_id, old)


def _read(executor: Executor, step: Step, provider: Provider, import_id: str) -> tuple[Properties, Properties]:
    assert step.new is not None
    pending = Operation(Pending.IMPORTING, step.new)
    executor.snapshot.begin(pending)
    try:
        found, inputs, outputs = executor.call(provider.read, step.urn, step.new.type, import_id, {}, {})
    except ProviderError as error:
        raise executor.fail(step, str(error)) from error
    finally:
        executor.snapshot.end(pending)
    if found is None:
        raise executor.fail(step, f"resource '{import_id}' does not exist")
    return inputs, outputs


def _adopt(executor: Executor, goal: Resource, import_id: str, old: Resource | None) -> Resource:
    taken = replace(goal, id=import_id, import_id=import_id, created=now(), modified=now())
    taken = executor.with_outputs(taken, taken.outputs)
    same_thing = old is None or old.id == import_id
    executor.snapshot.settle(taken, old if same_thing else None, condemned=None if same_thing else old)
    executor.commit()
    executor.reporter.end(Step(Op.IMPORT, taken.urn, old, taken))
    return taken


def import_all(executor: Executor, stack: Stack, specs: tuple[ImportSpec, ...]) -> None:
    """`pulumi import`: adopt each resource with the inputs that its provider reports."""
    root = _root(executor, stack)
    for spec in specs:
        parent = spec.parent or root
        urn = make_urn(stack.name, stack.project, parent, spec.type, spec.name)
        goal = Resource(urn=urn, type=spec.type, custom=not spec.component, parent=parent, protect=spec.protect)
        if executor.snapshot.known(urn) is not None:
            raise executor.fail(Step(Op.IMPORT, urn, None, goal), f"resource '{urn}' already exists in the stack")
        if spec.component:
            executor.snapshot.settle(replace(goal, protect=False, created=now(), modified=now()))
            executor.reporter.end(Step(Op.IMPORT, urn, None, goal))
            continue
        _import_one(executor, goal, spec)


def _import_one(executor: Executor, goal: Resource, spec: ImportSpec) -> None:
    step = Step(Op.IMPORT, goal.urn, None, goal)
    try:
        reference, provider = executor.providers.resolve(spec.type, spec.provider, spec.version)
    except ProviderError as error:
        raise executor.fail(step, str(error)) from error
    step = replace(step, new=replace(goal, provider=reference))
    executor.reporter.begin(step)
    inputs, outputs = _read(executor, step, provider, spec.id)
    assert step.new is not None
    _adopt(executor, replace(step.new, inputs=inputs, outputs=outputs), spec.id, None)


def _root(executor: Executor, stack: Stack) -> str:
    """The stack resource, made when no program has run yet."""
    urn = make_urn(stack.name, stack.project, "", STACK_TYPE, f"{stack.project}-{stack.name}")
    if executor.snapshot.known(urn) is None:
        executor.snapshot.settle(Resource(urn=urn, type=STACK_TYPE, custom=False, created=now(), modified=now()))
    return urn
