"""Writing the journeys of a center as a page and as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli.flow_sources import CenterFlows, flow_named
from contact_flows.journey.journeys import journeys
from contact_flows.journey.model import Journey
from contact_flows.language.document import FlowType, Ref
from publish.journeys.page import page
from publish.journeys.picture import picture
from spec.models import ProgramSpec

ENTRIES = ("line-", "chat", "email-", "task")
"""Flows in which contacts come in, by their first letters."""


def draw(chosen: CenterFlows, only: tuple[str, ...], out: Path, svg: Path | None) -> list[Path]:
    """Write the page, and one picture a flow where a folder for them is named.

    raises   UsageError for a flow that the center does not have
    """
    for flow in only:
        flow_named(chosen, flow)
    found = [one for one in _ordered(chosen) if not only or one.flow in only]
    title = f"{chosen.program.program.name}, {chosen.center.name}"
    subtitle = f"{'1 flow' if len(found) == 1 else f'{len(found)} flows'}, {chosen.source}."
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(found, title=title, subtitle=subtitle), encoding="utf-8")
    written = [out]
    if svg is not None:
        svg.mkdir(parents=True, exist_ok=True)
        for one in found:
            path = svg / f"{one.flow}.svg"
            path.write_text(picture(one, one.flow), encoding="utf-8")
            written.append(path)
    return written


def _ordered(chosen: CenterFlows) -> list[Journey]:
    """In the order of a contact: where it comes in, then flows by type, modules last."""
    types = {flow.id: flow.type for flow in chosen.flows.flows}

    def rank(one: Journey) -> tuple[bool, int]:
        entry = next((at for at, name in enumerate(ENTRIES) if one.flow.startswith(name)), len(ENTRIES))
        return types[one.flow] is FlowType.MODULE, entry

    return sorted(journeys(chosen.flows, named(chosen.program)), key=rank)


def named(program: ProgramSpec) -> Callable[[Ref], str]:
    """What people call the things of a spec."""
    infra = program.infrastructure
    names = {Ref("queue", queue.id): queue.name for queue in infra.queues}
    names |= {Ref("hours", hours.id): hours.name or hours.id for hours in infra.hours}
    names |= {Ref("prompt", prompt.id): prompt.name for prompt in program.content.prompts}
    return lambda ref: names.get(ref) or f"{ref.id.replace('_', ' ')}"
