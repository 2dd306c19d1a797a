"""Asking before something changes."""

from __future__ import annotations

import sys

import typer

from spec.errors import PlanRefusedError, UsageError


def require_answer(*, yes: bool) -> None:
    """Before any work: raises UsageError where a question will come and nobody can answer it."""
    if not yes and not sys.stdin.isatty():
        raise UsageError("", "this changes a deployment, and there is no one to ask here", "add --yes")


def confirm(question: str, *, yes: bool) -> None:
    """Ask on a terminal. Raises PlanRefusedError when the answer is no."""
    if yes:
        return
    try:
        agreed = typer.confirm(question, err=True)
    except typer.Abort:  # the end of the input, which is no yes
        typer.echo(err=True)
        agreed = False
    if not agreed:
        raise PlanRefusedError("", "nothing was changed")
