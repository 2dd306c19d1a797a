"""`civicline flows`: contact flows, compiled or from anywhere."""

from __future__ import annotations

import typer

from cli.commands.flows import diff, lint, map_, native, show

HELP = "Contact flows: what they are, what is wrong with them, what changed, and how they look."

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
app.command("show", short_help="List the flows of a program, or print one.")(show.show)
app.command("lint", short_help="Judge flows, compiled or from files.")(lint.lint)
app.command("diff", short_help="Say what callers meet now instead of before.")(diff.diff)
app.command("map", short_help="Draw what callers meet, as a page.")(map_.map_)
app.command("native", short_help="Run the service's own tests of deployed flows.")(native.native)


@app.callback(help=HELP)
def _flows() -> None:
    pass
