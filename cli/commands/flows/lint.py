"""`civicline flows lint`: everything that is wrong with flows, ours or any other."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.commands.validate import Format
from cli.options import JsonFlag
from spec.errors import CheckFailedError, SpecError


class TypeName(StrEnum):
    """As `contact_flows` has them; here, so that help does not import the flow language."""

    CONTACT_FLOW = "CONTACT_FLOW"
    CUSTOMER_QUEUE = "CUSTOMER_QUEUE"
    CUSTOMER_HOLD = "CUSTOMER_HOLD"
    CUSTOMER_WHISPER = "CUSTOMER_WHISPER"
    AGENT_HOLD = "AGENT_HOLD"
    AGENT_WHISPER = "AGENT_WHISPER"
    OUTBOUND_WHISPER = "OUTBOUND_WHISPER"
    AGENT_TRANSFER = "AGENT_TRANSFER"
    QUEUE_TRANSFER = "QUEUE_TRANSFER"
    CAMPAIGN = "CAMPAIGN"
    MODULE = "MODULE"


def lint(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Program specs, flow JSON files, or folders of such files."),
    ],
    *,
    output: Annotated[Format, typer.Option("--format", help="How to print the findings.")] = Format.TEXT,
    as_json: JsonFlag = False,
    flow_type: Annotated[
        TypeName | None, typer.Option("--type", help="Type of the flows whose files do not tell it.")
    ] = None,
) -> None:
    """Judge flows: compiled from a program spec, or read from JSON, exported by whatever tool.

    Errors are what Amazon Connect would refuse, or what could strand a caller; warnings are what could serve better.
    """
    from cli.linting import gathered
    from cli.render import findings as render
    from contact_flows.language.document import FlowType

    report = gathered(paths, FlowType(flow_type.value) if flow_type else None)
    chosen = Format.JSON if as_json else output
    text = {Format.TEXT: render.as_text, Format.JSON: render.as_json, Format.SARIF: render.as_sarif}[chosen](report)
    typer.echo(text, nl=bool(text))
    typer.echo(render.summary(report), err=True)
    if report.unreadable:
        raise typer.Exit(SpecError.exit_code)
    raise typer.Exit(CheckFailedError.exit_code if report.errors else 0)
