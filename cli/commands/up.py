"""`civicline up`: make the contact center what the spec says, then read it back."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.drift import AS_THE_SPEC_SAYS
from cli.freezing import BreakFreezeOption
from cli.options import JsonFlag, ProgramFile, RefreshFlag, StackOption, TargetName, TargetOption, YesFlag
from spec.errors import CheckFailedError, CloudError
from spec.faults import listed

if TYPE_CHECKING:
    from cli.planning.plan import Plan
    from cli.session import Session
    from infra.engine import Engine, Protected
    from operate.conformity.compare import Conformity


def up(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    delete_protected: Annotated[
        list[str] | None,
        typer.Option(
            "--delete-protected",
            metavar="NAME",
            help="Let go of this protected resource, which the spec no longer has; once for each.",
        ),
    ] = None,
    refresh: RefreshFlag = False,
    break_freeze: BreakFreezeOption = None,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Deploy the program, then prove through the AWS API that it is what the spec says."""
    from cli.commands.destroy import named
    from cli.confirm import require_answer
    from cli.deployment import open_engine
    from cli.freezing import open_to_deploy
    from cli.planning.changes import changes, counts
    from cli.planning.regions import require_in_place
    from cli.progress import show

    require_answer(yes=yes)
    session, message = open_to_deploy(program, stack, target, break_freeze)
    typer.echo(f"planning {session.stack} on {target.value}; nothing is changed yet", err=True)
    engine = open_engine(session)
    require_in_place(session, engine.outputs())
    if refresh:
        engine.refresh(lambda _: None)
    doomed = named(engine, delete_protected or [])
    planned = _agreed(session, engine, doomed, yes=yes)
    with show(len(planned.changes)) as feed:
        done = counts(changes(engine.up(feed, message)))
    table, missing = _read_back(session, engine.outputs())
    _tell(session, table, done, as_json=as_json)
    _tell_what_else(session, as_wished=table.holds or refresh)
    if missing:
        raise not_shared(missing)
    raise typer.Exit(0 if table.holds else CheckFailedError.exit_code)


def _agreed(session: Session, engine: Engine, doomed: list[Protected], *, yes: bool) -> Plan:
    """What somebody has seen and said yes to; from then on what is doomed may be deleted. Raises PlanRefusedError."""
    from cli.confirm import confirm
    from cli.planning.plan import make_plan
    from cli.render import plan as render
    from cli.terminal import columns
    from cli.unlocking import unlock

    with engine.released(frozenset(item.urn for item in doomed)):
        planned = make_plan(session.program, session.env, engine.preview())
        typer.echo(render.as_question(planned, columns(sys.stderr)), err=True)
        if planned.changes:
            confirm(f"Deploy {session.program.program.id} {session.env.name} to {session.target.value}?", yes=yes)
        unlock(session, engine, doomed)
    return planned


def _tell_what_else(session: Session, *, as_wished: bool) -> None:
    """What to do about what differs, where the record is, here and elsewhere, and what somebody else has to do."""
    from cli.mail_records import to_set
    from cli.readback import on_other_machines, recorded

    if not as_wished:
        typer.echo(AS_THE_SPEC_SAYS, err=True)
    typer.echo(f"what is deployed, for other commands: {session.deployed_file}", err=True)
    if (words := on_other_machines(session)) is not None:
        typer.echo(f"on other machines: {words}", err=True)
    if (words := to_set(recorded(session))) is not None:
        typer.echo(words, err=True)


def _read_back(session: Session, outputs: Mapping[str, Any]) -> tuple[Conformity, dict[str, CloudError]]:
    """Write down what is deployed, put in place what no provider can, and compare all of it with the spec.

    returns   also the regions in which the record could not be put down
    """
    from cli.readback import record, settle, share, verify

    deployed = record(session, outputs)
    missing = share(session, deployed)
    settle(session, deployed)
    typer.echo("reading everything back through the AWS API", err=True)
    return verify(session, deployed), missing


def not_shared(missing: Mapping[str, CloudError]) -> CloudError:
    """All is deployed, and a machine that loses its record could not get it in these regions."""
    why = "; ".join(f"{error.where}: {error.what}" for error in missing.values())
    what = f"the record of what is deployed could not be put there ({why})"
    return CloudError(listed(list(missing), "and"), what, "run civicline up again; it does what is missing")


def _tell(session: Session, table: Conformity, done: dict[str, int], *, as_json: bool) -> None:
    """The conformity table, with what was changed where a program reads it."""
    from cli.render import conformity as render
    from cli.terminal import columns

    if as_json:
        body = {"changes": done, **render.counts(table), "rows": render.rows_json(table, session.place)}
        typer.echo(json.dumps(body, indent=2, ensure_ascii=False))
    else:
        typer.echo(render.as_table(table, session.place, columns(sys.stdout)))
