"""The example programs, edits of them, and ways through a compiled flow."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import Action, FlowDocument, FlowSet
from spec.load import load
from spec.models import ProgramSpec
from spec.models.centers import Center

ROOT = Path(__file__).parents[3]
TERMINAL = {"DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution"}
LEAVES = {"TransferToFlow", "TransferContactToQueue", "TransferParticipantToThirdParty"}


@cache
def program(name: str) -> ProgramSpec:
    """By the folder in `stacks`, or the good case of `tests/cases`."""
    stack = ROOT / "stacks" / name / "program.yaml"
    return load(stack if stack.exists() else ROOT / "tests" / "cases" / "good" / name / "program.yaml")


def hawaii() -> ProgramSpec:
    return program("hawaii-in-house")


def washington() -> ProgramSpec:
    return program("washington-outsourced")


def oregon() -> ProgramSpec:
    return program("oregon-vendor")


def centers() -> Iterator[tuple[ProgramSpec, Center]]:
    for name in ("hawaii-in-house", "washington-outsourced", "oregon-vendor", "managers", "office"):
        for center in program(name).infrastructure.centers:
            yield program(name), center


every_center = pytest.mark.parametrize(
    ("program", "center"),
    [pytest.param(spec, center, id=f"{spec.program.id}-{center.id}") for spec, center in centers()],
)


def center_of(spec: ProgramSpec, id_: str | None = None) -> Center:
    return next(center for center in spec.infrastructure.centers if id_ in (None, center.id))


def compiled(spec: ProgramSpec, center: str | None = None, *, test_banner: bool = False) -> FlowSet:
    return compile_flows(spec, center_of(spec, center), test_banner=test_banner)


def infra(spec: ProgramSpec, **changes: Any) -> ProgramSpec:
    """The program with other parts of its infrastructure."""
    return spec.model_copy(update={"infrastructure": spec.infrastructure.model_copy(update=changes)})


def routing(spec: ProgramSpec, **changes: Any) -> ProgramSpec:
    return infra(spec, routing=spec.infrastructure.routing.model_copy(update=changes))


def consent(spec: ProgramSpec, **changes: Any) -> ProgramSpec:
    return infra(spec, consent=spec.infrastructure.consent.model_copy(update=changes))


def line(spec: ProgramSpec, id_: str, **changes: Any) -> ProgramSpec:
    lines = tuple(one.model_copy(update=changes) if one.id == id_ else one for one in spec.infrastructure.lines)
    return infra(spec, lines=lines)


def reached(flow: FlowDocument, start: str | None = None, *, past: Iterable[str] = ()) -> set[str]:
    """Actions that a contact can come to, not going on beyond those in `past`."""
    found: set[str] = set()
    waiting, closed = [start or flow.start], set(past)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [] if here in closed else flow.by_id[here].targets()
    return found


def flow_named(action: Action) -> str:
    """Id of the flow to which an action sends the contact."""
    return str(action.given("ContactFlowId")).removeprefix("flow:")


def said(flows: FlowSet | FlowDocument) -> str:
    """Every word of one or all flows."""
    documents = (flows,) if isinstance(flows, FlowDocument) else flows.flows
    return " ".join(str(action.given("Text") or "") for flow in documents for action in flow.actions)


def menus(flow: FlowDocument) -> list[Action]:
    """Questions that are answered by one key."""
    return [
        action
        for action in flow.actions
        if action.type == "GetParticipantInput" and action.given("StoreInput") == "False"
    ]


def key(action: Action, pressed: str) -> str | None:
    return next((branch.next for branch in action.conditions if branch.operands == (pressed,)), None)


def walk(flow: FlowDocument, start: str, error: str, most: int = 200) -> list[Action]:
    """The way, in opening hours, of a caller who answers every question with this error, such as silence."""
    counts: dict[str, int] = {}
    way: list[Action] = []
    here = start
    for _ in range(most):
        action = flow.by_id[here]
        way.append(action)
        if action.type in LEAVES | TERMINAL:
            return way
        if action.type == "Loop":
            counts[here] = counts.get(here, 0) + 1
            goes_on = counts[here] <= int(str(action.given("LoopCount")))
            here = str(key(action, "ContinueLooping" if goes_on else "DoneLooping"))
        else:
            here = key(action, "True") or action.error(error) or str(action.next)
    raise AssertionError(f"no end after {most} actions: {[action.id for action in way[-5:]]}")
