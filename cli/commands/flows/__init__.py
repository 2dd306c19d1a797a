"""`civicline flows`: contact flows, compiled or from anywhere."""

from __future__ import annotations

import typer

from cli.commands.flows import lint

app = typer.Typer(help="Contact flows: what is wrong with them.", no_args_is_help=True, rich_markup_mode=None)
app.command("lint")(lint.lint)


@app.callback()
def _flows() -> None:
    """Contact flows: what is wrong with them."""
