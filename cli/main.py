"""`civicline`: the one place where an exception becomes a message and an exit code."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from cli.commands import (
    announce,
    call,
    close,
    deployments,
    destroy,
    drift,
    engine,
    failover,
    flows,
    hours,
    init,
    outputs,
    plan,
    reopen,
    rollback,
    sandbox,
    switches,
    test,
    up,
    validate,
)
from cli.edition import left_out
from cli.interrupts import Interrupts
from cli.streams import prepare
from spec.errors import CiviclineError, UsageError

INTERRUPTED = 130
BUG = 70
OUTSIDE = 4

app = typer.Typer(
    name="civicline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: quick to print, readable by a screen reader
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init", short_help="Write a starter program that validates.")(init.init)
app.command("validate")(validate.validate)
app.command("plan", short_help="Say what `up` would change, for callers and in AWS.")(plan.plan)
app.command("up", short_help="Deploy the program, and prove that it is what the spec says.")(up.up)
app.command("drift", short_help="Say where the deployed center differs from the spec.")(drift.drift)
app.command("outputs")(outputs.outputs)
app.command("rollback", short_help="Let callers reach an earlier version of a flow.")(rollback.rollback)
app.command("close", short_help="Close a line, or all, until a moment you say, in all regions.")(close.close)
app.command("announce", short_help="Tell callers something before the call goes on.")(announce.announce)
app.command("reopen", short_help="End what close and announce switched.")(reopen.reopen)
app.command("switches", short_help="Show closures and announcements, and who made them.")(switches.switches)
app.command("call", short_help="Play one contact through the flows.")(call.call)
app.command("hours", short_help="Show when callers are served, and why not.")(hours.hours)
app.command("test", short_help="Run every scenario of a program on its flows.")(test.run_scenarios)
app.command("destroy")(destroy.destroy)
app.add_typer(deployments.app, name="deployments")
app.add_typer(failover.app, name="failover")
app.add_typer(flows.app, name="flows")
app.add_typer(sandbox.app, name="sandbox")
app.add_typer(engine.app, name="engine")


def _version(*, wanted: bool) -> None:
    if wanted:
        from cli.edition import edition

        typer.echo(edition())
        raise typer.Exit


@app.callback()
def _root(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda wanted: _version(wanted=wanted), is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """One reviewed file becomes a running public contact center.

    Exit codes: 0 fine; 1 a check says no; 2 wrong usage or input; 3 refused by a guard; 4 the outside world failed;
    70 a bug of ours; 130 interrupted.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and say what went wrong, if anything. Returns the exit code; raises only with --debug."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]  # accepted before and after the command
    interrupts = Interrupts()
    try:
        with interrupts.watched():
            app(args=words)
    except SystemExit as stop:  # Typer leaves this way, also after success, and after Ctrl-C without a word
        if interrupts.seen:
            return _explain(KeyboardInterrupt())
        return stop.code if isinstance(stop.code, int) else 0
    except BaseException as error:  # noqa: BLE001  # the last place that can turn a failure into words and a code
        if debug:
            traceback.print_exc()
        return _explain(KeyboardInterrupt() if interrupts.seen else error)
    return 0


def _explain(error: BaseException) -> int:
    """Message on stderr, exit code back."""
    if isinstance(error, CiviclineError):
        typer.echo(f"error: {error}", err=True)
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        lead = "\n" if sys.stderr.isatty() else ""  # the terminal stands behind its own ^C
        typer.echo(f"{lead}interrupted; nothing is lost: run the same command again to finish", err=True)
        return INTERRUPTED
    if isinstance(error, OSError) and error.errno == errno.EROFS:
        cure = "let CIVICLINE_HOME name a folder that can be written, or copy yours to one; then run the command again"
        typer.echo(f"error: {error.filename or 'disk'}: {error.strerror}\n  try: {cure}", err=True)
        return OUTSIDE
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        typer.echo(
            f"error: {error.filename or 'disk'}: {error.strerror}\n  try: free some space, then run the command again",
            err=True,
        )
        return OUTSIDE
    if isinstance(error, BrokenPipeError):
        return 0
    if (missing := left_out(error)) is not None:
        typer.echo(f"error: {missing}", err=True)
        return missing.exit_code
    if isinstance(error, OSError) and error.filename:
        typer.echo(f"error: {error.filename}: {error.strerror}\n  try: check the path and its permissions", err=True)
        return UsageError.exit_code
    typer.echo(f"error: {type(error).__name__}: {error}\n  try: report this bug, with what --debug shows", err=True)
    return BUG


def run() -> None:
    """The console script."""
    prepare()
    sys.exit(main())


if __name__ == "__main__":
    run()
