"""The parts of one operation, put together: state, journal, providers, executor, registrar."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.engine.ports import Stack
from sandbox.engine.protocol.events import Events
from sandbox.engine.state.checkpoint import Serializer, load_checkpoint
from sandbox.engine.state.model import Deployment
from sandbox.engine.state.saving import GroupCommit
from sandbox.engine.state.snapshot import Snapshot
from sandbox.engine.steps.control import Control, Stopped
from sandbox.engine.steps.executor import Executor
from sandbox.engine.steps.options import Options
from sandbox.engine.steps.provider_set import ProviderSet
from sandbox.engine.steps.registrar import Registrar
from sandbox.engine.steps.reporting import Reporter
from sandbox.engine.steps.scope import Scope
from sandbox.engine.values.crypter import Crypter
from spec.errors import CiviclineError


class StateWriter:
    """Saves the snapshot when asked; a save that fails stops the operation, once and with one message."""

    def __init__(
        self, stack: Stack, snapshot: Snapshot, serializer: Serializer, reporter: Reporter, control: Control
    ) -> None:
        self._stack, self._snapshot, self._serializer = stack, snapshot, serializer
        self._reporter, self._control = reporter, control
        self._group = GroupCommit(self._write)
        self._broken = False

    def commit(self) -> None:
        """Return when the state is on disk; raises Stopped when it cannot be."""
        try:
            self._group.commit()
        except (OSError, CiviclineError) as error:
            self._control.failed, self._control.keep_going = True, False
            if not self._broken:
                self._broken = True
                message = f"the state of stack '{self._stack.name}' cannot be saved: {error}"
                self._reporter.say("error", f"{message}\n  try: make room on the disk, then run the same command again")
            raise Stopped from error

    def _write(self) -> None:
        self._stack.write(self._serializer.checkpoint(self._snapshot.deployment()))


@dataclass(frozen=True, slots=True)
class Assembly:
    """Shared by all threads of one operation."""

    stack: Stack
    options: Options
    loaded: Deployment
    control: Control
    reporter: Reporter
    snapshot: Snapshot
    writer: StateWriter
    scope: Scope
    executor: Executor
    registrar: Registrar

    def save(self) -> None:
        """The last save; a state that nobody has changed is left as it is."""
        now = self.snapshot.deployment()
        if set(now.resources) != set(self.loaded.resources) or set(now.pending) != set(self.loaded.pending):
            self.writer.commit()


def assemble(stack: Stack, options: Options, events: Events) -> Assembly:
    """Load the state and build the rest around it; raises UsageError for a state that cannot be read."""
    crypter = Crypter(stack.secrets)
    loaded = load_checkpoint(stack.read(), crypter, stack.where)
    control = Control(keep_going=options.continue_on_error)
    reporter = Reporter(events, options.write, preview=options.preview)
    snapshot, scope = Snapshot(loaded), Scope(options)
    serializer = Serializer(stack.name, stack.project, crypter)
    writer = StateWriter(stack, snapshot, serializer, reporter, control)
    commit = _no_commit if options.preview else writer.commit
    providers = ProviderSet(stack, options.factory, snapshot, reporter, commit, preview=options.preview)
    executor = Executor(
        snapshot, providers, reporter, control, commit, parallel=options.parallel, preview=options.preview
    )
    registrar = Registrar(executor, scope, options.replace)
    return Assembly(stack, options, loaded, control, reporter, snapshot, writer, scope, executor, registrar)


def _no_commit() -> None:
    """A preview changes nothing on disk."""
