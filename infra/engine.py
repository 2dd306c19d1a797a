"""Opens a stack through Pulumi's Automation API. Which engine runs it is the caller's choice: see ADR 2.

Nothing here knows the sandbox; the `PulumiCommand`, the place of the state and the environment are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi import automation

from infra import protection
from infra.collecting import seldom
from infra.failures import Reword, as_it_is, explain, remembering
from infra.renames import Key, following, renames

PROJECT = "civicline"
ENDPOINT = "civicline:endpoint"
"""Configuration key that `associations` reads; not imported from there, because that would load Pulumi's providers."""

OnEvent = Callable[[Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineArgs:
    """Everything that differs between two engines, two targets, two machines.

    state     Pulumi backend URL, such as file://... or s3://...
    secrets   secrets provider: passphrase, or awskms://...
    env       environment of the engine: passphrase, region, endpoint; never printed
    reword    says more of a resource's failure, such as the lines of the spec behind it
    """

    stack: str
    program: Callable[[], None]
    command: automation.PulumiCommand
    work_dir: Path
    state: str
    secrets: str = "passphrase"
    env: Mapping[str, str]
    reword: Reword = as_it_is
    parallel: int = 16


@dataclass(frozen=True, slots=True)
class Protected:
    """A resource that `destroy` left: logical name, Pulumi type, URN."""

    name: str
    type: str
    urn: str


class Engine:
    """One stack. Every method raises CiviclineError subclasses only.

    raises   PlanRefusedError   another run holds the stack
             UsageError         the state cannot be read, or is newer than this program
             CloudError         a resource was refused, the network failed, the disk is full
    """

    def __init__(self, args: EngineArgs) -> None:
        self._args = args
        self._renamed: Mapping[Key, str] = {}
        self._raised: list[Exception] = []
        args.work_dir.mkdir(parents=True, exist_ok=True)
        options = automation.LocalWorkspaceOptions(
            work_dir=str(args.work_dir),
            pulumi_command=args.command,
            env_vars=dict(args.env),
            secrets_provider=args.secrets,
            project_settings=automation.ProjectSettings(
                name=PROJECT, runtime="python", backend=automation.ProjectBackend(url=args.state)
            ),
        )
        with explain(args.stack, ()):
            self._stack = automation.create_or_select_stack(
                args.stack,
                project_name=PROJECT,
                program=following(remembering(args.program, self._raised), lambda: self._renamed),
                opts=options,
            )
            self._point(args.env.get("AWS_ENDPOINT_URL"))

    def _point(self, endpoint: str | None) -> None:
        """Tell our own dynamic resources where AWS is; they see the stack's configuration only, not its environment."""
        if endpoint:
            self._stack.set_config(ENDPOINT, automation.ConfigValue(endpoint))

    @contextmanager
    def _explained(self, events: list[Any]) -> Iterator[None]:
        self._raised.clear()
        with explain(self._args.stack, events, self._args.reword, self._raised, lambda: self._going(events)):
            yield

    def _going(self, events: Iterable[Any]) -> tuple[str, ...]:
        """Names of what is protected and was not declared by a run of which these are all the events."""
        declared = {urn for event in events if event.resource_pre_event for urn in _urns(event.resource_pre_event)}
        return tuple(found.name for found in self.protected() if found.urn not in declared)

    def preview(self, *, refresh: bool = False) -> tuple[Any, ...]:
        """Engine events of a preview; nothing changes. The `up` that follows keeps what was only renamed, as shown."""
        self._renamed = {}
        events = self._previewed(refresh=refresh)
        self._renamed = renames(events)
        return self._previewed(refresh=refresh) if self._renamed else events

    def _previewed(self, *, refresh: bool) -> tuple[Any, ...]:
        events: list[Any] = []
        with self._explained(events), seldom():
            self._stack.preview(on_event=events.append, parallel=self._args.parallel, refresh=refresh)
        return tuple(events)

    def up(self, on_event: OnEvent, message: str | None = None) -> tuple[Any, ...]:
        """Make it so. Returns the engine events; `on_event` sees each as it comes.

        message   what the stack's history says of this run
        """
        events: list[Any] = []
        with self._explained(events), seldom():
            self._stack.up(
                on_event=_both(events, on_event),
                parallel=self._args.parallel,
                suppress_outputs=True,
                show_secrets=False,
                message=message,
            )
        return tuple(events)

    def destroy(self, on_event: OnEvent, message: str | None = None) -> tuple[Any, ...]:
        """Delete what is not protected. `message` as for `up`."""
        events: list[Any] = []
        with self._explained(events), seldom():
            self._stack.destroy(
                on_event=_both(events, on_event),
                parallel=self._args.parallel,
                exclude_protected=True,
                show_secrets=False,
                message=message,
            )
        return tuple(events)

    def refresh(self, on_event: OnEvent) -> tuple[Any, ...]:
        """Read every resource back into the state."""
        events: list[Any] = []
        with self._explained(events), seldom():
            self._stack.refresh(on_event=_both(events, on_event), parallel=self._args.parallel, show_secrets=False)
        return tuple(events)

    def outputs(self) -> dict[str, Any]:
        """Outputs of the stack; secret ones are left out."""
        with explain(self._args.stack, ()):
            found = self._stack.outputs()
        return {name: output.value for name, output in found.items() if not output.secret}

    def export(self) -> dict[str, Any]:
        """The state as a version-3 deployment. Secrets in it are in the clear: it is not for show."""
        with explain(self._args.stack, ()):
            return dict(self._stack.export_stack().deployment or {})

    def import_(self, deployment: Mapping[str, Any]) -> None:
        """Replace the state by an exported one."""
        with explain(self._args.stack, ()):
            self._stack.import_stack(automation.Deployment(version=3, deployment=dict(deployment)))

    def cancel(self) -> None:
        """Take the lock of a run that is gone."""
        with explain(self._args.stack, ()):
            self._stack.cancel()

    def protected(self) -> tuple[Protected, ...]:
        """What `destroy` would leave, in state order; a bucket's guards count as the bucket, whose name they bear."""
        found: dict[str, Protected] = {}
        for resource in protection.protected(self.export()):
            name = protection.name_of(resource["urn"])
            found.setdefault(name, Protected(name, resource["type"], resource["urn"]))
        return tuple(found.values())

    def names(self) -> frozenset[str]:
        """Logical names of all that the state holds, protected or not."""
        return frozenset(protection.name_of(resource["urn"]) for resource in self.export().get("resources") or ())

    def holders(self, urns: frozenset[str]) -> dict[str, tuple[str, ...]]:
        """Name of each of these that could not be deleted -> names of what is protected and rests on it."""
        return protection.holders(self.export(), urns)

    def release(self, urns: frozenset[str]) -> None:
        """Take the protection of these resources back, so that what follows may delete them for good."""
        self.import_(protection.released(self.export(), urns))

    @contextmanager
    def released(self, urns: frozenset[str]) -> Iterator[None]:
        """As `release`; when what follows does not come to an end, everything is protected again."""
        if not urns:
            yield
            return
        before = self.export()
        self.release(urns)
        try:
            yield
        except BaseException:
            self.import_(before)
            raise


def _urns(event: Any) -> Iterator[str]:
    """Of the resource of a step as it shall be, and as it was."""
    step = event.metadata
    yield step.urn
    if step.old is not None:
        yield step.old.urn


def _both(events: list[Any], on_event: OnEvent) -> OnEvent:
    def take(event: Any) -> None:
        events.append(event)
        on_event(event)

    return take
