"""`civicline failover`: where contacts go, and moving them to the other region and back."""

from __future__ import annotations

import typer

from cli.commands.failover import approve, check, drill, restore, runbook, shift, status

HELP = "Two regions: where contacts go, whether the other region can answer, and moving them there and back."

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
app.command("status", short_help="Say where calls, agents, chat, e-mail and web are.")(status.status)
app.command("check", short_help="Say whether a region can answer every line and channel.")(check.check)
app.command("shift", short_help="Move everything to a region, at once or in steps.")(shift.shift)
app.command("restore", short_help="Bring everything home again, in held steps.")(restore.restore)
app.command("approve", short_help="Say yes or no to a region that asks whether to take the traffic.")(approve.approve)
app.command("drill", short_help="Practice the move: on paper, in a sandbox, or for real.")(drill.drill)
app.command("runbook", short_help="Write the page for the night the laptop is dead.")(runbook.runbook)


@app.callback(help=HELP)
def _failover() -> None:
    pass
