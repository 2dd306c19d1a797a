"""Which Civicline this is: the whole one, or the operator's, which lacks what deploys (packaging/operator)."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from spec.errors import UsageError

WHOLE, OPERATOR = "civicline", "civicline-operator"
DEPLOYING = frozenset({"infra", "measure", "sandbox", "pulumi", "pulumi_aws", "pulumi_aws_native", "moto"})
"""Rooms and packages that the operator's Civicline is without."""


def edition() -> str:
    """`civicline 0.1.0`, or `civicline-operator 0.1.0`."""
    for name in (WHOLE, OPERATOR):
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return f"{WHOLE}, not installed"


def left_out(error: BaseException) -> UsageError | None:
    """What to say where a command asked for a part that this installation does not have."""
    if not isinstance(error, ModuleNotFoundError) or (error.name or "").partition(".")[0] not in DEPLOYING:
        return None
    what = f"this installation is {edition()} and has no `{error.name}`: it operates what is deployed, nothing else"
    return UsageError(
        "command", what, "run the command where the whole Civicline is installed; with --target aws for AWS"
    )
