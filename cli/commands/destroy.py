"""`civicline destroy`: delete what is deployed, except what is protected."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cli.freezing import BreakFreezeOption
from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption, YesFlag
from spec.errors import PlanRefusedError, UsageError
from spec.faults import did_you_mean, listed

if TYPE_CHECKING:
    from infra.engine import Engine, Protected


def destroy(
    program: ProgramFile,
    *,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    delete_protected: Annotated[
        list[str] | None,
        typer.Option("--delete-protected", metavar="NAME", help="Also delete this protected resource; once for each."),
    ] = None,
    break_freeze: BreakFreezeOption = None,
    yes: YesFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Delete a deployment. Instances, numbers, cases, raw data and production's switches stay unless each is named."""
    from cli.confirm import confirm, require_answer
    from cli.deployment import open_engine
    from cli.freezing import open_to_deploy
    from cli.planning.changes import changes, counts
    from cli.progress import show
    from cli.readback import forget
    from cli.render.kinds import kind_of
    from cli.unlocking import unlock

    require_answer(yes=yes)
    session, message = open_to_deploy(program, stack, target, break_freeze)
    engine = open_engine(session)
    doomed = named(engine, delete_protected or [])
    for name, keepers in engine.holders(frozenset(item.urn for item in doomed)).items():
        hint = f"name {'it' if len(keepers) == 1 else 'them'} as well: {spelled_options(keepers)}"
        raise PlanRefusedError(f"--delete-protected {name}", f"{listed(keepers, 'and')} would stay and need it", hint)
    spoken = "".join(f"\n  and for good: {kind_of(item.type)} {item.name}" for item in doomed)
    confirm(f"Delete {session.program.program.id} {session.env.name} from {session.target.value}?{spoken}", yes=yes)
    if doomed:
        unlock(session, engine, doomed)
        engine.release(frozenset(item.urn for item in doomed))
    with show(0) as feed:
        done = counts(changes(engine.destroy(feed, message)))
    for error in forget(session).values():
        typer.echo(f"{error.where}: {error.what}: other machines may find the record there still", err=True)
    left = engine.protected()
    if as_json:
        kept = [{"name": item.name, "type": item.type} for item in left]
        typer.echo(json.dumps({"changes": done, "left": kept}, indent=2))
        return
    typer.echo(f"{done['delete']} deleted, {len(left)} protected and left")
    for item in left:
        typer.echo(f"  {kind_of(item.type)} {item.name}")
    if left:
        typer.echo("to delete one of them for good: --delete-protected NAME", err=True)


def spelled_options(names: Iterable[str]) -> str:
    return " ".join(f"--delete-protected {name}" for name in names)


def named(engine: Engine, names: list[str]) -> list[Protected]:
    """Protected resources by name. Raises UsageError for a name that nothing has.

    What is not protected is passed over: a run that was cut short has taken its protection back already.
    """
    known = {item.name: item for item in engine.protected()}
    others = engine.names() if names else frozenset()
    for name in names:
        if name not in known and name not in others:
            near = did_you_mean(name, known)
            hint = f"did you mean {near}?" if near else f"protected are: {', '.join(known) or 'none'}"
            what = "no protected resource has this name"
            raise UsageError(f"--delete-protected {name}", what, f"{hint}; what is gone already need not be named")
    return [known[name] for name in names if name in known]
