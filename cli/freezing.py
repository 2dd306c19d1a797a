"""The guard that keeps `up` and `destroy` out of freeze windows, and what is said when somebody breaks one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cli.session import Session

BreakFreezeOption = Annotated[
    str | None,
    typer.Option(
        "--break-freeze", metavar="WHY", help="Go on in a freeze window; the reason is kept in the stack's history."
    ),
]


def require_no_freeze(session: Session, why: str | None) -> str | None:
    """The message for the stack's history where a freeze is broken; None where there is none.

    raises   PlanRefusedError in a freeze that nobody breaks
    """
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
