"""One call of the command line: where it runs, with which environment, and where its answers go."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.engine.arguments import Arguments
from sandbox.engine.backend.folder import Backend, Selection, open_backend
from sandbox.engine.backend.project import Project, find_project
from sandbox.engine.backend.stack import OpenStack, open_stack
from sandbox.engine.backend.stack_files import StackFiles
from sandbox.engine.ports import Write
from sandbox.engine.provider import ProviderFactory
from spec.errors import UsageError


@dataclass(frozen=True)
class Session:
    """Everything a command may touch; no command reads the process's own environment, folder or streams.

    providers  makes the providers of an operation
    client     address of a language runtime to use when the command line names none
    """

    cwd: Path
    env: Mapping[str, str]
    out: Write
    err: Write
    read_input: Callable[[], str]
    providers: ProviderFactory
    client: str = ""

    @functools.cached_property
    def project(self) -> Project:
        return find_project(self.cwd)

    @functools.cached_property
    def backend(self) -> Backend:
        return open_backend(self.project, self.cwd, self.env)

    @functools.cached_property
    def selection(self) -> Selection:
        return Selection(self.project, self.env)

    def named(self, name: str) -> StackFiles:
        return self.backend.stack(name, self.project.name)

    def files(self, args: Arguments, name: str = "") -> StackFiles:
        """Files of the stack that `name`, `--stack`, the environment or the selection names."""
        chosen = name or args.text("--stack") or self.env.get("PULUMI_STACK") or self.selection.current()
        if not chosen:
            raise UsageError("", "no stack selected; please use `pulumi stack select` to choose one")
        return self.named(chosen)

    def stack(self, args: Arguments, name: str = "") -> OpenStack:
        """The same stack, opened; raises UsageError when there is none of that name."""
        config_file = args.text("--config-file")
        path = self.cwd / config_file if config_file else None
        return open_stack(self.files(args, name), self.project, self.backend, self.env, path)

    def print_json(self, value: Any) -> None:
        self.out(json.dumps(value, indent=2, ensure_ascii=False))
