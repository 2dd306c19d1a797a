"""`civicline init`: a starter program that validates."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from spec.errors import PlanRefusedError


class Setup(StrEnum):
    IN_HOUSE = "in-house"
    OUTSOURCED = "outsourced"
    VENDOR = "vendor"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder for the new program; made when it is not there.")
    ],
    *,
    setup: Annotated[Setup, typer.Option("--setup", help="Who runs the service.")],
    state: Annotated[str, typer.Option("--state", help="Postal code of the state, such as OR.")],
) -> None:
    """Write a starter program that validates, to be edited from the top down."""
    from publish.starter import render_starter

    files = render_starter(setup.value, state.upper(), dt.datetime.now(dt.UTC).date())
    if taken := [name for name in files if (folder / name).exists()]:
        raise PlanRefusedError(
            str(folder / taken[0]), "is there already", "choose an empty folder; nothing was written"
        )
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        typer.echo(str(path))
    typer.echo(f"next: civicline validate {folder / 'program.yaml'}", err=True)
