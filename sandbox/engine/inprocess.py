"""`PulumiCommand` without a process: the Automation API drives the engine in this interpreter.

Every call of the API costs a process start otherwise; the answers are the same (`sandbox/bin/pulumi` is that process).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from pulumi.automation import CommandResult, OnOutput, PulumiCommand
from pulumi.automation.errors import create_command_error
from semver import VersionInfo

from sandbox.engine import VERSION
from sandbox.engine.cli import main
from sandbox.engine.protocol.sdkfast import accelerated
from sandbox.engine.provider import ProviderFactory


class EmbeddedPulumiCommand(PulumiCommand):
    """Hand it to `LocalWorkspaceOptions(pulumi_command=...)`.

    factory  makes the providers; the sandbox's when None
    """

    def __init__(self, factory: ProviderFactory | None = None) -> None:  # a process is what super() would start
        self.command, self.version = "pulumi", VersionInfo.parse(VERSION)
        self._factory = factory

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: OnOutput | None = None,
        on_error: OnOutput | None = None,
    ) -> CommandResult:
        """One command line; raises the CommandError that the API's callers expect when it fails."""
        out, err = _Lines(on_output), _Lines(on_error)
        env = {**os.environ, **additional_env, "PULUMI_AUTOMATION_API": "true"}
        with accelerated():
            code = main(["--non-interactive", *args], cwd, env, out.add, err.add, providers=self._factory)
        result = CommandResult(stdout=out.text, stderr=err.text, code=code)
        if code:
            raise create_command_error(result)
        return result


class _Lines:
    """Collects what is written, and passes each line on as it comes."""

    def __init__(self, listener: Callable[[str], Any] | None) -> None:
        self._listener = listener
        self._lines: list[str] = []

    def add(self, text: str) -> None:
        for line in text.split("\n"):
            self._lines.append(line.rstrip())
            if self._listener is not None:
                self._listener(line.rstrip())

    @property
    def text(self) -> str:
        return "\n".join(self._lines)
