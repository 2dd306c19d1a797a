"""Compiled flows of the example programs: complete, connected, and refused by nothing the service insists on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_flows.compile import compile_flows
from contact_flows.language.document import FlowDocument, FlowSet, FlowType, Ref
from contact_flows.language.text import write
from spec.load import load
from spec.models import ProgramSpec
from spec.models.centers import Center

STACKS = sorted(Path(__file__).parents[2].glob("stacks/*/program.yaml"))
TERMINAL = {"DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution"}
MAX_IDENTIFIER = 50
FORBIDDEN = set("%:(\\/)=$,;[]{}")


def centers() -> Iterator[tuple[ProgramSpec, Center]]:
    for path in STACKS:
        program = load(path)
        for center in program.infrastructure.centers:
            yield program, center


@pytest.fixture(scope="module", params=list(centers()), ids=lambda pair: f"{pair[0].program.id}-{pair[1].id}")
def compiled(request: pytest.FixtureRequest) -> tuple[ProgramSpec, FlowSet]:
    program, center = request.param
    return program, compile_flows(program, center)


def test_every_transition_leads_to_an_action_of_the_same_flow(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in compiled[1].flows:
        known = {action.id for action in flow.actions}
        assert {target for action in flow.actions for target in action.targets()} <= known, flow.id


def test_every_action_is_reached_from_the_start(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in compiled[1].flows:
        assert reached(flow) == {action.id for action in flow.actions}, flow.id


def test_identifiers_are_unique_short_and_of_allowed_characters(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in compiled[1].flows:
        ids = [action.id for action in flow.actions]
        assert len(ids) == len(set(ids))
        assert all(len(id_) <= MAX_IDENTIFIER and not FORBIDDEN & set(id_) for id_ in ids)


def test_only_a_terminal_action_has_no_way_on(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in compiled[1].flows:
        assert {a.type for a in flow.actions if a.next is None} <= TERMINAL
        assert all(not list(a.targets()) for a in flow.actions if a.type in TERMINAL)


def test_every_action_can_come_to_an_end(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in compiled[1].flows:
        ends = {a.id for a in flow.actions if a.type in TERMINAL}
        back = {a.id: set(a.targets()) for a in flow.actions}
        while more := {id_ for id_, targets in back.items() if id_ not in ends and targets & ends}:
            ends |= more
        assert ends == set(back), flow.id


def test_every_reference_names_something_of_the_spec(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    program, flows = compiled
    infra = program.infrastructure
    known = {
        *(Ref("queue", queue.id) for queue in infra.queues),
        *(Ref("hours", hours.id) for hours in infra.hours),
        *(Ref("prompt", prompt.id) for prompt in program.content.prompts),
        *(Ref("flow", flow.id) for flow in flows.flows),
        *(Ref("module", flow.id) for flow in flows.flows if flow.type is FlowType.MODULE),
        Ref("function", "switchboard"),
        Ref("function", "open_case"),
    }
    assert {ref for flow in flows.flows for ref in flow.refs} <= known


def test_a_referenced_flow_stands_before_its_user(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    seen: set[str] = set()
    for flow in compiled[1].flows:
        assert {ref.id for ref in flow.refs if ref.kind in ("flow", "module")} <= seen
        seen.add(flow.id)


def test_recording_starts_before_its_notice_is_spoken() -> None:
    program = load(STACKS[0])
    line = next(f for f in compile_flows(program, program.infrastructure.centers[0]).flows if f.id.startswith("line-"))
    order = [action.id for action in line.actions]
    assert order.index("record") < order.index("greet")
    assert "recorded" in str(line.actions[order.index("greet")].given("Text"))


def test_zero_reaches_a_person_on_every_menu(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in compiled[1].flows:
        for action in flow.actions:
            if action.id == "menu":
                person = next(c.next for c in action.conditions if c.operands[0] == "0")
                assert person.startswith("queue-")


def test_menus_wait_as_long_as_accessibility_asks(compiled: tuple[ProgramSpec, FlowSet]) -> None:
    program, flows = compiled
    least = program.infrastructure.accessibility.dtmf_timeout_seconds
    times = [
        int(str(a.given("InputTimeLimitSeconds")))
        for f in flows.flows
        for a in f.actions
        if a.given("InputTimeLimitSeconds")
    ]
    assert all(time >= min(least, 10) for time in times)


def test_callers_hear_that_it_is_a_test_only_where_it_is_one() -> None:
    program = load(STACKS[0])
    center = program.infrastructure.centers[0]
    real, test = (
        json.dumps([write(f, str) for f in compile_flows(program, center, test_banner=t).flows]) for t in (False, True)
    )
    assert ("This is a test" in real, "This is a test" in test) == (False, True)


def test_the_same_spec_gives_the_same_bytes() -> None:
    first, second = (load(STACKS[0]) for _ in range(2))
    texts = [[write(f, str) for f in compile_flows(p, p.infrastructure.centers[0]).flows] for p in (first, second)]
    assert texts[0] == texts[1]


def test_json_resolves_every_reference() -> None:
    program = load(STACKS[0])
    for flow in compile_flows(program, program.infrastructure.centers[0]).flows:
        document = json.loads(write(flow, lambda ref: f"arn:{ref.kind}/{ref.id}"))
        assert document["StartAction"] == flow.start
        assert all(set(a) == {"Identifier", "Type", "Parameters", "Transitions"} for a in document["Actions"])


def reached(flow: FlowDocument) -> set[str]:
    by_id = {action.id: action for action in flow.actions}
    found, waiting = set(), [flow.start]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += by_id[id_].targets()
    return found
