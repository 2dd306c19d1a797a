"""`civicline call`: one contact, simulated; a conversation where a person is there to have it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import JsonFlag, ProgramFile, StackOption, TargetName, TargetOption
from spec.errors import UsageError

if TYPE_CHECKING:
    from cli.calling.request import CallRequest
    from cli.calling.stages import Stage
    from spec.models import ProgramSpec
    from spec.switches import SwitchRow

CHANNELS = ("voice", "chat", "task", "email")


def call(
    program: ProgramFile,
    *,
    center: Annotated[str | None, typer.Option(help="Center reached; that of the line, or the first.")] = None,
    line: Annotated[str | None, typer.Option(help="Line dialed; the center's first.")] = None,
    channel: Annotated[str, typer.Option(help=f"One of {', '.join(CHANNELS)}.")] = "voice",
    address: Annotated[str | None, typer.Option(help="E-mail address written to, by its id.")] = None,
    at: Annotated[str | None, typer.Option(help='Local time of the program, such as "2027-12-24 16:59".')] = None,
    keys: Annotated[
        str | None, typer.Option(help="Keys, a comma between answers: 1,4711#. Nothing between two is silence.")
    ] = None,
    say: Annotated[list[str] | None, typer.Option(help="Words said after the keys; may be repeated.")] = None,
    language: Annotated[str | None, typer.Option(help="Language that the caller chooses, such as es-US.")] = None,
    caller: Annotated[str | None, typer.Option(help='Number of the caller, or "withheld".')] = None,
    region_down: Annotated[bool, typer.Option("--region-down", help="The primary region is dark.")] = False,
    queue_full: Annotated[list[str] | None, typer.Option(help="Queue that is full, or all; may be repeated.")] = None,
    agents: Annotated[int | None, typer.Option(help="Agents in each queue; with 0, nobody answers.")] = None,
    wait: Annotated[int, typer.Option(min=0, help="Seconds until an agent answers.")] = 30,
    dead: Annotated[list[str] | None, typer.Option(help="Function that fails, such as open_case; repeatable.")] = None,
    closed: Annotated[str | None, typer.Option(help="The operator closed the center, with these words.")] = None,
    announce: Annotated[str | None, typer.Option(help="The operator announces these words.")] = None,
    region: Annotated[
        str | None, typer.Option(help="Region whose switchboard is heard; the center's own, where it is deployed.")
    ] = None,
    flows: Annotated[Path | None, typer.Option(help="Folder of flow JSON to run instead of the program's.")] = None,
    flow: Annotated[str | None, typer.Option(help="Flow to start instead of the line's own.")] = None,
    deployed: Annotated[bool, typer.Option("--deployed", help="Run the flows as they are deployed.")] = False,
    blocks: Annotated[bool, typer.Option("--blocks", help="Show every block of the way.")] = False,
    stack: StackOption = None,
    target: TargetOption = TargetName.SANDBOX,
    as_json: JsonFlag = False,
) -> None:
    """Play one contact through the flows: type keys and words as a caller would, or give them as options."""
    from cli.calling.request import CallRequest

    if channel not in CHANNELS:
        raise UsageError(f"--channel {channel}", "there is no such channel", f"one of {', '.join(CHANNELS)}")
    request = CallRequest(
        center=center,
        line=line,
        channel=channel,
        address=address,
        at=at,
        keys=tuple(keys.replace(" ", "").split(",")) if keys else (),
        say=tuple(say or ()),
        language=language,
        caller=caller,
        region_down=region_down,
        full=tuple(queue_full or ()),
        agents=agents,
        wait_seconds=wait,
        dead=tuple(dead or ()),
        closed=closed,
        announce=announce,
        region=region,
        flows=flows,
        flow=flow,
    )
    if deployed and flows is not None:
        raise UsageError("--deployed", "runs other flows than --flows", "leave one of them out")
    from cli.calling.place import place_named
    from cli.calling.stages import compiled, deployed_now
    from cli.calling.switched import switched
    from cli.programs import load

    spec = load(program)
    stage = deployed_now(program, request, stack, target) if deployed else compiled(spec, request)
    center = place_named(spec, request).center.id
    switches = switched(spec, center, request, stack, target, lambda words: typer.echo(words, err=True))
    _play(spec, request, stage, switches, blocks=blocks, as_json=as_json)


def _play(
    program: ProgramSpec,
    request: CallRequest,
    stage: Stage,
    switches: Mapping[str, SwitchRow] | None,
    *,
    blocks: bool,
    as_json: bool,
) -> None:
    from cli.calling.conversation import HELP, Conversation
    from cli.calling.place import contact_for, world_for
    from cli.calling.refusals import located
    from cli.render import call as render
    from cli.render.wrap import wrapped
    from cli.terminal import columns
    from contact_flows.simulate.check import require

    machine = stage.machine
    world = stage.around(world_for(program, request, machine, switches))
    contact = contact_for(program, request, machine)
    with located(request):
        require(world, contact, machine)
    width = columns(sys.stdout)
    if as_json or request.scripted or not sys.stdin.isatty():
        trace = machine.run(world, contact)
        typer.echo(render.as_json(trace, blocks=blocks) if as_json else render.as_text(trace, width, blocks=blocks))
        return
    typer.echo("\n".join(wrapped(HELP, width, 2)), err=True)
    trace = machine.run(world, contact, Conversation(width, blocks=blocks))
    typer.echo(render.as_ending(trace, width, blocks=blocks))
