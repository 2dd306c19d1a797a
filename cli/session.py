"""One program in one environment on one target: what every command that reaches a cloud begins with."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cli.options import TargetName
from cli.programs import check, deployed_file
from spec.errors import SpecFaultsError
from spec.faults import Path as SpecPath
from spec.home import civicline_home
from spec.load import Checked
from spec.models import ProgramSpec
from spec.models.centers import Environment
from spec.named_paths import path_of
from spec.select import environment

if TYPE_CHECKING:
    from operate.aws import Target


@dataclass(frozen=True, slots=True)
class Session:
    """endpoint is the sandbox's address; None on AWS."""

    file: Path
    checked: Checked
    program: ProgramSpec
    env: Environment
    target: TargetName
    endpoint: str | None
    home: Path

    @property
    def stack(self) -> str:
        """Name of the Pulumi stack: one for each program and environment."""
        return f"{self.program.program.id}-{self.env.name}"

    @property
    def deployed_file(self) -> Path:
        return deployed_file(self.home, self.program, self.env.name, self.target)

    @property
    def aws(self) -> Target:
        from operate.aws import Target

        return Target(self.endpoint)

    def place(self, path: SpecPath) -> str:
        """`file:line:column` of a part of the spec."""
        assert self.checked.source is not None
        mark = self.checked.source.locate(path)
        return f"{self.file}:{mark.line}:{mark.column}"

    def place_of(self, named: str) -> str:
        """`file:line:column` of a part of the spec that is named by ids, such as `infrastructure.lines[main].menu`."""
        assert self.checked.source is not None
        return self.place(path_of(self.checked.source.root, named))


def open_session(file: Path, stack: str | None, target: TargetName, *, start_sandbox: bool = True) -> Session:
    """Check the spec, choose the environment, make sure that the sandbox answers.

    raises   SpecFaultsError before anything is started; UsageError (unknown --stack); CloudError (dead sandbox)
    """
    checked = check(file)
    if checked.program is None or checked.errors:
        raise SpecFaultsError(str(file), checked.faults)
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # its remarks on closing connections mean nothing to a person
    env = environment(checked.program, stack)
    home = civicline_home(os.environ)
    session = Session(file, checked, checked.program, env, target, None, home)
    return started(session) if start_sandbox else session


def started(session: Session) -> Session:
    """The session with the sandbox's address, where the sandbox is its target. Raises CloudError."""
    if session.target is not TargetName.SANDBOX:
        return session
    return replace(session, endpoint=sandbox_endpoint(session.home))


def sandbox_endpoint(home: Path) -> str:
    """Address of this machine's sandbox, which is started where it does not run. Raises CloudError."""
    from sandbox.server.client import ensure_running

    return ensure_running(home).url
