"""A stack in a temporary folder, driven by Pulumi's own Automation API with inline programs over the fake cloud."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pulumi
from pulumi import automation as auto

from sandbox.engine.inprocess import EmbeddedPulumiCommand
from tests.sandbox.engine.fakes import Cloud, factory

Program = Callable[[], None]
PASSPHRASE = "rehearsal"


class Thing(pulumi.CustomResource):
    """`fake:index:<kind>` with any properties."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]

    def __init__(
        self, name: str, props: Mapping[str, Any] | None = None, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("fake:index:Thing", name, {"arn": None, "name": None, **(props or {})}, opts)


def output(thing: Thing, name: str) -> pulumi.Output[Any]:
    """An output that came with a property of that name."""
    found: pulumi.Output[Any] = getattr(thing, name)
    return found


class Group(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("fake:index:Group", name, None, opts)


class FakeProviderResource(pulumi.ProviderResource):
    def __init__(self, name: str, props: Mapping[str, Any], opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("fake", name, dict(props), opts)


class Rig:
    """One project with one backend; `stack` opens (and creates) stacks in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cloud = folder, Cloud()
        (folder / "state").mkdir(exist_ok=True)
        self.failed = False
        self.lines: list[str] = []
        self.events: list[Any] = []

    def stack(self, program: Program, name: str = "dev") -> auto.Stack:
        settings = auto.ProjectSettings(
            name="rehearsal", runtime="python", backend=auto.ProjectBackend(f"file://{self.folder / 'state'}")
        )
        options = auto.LocalWorkspaceOptions(
            pulumi_command=EmbeddedPulumiCommand(factory(self.cloud)),
            project_settings=settings,
            work_dir=str(self.folder),
            env_vars={"PULUMI_CONFIG_PASSPHRASE": PASSPHRASE, "PULUMI_HOME": str(self.folder / "home")},
        )
        return auto.create_or_select_stack(name, "rehearsal", program, opts=options)

    def up(self, program: Program, name: str = "dev", **options: Any) -> auto.UpResult:
        with self._noting_failure():
            return self.stack(program, name).up(on_output=self.lines.append, on_event=self.events.append, **options)

    def preview(self, program: Program, name: str = "dev", **options: Any) -> dict[str, int]:
        """Step name -> count."""
        with self._noting_failure():
            found = self.stack(program, name).preview(on_event=self.events.append, **options).change_summary
        return {str(getattr(op, "value", op)): count for op, count in found.items()}

    def destroy(self, name: str = "dev", **options: Any) -> None:
        self.stack(_nothing, name).destroy(on_output=self.lines.append, **options)

    def refresh(self, name: str = "dev", **options: Any) -> auto.RefreshResult:
        return self.stack(_nothing, name).refresh(on_output=self.lines.append, **options)

    def command(self, *words: str) -> auto.CommandResult:
        """One `pulumi` command line on the stack "dev"."""
        workspace = self.stack(_nothing).workspace
        env = {**workspace.env_vars, "PULUMI_BACKEND_URL": f"file://{self.folder / 'state'}"}
        return workspace.pulumi_command.run([*words, "--stack", "dev"], workspace.work_dir, env, self.lines.append)

    @contextmanager
    def _noting_failure(self) -> Iterator[None]:
        try:
            yield
        except auto.errors.CommandError:
            self.failed = True
            raise

    @property
    def state_file(self) -> Path:
        return next((self.folder / "state").rglob("stacks/rehearsal/dev.json"))

    def state(self) -> dict[str, Any]:
        latest: dict[str, Any] = json.loads(self.state_file.read_text("utf-8"))["checkpoint"].get("latest", {})
        return {"resources": [], **latest}

    def resource(self, name: str) -> dict[str, Any]:
        return next(r for r in self.state()["resources"] if r["urn"].endswith(f"::{name}"))

    def things(self) -> list[str]:
        """Names (of the last part of the URN) of the custom resources in the state, providers aside."""
        return sorted(
            r["urn"].rsplit("::", 1)[1] for r in self.state()["resources"] if r["type"].startswith("fake:index:Thing")
        )


def changes(result: auto.UpResult) -> dict[str, int]:
    return {str(op): count for op, count in (result.summary.resource_changes or {}).items()}


def urn(name: str, *, type_: str = "fake:index:Thing", stack: str = "dev") -> str:
    return f"urn:pulumi:{stack}::rehearsal::{type_}::{name}"


def _nothing() -> None:
    """An empty program."""
