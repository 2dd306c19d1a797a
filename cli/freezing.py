"""The guard that keeps `up` and `destroy` out of freeze windows, and what is said when somebody breaks one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import TargetName

if TYPE_CHECKING:
    from cli.session import Session

BreakFreezeOption = Annotated[
    str | None,
    typer.Option(
        "--break-freeze", metavar="WHY", help="Go on in a freeze window; the reason is kept in the stack's history."
    ),
]


def open_to_deploy(
    file: Path, stack: str | None, target: TargetName, break_freeze: str | None
) -> tuple[Session, str | None]:
    """As `open_session`, for what changes a deployment; and the message for the stack's history if a freeze is broken.

    raises   PlanRefusedError in a freeze that nobody breaks, before anything is started
    """
    from cli.session import open_session, started

    session = open_session(file, stack, target, start_sandbox=False)
    message = require_no_freeze(session, break_freeze)
    return started(session), message


def require_no_freeze(session: Session, why: str | None) -> str | None:
    """The message for the stack's history where a freeze is broken; None where there is none."""
    from calendars.freeze import passing

    message = passing(session.program, session.env.name, dt.datetime.now(dt.UTC), why)
    if message is not None:
        typer.echo(f"{message}; this is kept in the stack's history", err=True)
    elif why is not None:
        typer.echo("no freeze is in force; --break-freeze changes nothing", err=True)
    return message


def tell_of_freeze(session: Session) -> None:
    """A remark for whoever only plans."""
    from calendars.freeze import described, freeze_at

    freeze = freeze_at(session.program, session.env.name, dt.datetime.now(dt.UTC))
    if freeze is not None:
        typer.echo(f"`up` would be refused today: {session.env.name} is {described(freeze, session.program)}", err=True)
