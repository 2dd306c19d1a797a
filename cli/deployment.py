"""Wiring of one deployment: spec, engine, state, and the file that says what is deployed."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from cli.options import TargetName
from cli.programs import today
from cli.publication import unpublished
from cli.session import Session
from spec.errors import UsageError

if TYPE_CHECKING:
    from pulumi.automation import PulumiCommand

    from infra.engine import Engine

STATE_VARIABLE = "CIVICLINE_STATE"
SECRETS_VARIABLE = "CIVICLINE_SECRETS"


def open_engine(session: Session, on: dt.date | None = None) -> Engine:
    """The stack of this session, on the engine of its target.

    on       the day of the deployment, which decides the years of holidays and dated hours; today when left out
    raises   UsageError when AWS is the target and Pulumi or the place of the state is not there
    """
    from infra.engine import Engine, EngineArgs
    from infra.program import ProgramArgs, declare

    args = ProgramArgs(
        program=session.program,
        stack=session.env.name,
        folder=session.file.parent,
        today=on or today(),
    )
    work = session.home / "work" / session.target.value / session.stack
    return Engine(
        EngineArgs(
            stack=session.stack,
            program=lambda: declare(args),
            command=_command(session),
            work_dir=work,
            state=_state(session),
            secrets=os.environ.get(SECRETS_VARIABLE, "passphrase"),
            env=_environment(session, work),
            reword=lambda resource, message: unpublished(session, resource, message),
        )
    )


def _command(session: Session) -> PulumiCommand:
    if session.target is TargetName.SANDBOX:
        from sandbox.engine.inprocess import EmbeddedPulumiCommand

        return EmbeddedPulumiCommand()
    from infra.pulumi_cli import require
    from sandbox.engine.executable import executable

    return require(session.home, executable())


def _state(session: Session) -> str:
    """The sandbox's state is a local file. For AWS the person says where: it must outlive this machine."""
    if session.target is TargetName.SANDBOX:
        folder = session.home / "state" / "sandbox"
        folder.mkdir(parents=True, exist_ok=True)
        return folder.as_uri()
    chosen = os.environ.get(STATE_VARIABLE)
    if not chosen:
        hint = f"set {STATE_VARIABLE}, such as s3://your-state-bucket (docs/aws-account.md says how to make one)"
        raise UsageError("--target aws", "the place of the state is not set", hint)
    return chosen


def _environment(session: Session, work: Path) -> dict[str, str]:
    """What the engine needs to know of its surroundings. Loopback only for the sandbox."""
    home = {"PULUMI_HOME": str(work / "pulumi-home"), "PULUMI_SKIP_UPDATE_CHECK": "true"}
    if session.target is TargetName.AWS:
        return home
    assert session.endpoint is not None
    keys = {"AWS_ACCESS_KEY_ID": "sandbox", "AWS_SECRET_ACCESS_KEY": "sandbox", "AWS_SESSION_TOKEN": ""}
    return {**home, **keys, "AWS_ENDPOINT_URL": session.endpoint, "PULUMI_CONFIG_PASSPHRASE": _passphrase(session.home)}


def _passphrase(home: Path) -> str:
    """Of this machine's sandbox state: made once and whole, even by two first runs; readable by its owner only."""
    file = home / "passphrase"
    home.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(home / "passphrase.lock"):
        if not file.exists():
            fresh = home / "passphrase.new"
            fresh.unlink(missing_ok=True)  # left by a run that was killed here
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(secrets.token_urlsafe(32))
            fresh.replace(file)
    return file.read_text(encoding="utf-8").strip()
