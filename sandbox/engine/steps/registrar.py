"""Takes the program's registrations: finds the old state of each, lets the planner decide, has the step carried out."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Never

from sandbox.engine.provider import Diff, Provider, ProviderError
from sandbox.engine.state.model import Resource, now
from sandbox.engine.state.records import to_record
from sandbox.engine.state.urns import alias_urns, is_provider
from sandbox.engine.steps.executor import PROTECTED_REPLACE, Executor
from sandbox.engine.steps.goal import Goal
from sandbox.engine.steps.importing import import_resource
from sandbox.engine.steps.planning import decide, effective_diff
from sandbox.engine.steps.replacement import delete_for_replacement
from sandbox.engine.steps.reporting import Op, Step
from sandbox.engine.steps.scope import Scope
from sandbox.engine.values.model import Properties, annotate, comparable, mask, plain, with_secrets
from sandbox.engine.values.paths import diff_paths, restore

SEED_BYTES = 8


@dataclass(frozen=True, slots=True)
class Registered:
    """The state that answers a registration; `skipped` when the scope left a new resource out."""

    resource: Resource
    skipped: bool = False


class Registrar:
    """One per operation; every method may run in many threads at once."""

    def __init__(self, executor: Executor, scope: Scope, forced: frozenset[str]) -> None:
        self.executor, self._scope, self._forced = executor, scope, forced
        self.snapshot, self.reporter = executor.snapshot, executor.reporter
        self._lock = threading.Lock()
        self._claimed: set[str] = set()
        self._skipped: set[str] = set()

    def register(self, goal: Goal) -> Registered:
        self.executor.control.require_running()
        self.claim(goal.urn)
        with ExitStack() as held:
            self.executor.locks.hold(goal.urn, held)
            return self._register(goal, self._find(goal, held))

    def _register(self, goal: Goal, old: Resource | None) -> Registered:
        if is_provider(goal.type):
            return Registered(self.executor.providers.register(goal.state(), old))
        if not goal.custom:
            return Registered(self._component(goal, old))
        try:
            reference, provider = self.executor.providers.resolve(goal.type, goal.provider, goal.version)
            return self._custom(replace(goal, provider=reference), old, provider)
        except ProviderError as error:
            step = Step(Op.UPDATE if old else Op.CREATE, goal.urn, old, goal.state())
            raise self.executor.fail(step, str(error)) from error

    def claim(self, urn: str) -> None:
        """Each URN is registered once."""
        with self._lock:
            fresh = urn not in self._claimed
            self._claimed.add(urn)
        if not fresh:
            message = f"Duplicate resource URN '{urn}'; try giving it a unique name"
            raise self.executor.fail(Step(Op.CREATE, urn, None, None), message)

    def _find(self, goal: Goal, held: ExitStack) -> Resource | None:
        """The old state under today's URN or an alias of it; an alias is renamed everywhere."""
        if (old := self.snapshot.previous(goal.urn)) is not None:
            return old
        former_parent = self.snapshot.former_urn(goal.parent) if goal.parent else ""
        if not goal.aliases and not former_parent:
            return None
        for alias in alias_urns(goal.urn, goal.parent, goal.aliases, former_parent):
            if self.snapshot.previous(alias) is None or not self._claimed_now(alias):
                continue
            self.executor.locks.hold(alias, held)
            return self.snapshot.rename(alias, goal.urn)
        return None

    def _claimed_now(self, alias: str) -> bool:
        """Whether this call was the first to claim an old name."""
        with self._lock:
            fresh = alias not in self._claimed
            self._claimed.add(alias)
        return fresh

    # components
    def _component(self, goal: Goal, old: Resource | None) -> Resource:
        paths = diff_paths(comparable(old.inputs), comparable(goal.inputs)) if old else {}
        new = replace(goal.state(), property_dependencies={}, provider="")
        if old is None:
            new = replace(new, created=now(), modified=now())
        else:
            new = _continued(new, old, modified=now() if paths else old.modified)
            if not paths:
                return self.executor.same(new, old, changed=_differ(new, old))
        step = Step(Op.UPDATE if old else Op.CREATE, new.urn, old, new, Diff(bool(paths), detailed=paths))
        self.reporter.begin(step)
        self.snapshot.settle(new, old)
        self.executor.commit()
        self.reporter.end(step)
        return new

    def set_outputs(self, urn: str, outputs: Properties) -> None:
        """`register_outputs` of a component (the stack's are its exports)."""
        resource = self.snapshot.settled(urn)
        if resource is None:
            raise ProviderError(f"outputs for a resource that was not registered: {urn}")
        old = resource
        if comparable(old.outputs) != comparable(outputs) or mask(old.outputs) != mask(outputs):
            resource = replace(old, outputs=outputs)
            self.snapshot.settle(resource)
            self.executor.commit()
        self.reporter.end(Step(Op.SAME, urn, old, resource), count=False)

    # custom resources
    def _custom(self, goal: Goal, old: Resource | None, provider: Provider) -> Registered:
        if not self._scope.covers(goal.state()):
            return self._out_of_scope(goal, old)
        self._require_not_skipped(goal)
        if old is not None and not old.pending_replacement:
            goal = replace(goal, inputs=restore(goal.inputs, old.inputs, goal.ignore_changes))
        raw = goal.inputs
        goal = replace(goal, inputs=self._checked(goal, old, provider))
        if goal.import_id and (old is None or old.id != goal.import_id):
            return Registered(import_resource(self.executor, goal.state(), goal.import_id, provider, old))
        if old is None:
            return Registered(self.executor.create(goal.state(), provider))
        if old.pending_replacement or old.external:
            return Registered(self.executor.create(goal.state(), provider, replaced=old, diff=_RENEWED, gone=True))
        return Registered(self._existing(goal, raw, old, provider))

    def _existing(self, goal: Goal, raw: Properties, old: Resource, provider: Provider) -> Resource:
        was, is_ = plain(old.inputs), plain(old.outputs)
        diff = provider.diff(goal.urn, goal.type, old.id, was, is_, plain(goal.inputs))
        diff = effective_diff(diff, old, goal, goal.provider, forced=goal.urn in self._forced)
        match decide(diff):
            case Op.SAME:
                new = _continued(goal.state(), old, modified=old.modified)
                return self.executor.same(new, old, changed=_differ(new, old))
            case Op.UPDATE:
                return self.executor.update(goal.state(), old, provider, diff)
            case _:
                return self._replace(goal, raw, old, provider, diff)

    def _replace(self, goal: Goal, raw: Properties, old: Resource, provider: Provider, diff: Diff) -> Resource:
        if old.protect:
            step = Step(Op.REPLACE, goal.urn, old, goal.state(), diff)
            raise self.executor.fail(step, PROTECTED_REPLACE.format(urn=goal.urn))
        # Checked again without the old inputs: an automatic name would be kept otherwise, and collide.
        goal = replace(goal, inputs=self._checked(replace(goal, inputs=raw), None, provider))
        delete_first = goal.delete_before_replace
        if delete_first is None:  # the name decides: an automatic one is new by now, an explicit one would collide
            was, is_ = plain(old.inputs), plain(old.outputs)
            again = provider.diff(goal.urn, goal.type, old.id, was, is_, plain(goal.inputs))
            delete_first = again.delete_before_replace
        if delete_first:
            left = delete_for_replacement(self.executor, old)
            return self.executor.create(goal.state(), provider, replaced=left, diff=diff, gone=True)
        return self.executor.create(goal.state(), provider, replaced=old, diff=diff)

    def _checked(self, goal: Goal, old: Resource | None, provider: Provider) -> Properties:
        olds = plain(old.inputs) if old is not None and not old.pending_replacement and not old.external else None
        seed = secrets.token_hex(SEED_BYTES)
        checked, failures = provider.check(goal.urn, goal.type, olds, plain(goal.inputs), seed)
        if failures:
            self._fail_check(goal, old, failures)
        return annotate_inputs(checked, goal.inputs)

    def _fail_check(self, goal: Goal, old: Resource | None, failures: list[tuple[str, str]]) -> Never:
        name = goal.urn.split("::", 3)[3]
        messages = [
            f"{goal.type} resource '{name}' has a problem: {goal.urn}: property '{path}': {why}"
            for path, why in failures
        ]
        for message in messages[:-1]:
            self.reporter.say("error", message, goal.urn)
        step = Step(Op.UPDATE if old else Op.CREATE, goal.urn, old, goal.state())
        raise self.executor.fail(step, messages[-1])

    # scope
    def _out_of_scope(self, goal: Goal, old: Resource | None) -> Registered:
        if old is not None:
            return Registered(self.executor.same(old, old, changed=False))
        with self._lock:
            self._skipped.add(goal.urn)
        return Registered(goal.state(), skipped=True)

    def _require_not_skipped(self, goal: Goal) -> None:
        with self._lock:
            missing = [urn for urn in goal.state().references() if urn in self._skipped]
        if missing:
            step = Step(Op.CREATE, goal.urn, None, goal.state())
            message = f"Resource '{goal.urn}' depends on '{missing[0]}' which was not specified in --target list."
            raise self.executor.fail(step, message)


_RENEWED = Diff(changes=True, replaces=("id",))


def annotate_inputs(checked: Properties, inputs: Mapping[str, object]) -> Properties:
    """A provider's checked inputs with the secrets of the program's inputs put back."""
    annotated: Properties = annotate(checked, dict(inputs))
    return annotated


def _continued(new: Resource, old: Resource, *, modified: str) -> Resource:
    """The goal with what an unchanged resource keeps."""
    return replace(
        new,
        id=old.id,
        outputs=with_secrets(annotate(old.outputs, new.inputs), new.additional_secret_outputs),
        created=old.created,
        modified=modified,
        import_id=old.import_id,
        aliases=old.aliases,
        extra=old.extra,
    )


def _differ(new: Resource, old: Resource) -> bool:
    """Whether the state must be written although the cloud need not be touched."""
    return to_record(new, None) != to_record(old, None)
