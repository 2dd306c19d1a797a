"""`civicline deployments`: what this machine knows to be deployed, and getting to know it."""

from __future__ import annotations

import typer

from cli.commands.deployments import fetch, known
from cli.options import JsonFlag

HELP = "What this machine knows to be deployed: where, since when, sealed by which key, and whether a copy is newer."

app = typer.Typer(help=HELP, rich_markup_mode=None)
app.command("fetch", short_help="Get the record of a deployment from one of its regions.")(fetch.fetch)


@app.callback(help=HELP, invoke_without_command=True)
def _deployments(context: typer.Context, *, as_json: JsonFlag = False) -> None:
    if context.invoked_subcommand is None:
        known.known(as_json=as_json)
