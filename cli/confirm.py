"""Asking before something changes."""

from __future__ import annotations

import sys

import typer

from spec.errors import PlanRefusedError, UsageError


def confirm(question: str, *, yes: bool) -> None:
    """Ask on a terminal. Raises UsageError where nobody can answer, PlanRefusedError when the answer is no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("", f"{question} There is no one to ask here", "add --yes")
    if not typer.confirm(question, err=True):
        raise PlanRefusedError("", "nothing was changed")
