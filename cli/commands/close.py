"""`civicline close`: a line, or all, is closed within seconds."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag
from cli.switch_request import CenterOption, MessageOption, ProgramOption, SwitchRequest, UntilOption, Words
from cli.switching import switch
from spec.switches import Action


def close(
    words: Words,
    *,
    until: UntilOption = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Needed. Why; kept in the log, never said to callers.")
    ] = None,
    message: MessageOption = None,
    program: ProgramOption = None,
    center: CenterOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Close a line, or every line, in all regions at once: callers hear a message and may leave a request.

    It ends by itself. `up` neither sees nor ends it. The same command again changes nothing.

    Example: civicline close main --until 4h --reason "ice storm" --message en="We are closed." es="Estamos cerrados."
    """
    request = SwitchRequest(
        action=Action.CLOSE,
        words=words,
        program=program,
        center=center,
        stack=stack,
        target=target,
        until=until,
        messages=tuple(message or ()),
        reason=reason,
    )
    switch(request, yes=yes, as_json=as_json)
