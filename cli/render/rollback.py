"""A rollback before and after it happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cli.render.difference import short
from contact_flows.compare.blocks import BlockChange, Kind
from operate.flows.rollback import Rollback
from operate.flows.versions import Version


def as_question(plan: Rollback) -> str:
    """From which version to which, when each was made, and the blocks that differ."""
    lines = [
        f"{plan.name} ({plan.flow})",
        f"  callers reach version {plan.now.number}, {_made(plan.now)}",
        f"  {'back' if plan.back else 'on'} to version {plan.then.number}, {_made(plan.then)}",
    ]
    return "\n".join((*lines, *(f"  {line}" for line in _changes(plan))))


def as_done(plan: Rollback) -> str:
    if plan.done:
        return f"{plan.flow}: callers reach version {plan.then.number} already; nothing was changed"
    return f"{plan.flow}: callers reach version {plan.then.number} now, and reached version {plan.now.number} before"


def as_json(plan: Rollback, *, changed: bool) -> dict[str, Any]:
    return {
        "flow": plan.flow,
        "name": plan.name,
        "from": plan.now.number,
        "to": plan.then.number,
        "made": plan.then.made.isoformat() if plan.then.made else None,
        "changed": changed,
        "differences": list(_differences(plan)),
    }


def _made(version: Version) -> str:
    if version.made is None:
        return "made at an unknown time"
    return f"made {version.made.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _changes(plan: Rollback) -> Iterator[str]:
    yield from list(_differences(plan)) or ["both do the same to every contact"]


def _differences(plan: Rollback) -> Iterator[str]:
    if plan.done or plan.change is None:
        return
    for part in plan.change.parts:
        yield f"{part.part}: {short(part.before)} becomes {short(part.after)}"
    for block in plan.change.blocks:
        yield from _block(block)


def _block(block: BlockChange) -> Iterator[str]:
    if block.kind is not Kind.CHANGED:
        yield f"block {block.block} ({block.type}) is {block.kind.value}"
        return
    if block.was is not None:
        yield f"block {block.was} is called {block.block}"
    for part in block.parts:
        yield f"block {block.block}: {part.part}: {short(part.before)} becomes {short(part.after)}"
