"""A project in a temporary folder and its `pulumi`, called in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.engine.backend.stack_files import StackFiles
from sandbox.engine.cli import main

PHRASE = "correct horse battery staple"
SALT = "v1:AQIDBAUGBwg=:v1:8mb1L5q73ZJcDYH2:Nnlb6Kg6mJ3ly15vdF6NPOBgKEpdMg=="
"""Made with Pulumi's Go SDK (config.NewSymmetricCrypterFromPassphrase); one salt for all tests, as a key takes half a second."""


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


class Console:
    def __init__(self, folder: Path, project: str = "name: demo\nruntime: python\n") -> None:
        self.folder = folder
        (folder / "Pulumi.yaml").write_text(project, encoding="utf-8")
        self.env = {
            "PULUMI_CONFIG_PASSPHRASE": PHRASE,
            "PULUMI_BACKEND_URL": (folder / "state").as_uri(),
            "PULUMI_HOME": str(folder / "home"),
        }

    def run(self, *argv: str, typed: str = "", cwd: Path | None = None) -> Answer:
        out: list[str] = []
        err: list[str] = []
        code = main(argv, str(cwd or self.folder), self.env, out.append, err.append, read_input=lambda: typed)
        return Answer(code, "\n".join(out), "\n".join(err))

    def do(self, *argv: str, typed: str = "") -> str:
        """Standard output of a command that has to succeed."""
        answer = self.run(*argv, typed=typed)
        assert answer.code == 0, answer.err
        return answer.out

    def read(self, *argv: str) -> Any:
        """What the command prints with `--json`."""
        return json.loads(self.do(*argv, "--json"))

    def refused(self, *argv: str, typed: str = "") -> str:
        """The message of a command that has to fail."""
        answer = self.run(*argv, typed=typed)
        assert answer.code not in (0, 255), answer
        assert answer.err.startswith("error: ")
        assert "Traceback" not in answer.err
        return answer.err

    def files(self, name: str = "dev") -> StackFiles:
        return StackFiles(self.folder / "state" / ".pulumi", "demo", name)

    def settings(self, name: str = "dev") -> str:
        return (self.folder / f"Pulumi.{name}.yaml").read_text(encoding="utf-8")

    def with_stack(self, name: str = "dev", resources: list[dict[str, Any]] | None = None) -> Console:
        """Make a stack, selected; with `resources`, as if an update had made them."""
        (self.folder / f"Pulumi.{name}.yaml").write_text(f"encryptionsalt: {SALT}\n", encoding="utf-8")
        self.do("stack", "init", name)
        if resources is not None:
            self.files(name).write_deployment(deployment(resources))
        return self


def deployment(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "manifest": {"time": "2027-01-01T00:00:00Z", "magic": "", "version": "v3.272.0"},
        "secrets_providers": {"type": "passphrase", "state": {"salt": SALT}},
        "resources": resources,
        "pending_operations": [],
        "metadata": {},
    }


def urn(name: str, type_: str = "fake:index:Thing", stack: str = "dev") -> str:
    return f"urn:pulumi:{stack}::demo::{type_}::{name}"


def chain() -> list[dict[str, Any]]:
    """A root, a provider, and two resources of which the second needs the first; the second is protected."""
    root = urn("demo-dev", "pulumi:pulumi:Stack")
    provider = urn("east", "pulumi:providers:fake")
    common = {"custom": True, "parent": root, "provider": f"{provider}::1"}
    return [
        {"urn": root, "custom": False, "type": "pulumi:pulumi:Stack", "outputs": {"arn": "arn:first"}},
        {"urn": provider, "custom": True, "id": "1", "type": "pulumi:providers:fake", "parent": root},
        {"urn": urn("first"), "id": "f", "type": "fake:index:Thing", "inputs": {"about": urn("first")}, **common},
        {
            "urn": urn("second"),
            "id": "s",
            "type": "fake:index:Thing",
            "protect": True,
            "dependencies": [urn("first")],
            "propertyDependencies": {"first": [urn("first")]},
            **common,
        },
    ]
