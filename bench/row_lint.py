"""Lint of foreign flows: read from JSON, and every rule applied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bench.measure import Figure, Result, timed
from bench.place import ROOT
from contact_flows.compile import compile_flows
from contact_flows.language.text import write
from contact_flows.lint import lint
from contact_flows.lint.foreign import read_foreign
from spec.load import load

FLOWS = 1_000
RUNS = 3
BAR_FACTOR = 20
"""Times faster than one second for each flow."""
WASHINGTON = ROOT / "stacks" / "washington-outsourced" / "program.yaml"
GOOD = ROOT / "tests" / "cases" / "flows" / "good"
HOW = f"""From JSON text to findings, {FLOWS:,} documents one by one: the good cases of `tests/cases/flows` and the
compiled flows of set-up B as the service would give them back, in turn, with other texts in each round."""


def measure() -> Result:
    texts = list(_varied(FLOWS))
    times = tuple(timed(lambda: _findings(texts)) for _ in range(RUNS))
    blocks = sum(len(json.loads(text)["Actions"]) for text in texts)
    seconds = Figure(f"{FLOWS:,} flows, {blocks:,} blocks, {_findings(texts):,} findings", "s", times)
    factor = FLOWS / seconds.median
    return Result(
        row="lint",
        what=f"`flows lint` of {FLOWS:,} foreign flows",
        bar=f">= {BAR_FACTOR} x faster than one second each",
        measured=f"{factor:,.0f} x",
        met=factor >= BAR_FACTOR,
        figures=(seconds, Figure("one flow", "ms", tuple(1e3 * taken / FLOWS for taken in times))),
        remarks=(HOW,),
    )


def _findings(texts: list[str]) -> int:
    return sum(len(lint((read_foreign(text, id=f"flow-{number}").document,))) for number, text in enumerate(texts))


def _varied(count: int) -> Iterator[str]:
    flows = [json.loads(text) for text in (*_good(), *_compiled())]
    for number in range(count):
        yield json.dumps({**flows[number % len(flows)], "Actions": [*_reworded(flows[number % len(flows)], number)]})


def _good() -> Iterator[str]:
    yield from (file.read_text("utf-8") for file in sorted(GOOD.glob("*.json")))


def _compiled() -> Iterator[str]:
    program = load(WASHINGTON)
    for flow in compile_flows(program, program.infrastructure.centers[0]).flows:
        yield write(flow, lambda ref: f"arn:aws:connect:us-west-2:000000000000:instance/x/{ref.kind}/{ref.id}")


def _reworded(flow: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    """Blocks whose texts differ from round to round; all else is as it was."""
    for action in flow["Actions"]:
        parameters = dict(action.get("Parameters", {}))
        if "Text" in parameters:
            parameters["Text"] = f"{parameters['Text']} {number}"
        yield {**action, "Parameters": parameters}
