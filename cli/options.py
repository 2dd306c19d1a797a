"""Arguments and options that several commands share, so that they are spelled and explained in one way."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class TargetName(StrEnum):
    SANDBOX = "sandbox"
    AWS = "aws"


ProgramFile = Annotated[
    Path, typer.Argument(metavar="PROGRAM", help="Program spec, such as stacks/hawaii-in-house/program.yaml.")
]
StackOption = Annotated[
    str | None, typer.Option("--stack", help="Environment of the spec: dev, test, prod. dev by default.")
]
TargetOption = Annotated[
    TargetName, typer.Option("--target", help="Where to: the sandbox of this machine, or AWS itself.")
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
RefreshFlag = Annotated[
    bool,
    typer.Option("--refresh", help="Read every resource first: edits made by hand are seen, and `up` puts them right."),
]
YesFlag = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before changing anything.")]
