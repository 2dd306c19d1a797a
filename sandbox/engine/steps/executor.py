"""Carries single steps out: journal, provider call, state, events; in a preview everything but the first two.

The journal comes first: before a provider may change anything, a pending operation that says so is on disk. After a
kill at any moment the next run therefore knows what may have happened (`recovery`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import ParamSpec, TypeVar

from sandbox.engine.provider import NO_DIFF, Diff, Properties, Provider, ProviderError
from sandbox.engine.state.model import Operation, Pending, Resource, now
from sandbox.engine.state.snapshot import Snapshot
from sandbox.engine.state.urns import is_provider
from sandbox.engine.steps.control import Control, Stopped
from sandbox.engine.steps.holding import UrnLocks
from sandbox.engine.steps.provider_set import ProviderSet
from sandbox.engine.steps.reporting import Op, Reporter, Step
from sandbox.engine.values.model import annotate, plain, with_secrets

P = ParamSpec("P")
T = TypeVar("T")
PROTECTED_DELETE = (
    'resource "{urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the '
    "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n"
    "`pulumi state unprotect '{urn}'`"
)
PROTECTED_REPLACE = (
    'unable to replace resource "{urn}"\nas part of a replacement because it is protected. To unprotect the resource, '
    "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
)


def create_token(resource: Resource) -> str:
    """The same for every repetition of one create, different for the next one."""
    return f"{resource.urn}|{resource.created}"


class Executor:
    """`parallel` bounds the provider calls under way at once, whoever makes them."""

    def __init__(
        self,
        snapshot: Snapshot,
        providers: ProviderSet,
        reporter: Reporter,
        control: Control,
        commit: Callable[[], None],
        *,
        parallel: int,
        preview: bool,
    ) -> None:
        self.snapshot, self.providers, self.reporter, self.control = snapshot, providers, reporter, control
        self.commit, self.preview = commit, preview
        self.locks = UrnLocks()
        self._slots = threading.Semaphore(max(1, parallel))

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One provider call within the bound, unless the operation has been stopped while it waited.

        raises   ProviderError, also for a defect of the provider: nobody knows then whether the step took effect
        """
        with self._slots:
            self.control.require_running()
            try:
                return function(*args, **kwargs)
            except ProviderError:
                raise
            except Exception as error:
                raise ProviderError(f"{type(error).__name__}: {error}", uncertain=True) from error

    def fail(self, step: Step, message: str) -> Stopped:
        """Report a failed step; the caller raises what this returns."""
        self.control.failed = True
        self.reporter.say("error", message, step.urn)
        if step.old or step.new:
            self.reporter.failed(step)
        return Stopped(message)

    # steps
    def same(self, new: Resource, old: Resource, *, changed: bool) -> Resource:
        """Keep it; `changed` when the program changed what only the state holds (dependencies, options)."""
        step = Step(Op.SAME, new.urn, old, new)
        self.reporter.begin(step)
        self.snapshot.settle(new if changed else old, old)
        if changed:
            self.commit()
        self.reporter.end(step)
        return new if changed else old

    def create(
        self,
        goal: Resource,
        provider: Provider,
        *,
        replaced: Resource | None = None,
        diff: Diff = NO_DIFF,
        gone: bool = False,
    ) -> Resource:
        """Make it; `replaced` is what it takes the place of (`gone`: deleted already)."""
        goal = replace(goal, created=now(), modified=now())
        op = Op.CREATE if replaced is None else Op.CREATE_REPLACEMENT
        step = Step(op, goal.urn, replaced, goal, diff)
        self.reporter.begin(step)
        old, condemned = (replaced, None) if gone else (None, replaced)
        if self.preview:
            made = self._with_outputs(goal, provider.preview(goal.type, plain(goal.inputs)))
            self.snapshot.settle(made, old, condemned=condemned)
        else:
            made = self._create(goal, provider, step, old, condemned)
        self.reporter.end(replace(step, new=made))
        if replaced is not None:
            logical = replace(step, op=Op.REPLACE, new=made)
            self.reporter.begin(logical)
            self.reporter.end(logical)
        return made

    def _create(
        self, goal: Resource, provider: Provider, step: Step, old: Resource | None, condemned: Resource | None
    ) -> Resource:
        pending = self._journal(Pending.CREATING, goal)
        try:
            id_, outputs = self.call(provider.create, goal.urn, goal.type, plain(goal.inputs), create_token(goal))
        except ProviderError as error:
            if error.id:  # half made: it is ours, and the next run must know it
                half = replace(goal, id=error.id, init_errors=(str(error),))
                half = self._with_outputs(half, error.outputs)
                self.snapshot.settle(half, old, condemned=condemned, ended=pending)
                self.commit()
                raise self.fail(replace(step, new=half), str(error)) from error
            raise self._refused(step, error, pending) from error
        except Stopped:
            self._close(pending)
            raise
        made = self._with_outputs(replace(goal, id=id_), outputs)
        self.snapshot.settle(made, old, condemned=condemned, ended=pending)
        self.commit()
        return made

    def update(self, goal: Resource, old: Resource, provider: Provider, diff: Diff) -> Resource:
        goal = replace(
            goal, id=old.id, created=old.created, modified=now(), import_id=old.import_id, aliases=old.aliases
        )
        step = Step(Op.UPDATE, goal.urn, old, goal, diff)
        self.reporter.begin(step)
        if self.preview:
            expected = provider.preview(goal.type, plain(goal.inputs), plain(old.outputs))
            made = self._with_outputs(goal, expected)
            self.snapshot.settle(made, old)
        else:
            made = self._update(goal, old, provider, step)
        self.reporter.end(replace(step, new=made))
        return made

    def _update(self, goal: Resource, old: Resource, provider: Provider, step: Step) -> Resource:
        pending = self._journal(Pending.UPDATING, old)
        was, is_, wanted = plain(old.inputs), plain(old.outputs), plain(goal.inputs)
        try:
            outputs = self.call(provider.update, goal.urn, goal.type, old.id, was, is_, wanted)
        except ProviderError as error:
            raise self._refused(step, error, pending) from error
        except Stopped:
            self._close(pending)
            raise
        made = self._with_outputs(goal, outputs)
        self.snapshot.settle(made, old, ended=pending)
        self.commit()
        return made

    def delete(self, old: Resource, op: Op, *, condemned: Collection[str] = (), keep_pending: bool = False) -> None:
        """Remove it from the cloud and from the state.

        condemned     URNs that this run deletes too; what is `deleted_with` one of them goes by itself
        keep_pending  it will be made anew at once: the state remembers it as deleted until then
        """
        self.control.require_running()
        step = Step(op, old.urn, old, None)
        if old.protect and op is not Op.REMOVE_PENDING:
            raise self.fail(step, PROTECTED_DELETE.format(urn=old.urn))
        self.reporter.begin(step)
        pending = None
        if not self.preview and self._must_call(old, condemned):
            pending = self._delete(old, step)
        if keep_pending:
            self.snapshot.revise(old, replace(old, pending_replacement=True), pending)
        else:
            self.snapshot.drop(old, pending)
        self.commit()
        self.reporter.end(step)

    def _delete(self, old: Resource, step: Step) -> Operation:
        pending = self._journal(Pending.DELETING, old)
        try:
            _, provider = self.providers.resolve(old.type, old.provider)
            self.call(provider.delete, old.urn, old.type, old.id, plain(old.inputs), plain(old.outputs))
        except ProviderError as error:
            raise self._refused(step, error, pending) from error
        except Stopped:
            self._close(pending)
            raise
        return pending

    @staticmethod
    def _must_call(old: Resource, condemned: Collection[str]) -> bool:
        if not old.custom or old.external or old.pending_replacement or is_provider(old.type):
            return False
        return not old.retain_on_delete and old.deleted_with not in condemned

    # parts of steps
    def _journal(self, kind: Pending, resource: Resource) -> Operation:
        pending = Operation(kind, resource)
        self.snapshot.begin(pending)
        try:
            self.commit()
        except BaseException:
            self.snapshot.end(pending)  # it is not on disk, so the step does not happen
            raise
        return pending

    def _close(self, pending: Operation) -> None:
        self.snapshot.end(pending)
        self.commit()

    def _refused(self, step: Step, error: ProviderError, pending: Operation) -> Stopped:
        if not error.uncertain:
            self._close(pending)
        return self.fail(step, str(error))

    @staticmethod
    def _with_outputs(resource: Resource, outputs: Properties) -> Resource:
        annotated = annotate(outputs, resource.inputs)
        return replace(resource, outputs=with_secrets(annotated, resource.additional_secret_outputs))

    with_outputs = _with_outputs
