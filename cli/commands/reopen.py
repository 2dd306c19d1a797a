"""`civicline reopen`: a switch ends before its time."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.options import JsonFlag, StackOption, TargetName, TargetOption, YesFlag
from cli.switch_request import CenterOption, ProgramOption, SwitchRequest, Words
from cli.switching import switch
from spec.switches import Action


def reopen(
    words: Words,
    *,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept in the log.")] = None,
    program: ProgramOption = None,
    center: CenterOption = None,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """End what `close` and `announce` switched for a line; with all, for the center and each of its lines.

    Example: civicline reopen main
    """
    request = SwitchRequest(
        action=Action.REOPEN,
        words=words,
        program=program,
        center=center,
        stack=stack,
        target=target,
        reason=reason,
    )
    switch(request, yes=yes, as_json=as_json)
