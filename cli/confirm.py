"""Asking before something changes."""

from __future__ import annotations

import sys

import typer

from cli.interrupts import answering
from spec.errors import PlanRefusedError, UsageError


def require_answer(*, yes: bool) -> None:
    """Before any work: raises UsageError where a question will come and nobody can answer it."""
    if not yes and not sys.stdin.isatty():
        raise UsageError("", "this changes a deployment, and there is no one to ask here", "add --yes")


def confirm(question: str, *, yes: bool) -> None:
    """Ask on a terminal. Raises PlanRefusedError when the answer is no."""
    if not yes and not agreed(question):
        raise PlanRefusedError("", "nothing was changed")


def agreed(question: str) -> bool | None:
    """None for Ctrl-C and the end of the input: whoever was asked has left."""
    try:
        with answering():
            return typer.confirm(question, err=True)
    except typer.Abort:
        typer.echo(err=True)
        return None


def typed(question: str) -> str:
    """Words that were typed, empty where whoever was asked has left."""
    try:
        with answering():
            answer: str = typer.prompt(question, err=True, default="", show_default=False)
    except typer.Abort:
        typer.echo(err=True)
        return ""
    return answer.strip()
