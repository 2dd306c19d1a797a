"""`civicline announce`: callers hear something before the call goes on."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag
from cli.switch_request import CenterOption, MessageOption, ProgramOption, SwitchRequest, UntilOption, Words
from cli.switching import switch
from spec.switches import Action


def announce(
    words: Words,
    *,
    until: UntilOption = None,
    message: MessageOption = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept in the log, never said to callers.")] = None,
    program: ProgramOption = None,
    center: CenterOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Say something to every caller of a line, or of all, before the call goes on as usual, in all regions at once.

    It ends by itself. `up` neither sees nor ends it. The same command again changes nothing.

    Example: civicline announce main --until 18:00 --message en="Our payment site is down." es="..."
    """
    request = SwitchRequest(
        action=Action.ANNOUNCE,
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
