"""Compiled flows of the example programs: complete, connected, ordered, and the same every time."""

import json

import pytest

from contact_flows.compile.compile import compile_flows
from contact_flows.language.document import FlowSet, FlowType, Ref
from contact_flows.language.text import write
from spec.errors import SpecError
from spec.models import ProgramSpec
from spec.models.content import Faq
from tests.contact_flows.compile.examples import (
    TERMINAL,
    centers,
    compiled,
    hawaii,
    infra,
    oregon,
    reached,
    washington,
)

MAX_IDENTIFIER = 50
FORBIDDEN = set("%:(\\/)=$,;[]{}")
FUNCTIONS = {"switchboard", "opening", "open_case", "case_status", "find_account_manager"}
EMPTY_HANDED = {"MessageParticipantIteratively"}
"""May have no way on: it is left only when an agent takes the contact."""


@pytest.fixture(scope="module", params=list(centers()), ids=lambda pair: f"{pair[0].program.id}-{pair[1].id}")
def both(request: pytest.FixtureRequest) -> tuple[ProgramSpec, FlowSet]:
    program, center = request.param
    return program, compile_flows(program, center)


def test_every_transition_leads_to_an_action_of_the_same_flow(both: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in both[1].flows:
        known = {action.id for action in flow.actions}
        assert {target for action in flow.actions for target in action.targets()} <= known, flow.id


def test_every_action_is_reached_from_the_start(both: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in both[1].flows:
        assert reached(flow) == {action.id for action in flow.actions}, flow.id


def test_identifiers_are_unique_short_and_of_allowed_characters(both: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in both[1].flows:
        ids = [action.id for action in flow.actions]
        assert len(ids) == len(set(ids)), flow.id
        assert all(len(id_) <= MAX_IDENTIFIER and not FORBIDDEN & set(id_) for id_ in ids), flow.id


def test_only_a_terminal_action_has_no_way_on(both: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in both[1].flows:
        assert {a.type for a in flow.actions if a.next is None} <= TERMINAL | EMPTY_HANDED
        assert all(not list(a.targets()) for a in flow.actions if a.type in TERMINAL)


def test_every_action_can_come_to_an_end(both: tuple[ProgramSpec, FlowSet]) -> None:
    for flow in both[1].flows:
        ends = {a.id for a in flow.actions if a.type in TERMINAL | EMPTY_HANDED}
        back = {a.id: set(a.targets()) for a in flow.actions}
        while more := {id_ for id_, targets in back.items() if id_ not in ends and targets & ends}:
            ends |= more
        assert ends == set(back), flow.id


def test_every_reference_names_something_of_the_center(both: tuple[ProgramSpec, FlowSet]) -> None:
    program, flows = both
    known = {
        *(Ref("queue", queue.id) for queue in program.infrastructure.queues),
        *(Ref("hours", hours.id) for hours in program.infrastructure.hours),
        *(Ref("prompt", prompt.id) for prompt in program.content.prompts),
        *(Ref("module" if flow.type is FlowType.MODULE else "flow", flow.id) for flow in flows.flows),
        *(Ref("function", name) for name in FUNCTIONS),
        Ref("bot", "menu"),
    }
    assert {ref for flow in flows.flows for ref in flow.refs} <= known


def test_a_flow_of_another_center_is_never_named() -> None:
    for center in oregon().infrastructure.centers:
        flows = compile_flows(oregon(), center)
        own = {queue.id for queue in oregon().infrastructure.queues if queue.center == center.id}
        assert {ref.id for flow in flows.flows for ref in flow.refs if ref.kind == "queue"} <= own


def test_a_named_flow_stands_before_its_user_or_is_a_placeholder(both: tuple[ProgramSpec, FlowSet]) -> None:
    seen: set[str] = set()
    for flow in both[1].flows:
        named = {ref.id for ref in flow.refs if ref.kind in ("flow", "module")}
        assert named <= seen | both[1].placeholders, flow.id
        seen.add(flow.id)


def test_only_flows_of_a_circle_are_placeholders(both: tuple[ProgramSpec, FlowSet]) -> None:
    flows = both[1]
    for id_ in flows.placeholders:
        found: set[str] = set()
        ahead = [id_]
        while ahead:
            named = {ref.id for ref in flows[ahead.pop()].refs if ref.kind == "flow"} - found
            found |= named
            ahead += named
        assert id_ in found


def test_every_action_knows_the_part_of_the_spec_that_it_comes_from(both: tuple[ProgramSpec, FlowSet]) -> None:
    roots = set(type(both[0]).model_fields)
    for flow in both[1].flows:
        assert {action.spec_path.partition(".")[0].partition("[")[0] for action in flow.actions} <= roots, flow.id


def test_only_what_a_contact_can_come_to_is_compiled() -> None:
    flows = compiled(washington())
    assert "queue-spanish-es-US" in flows
    assert "queue-billing-es-US" not in flows, "no line of it is spoken in Spanish"
    assert "choose" not in flows, "one account manager leaves no choice"


def test_every_flow_is_well_below_the_size_that_the_service_takes(both: tuple[ProgramSpec, FlowSet]) -> None:
    assert max(len(flow.actions) for flow in both[1].flows) <= 250


def test_a_flow_that_is_too_large_is_blamed_on_the_part_of_the_spec_that_made_it_so() -> None:
    base = oregon()
    manager = base.account_managers[0]
    many = tuple(manager.model_copy(update={"id": f"am{number}", "name": f"AM {number}"}) for number in range(150))
    with pytest.raises(SpecError, match=r"^account_managers: flow '[a-zA-Z-]+' needs \d+ actions"):
        compiled(base.model_copy(update={"account_managers": many}), "state")


def test_the_same_spec_gives_the_same_bytes() -> None:
    texts = [[write(flow, str) for flow in compiled(hawaii().model_copy(deep=True)).flows] for _ in range(2)]
    assert texts[0] == texts[1]


def test_json_resolves_every_reference() -> None:
    for flow in compiled(hawaii()).flows:
        document = json.loads(write(flow, lambda ref: f"arn:{ref.kind}/{ref.id}"))
        assert document["StartAction"] == flow.start
        assert all(set(a) == {"Identifier", "Type", "Parameters", "Transitions"} for a in document["Actions"])


def test_twice_the_queues_make_twice_the_flows_and_no_larger_ones() -> None:
    base, sizes = washington(), []
    for count in (20, 40, 80):
        grown = _with_queues(base, count)
        flows = compiled(grown)
        queues = [flow for flow in flows.flows if flow.id.startswith("queue-q")]
        sizes.append((len(queues), sum(len(flow.actions) for flow in queues)))
    assert sizes[2][0] - sizes[1][0] == 2 * (sizes[1][0] - sizes[0][0])
    assert sizes[2][1] - sizes[1][1] == 2 * (sizes[1][1] - sizes[0][1])


def test_hundreds_of_queues_are_divided_over_several_flows() -> None:
    flows = compiled(_with_queues(washington(), 450))
    parts = [flow.id for flow in flows.flows if flow.id.startswith("task")]
    assert sorted(parts) == ["task", "task-2", "task-3"]
    assert max(len(flow.actions) for flow in flows.flows) <= 250
    told_apart = {branch.operands[0] for part in parts for branch in flows[part].by_id["queue"].conditions}
    assert {f"q{number}" for number in range(450)} <= told_apart


def _with_queues(base: ProgramSpec, count: int) -> ProgramSpec:
    """That many queues, each with a topic and a spoken answer, behind as many lines as their keys need."""
    queue, topic, faq, main = (
        base.infrastructure.queues[0],
        base.topics[2],
        base.content.faqs[0],
        base.infrastructure.lines[0],
    )
    numbers = range(count)
    queues = tuple(queue.model_copy(update={"id": f"q{n}", "name": f"Q {n}", "overflow": None}) for n in numbers)
    topics = tuple(topic.model_copy(update={"id": f"t{n}", "name": f"topic {n}", "queue": f"q{n}"}) for n in numbers)
    faqs: tuple[Faq, ...] = tuple(
        faq.model_copy(update={"id": f"f{n}", "topic": f"t{n}", "spoken": {"en-US": "Yes."}}) for n in numbers
    )
    choice = main.menu[0]
    lines = tuple(
        main.model_copy(
            update={
                "id": f"l{first}",
                "name": f"L {first}",
                "menu": tuple(
                    choice.model_copy(
                        update={"key": str(k + 1), "topic": f"t{first + k}", "label": f"topic {first + k}"}
                    )
                    for k in range(5)
                ),
            }
        )
        for first in range(0, count, 5)
    )
    grown = infra(base, queues=base.infrastructure.queues + queues, lines=base.infrastructure.lines + lines)
    content = base.content.model_copy(update={"faqs": base.content.faqs + faqs})
    return grown.model_copy(update={"topics": base.topics + topics, "content": content})
