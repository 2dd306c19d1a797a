"""What `flows diff` found, for people and for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from cli.comparing import CenterComparison
from contact_flows.compare.blocks import BlockChange, FlowChange, Kind

WIDTH = 100


def as_text(found: Sequence[CenterComparison], *, blocks: bool) -> str:
    return "\n\n".join("\n".join(_center(one, blocks=blocks)) for one in found)


def as_json(found: Sequence[CenterComparison]) -> list[dict[str, Any]]:
    return [
        {
            "center": one.center,
            "from": one.before,
            "to": one.after,
            "contacts": one.paths.contacts,
            "callers": [
                {**asdict(change), "sentence": change.sentence(), "worse": change.worse} for change in one.paths.ends
            ],
            "words": [{**asdict(change), "sentence": change.sentence()} for change in one.paths.words],
            "flows": [asdict(change) for change in one.flows],
        }
        for one in found
    ]


def _center(one: CenterComparison, *, blocks: bool) -> Iterator[str]:
    yield f"{one.center}: from {one.before} to {one.after}"
    tried = f"{one.paths.contacts} contacts were placed on both sides"
    if not one.flows and not one.paths:
        yield f"  the flows are the same, and so is what callers meet ({tried})"
        return
    if one.paths.contacts:
        yield f"  For callers ({tried}):" if one.paths else f"  For callers nothing changes ({tried})."
    for change in one.paths.ends:
        yield _item(change.sentence(), "!" if change.worse else "*")
    for words in one.paths.words:
        yield _item(words.sentence(), "*")
    yield "  In flows:" if one.flows else "  The flows are the same."
    for flow in one.flows:
        yield from _flow(flow, blocks=blocks)


def _item(text: str, mark: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    ")


def _flow(flow: FlowChange, *, blocks: bool) -> Iterator[str]:
    if flow.kind is not Kind.CHANGED:
        yield f"  {'+' if flow.kind is Kind.ADDED else '-'} {flow.flow}: {flow.kind}"
        return
    counts = ", ".join(
        f"{count} {kind}" for kind in Kind if (count := sum(block.kind is kind for block in flow.blocks))
    )
    yield f"  ~ {flow.flow}: {counts or 'the flow itself'}"
    for part in flow.parts:
        yield f"      {part.part}: {part.before} -> {part.after}"
    if blocks:
        for block in flow.blocks:
            yield from _block(block)


def _block(block: BlockChange) -> Iterator[str]:
    sign = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}[block.kind]
    yield f"      {sign} {block.block} ({block.type})" + (f", was {block.was}" if block.was else "")
    for part in block.parts:
        before, after = (
            textwrap.shorten(str(text), 60) if text is not None else "nothing" for text in (part.before, part.after)
        )
        yield f"          {part.part}: {before} -> {after}"
