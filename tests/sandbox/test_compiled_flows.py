"""Compiled flows meet no refusal of the sandbox, which refuses what the live service does: examples and variations."""

import json
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contact_flows.compile.compile import compile_flows
from contact_flows.language.document import FlowSet, Ref
from contact_flows.language.text import write
from sandbox.aws.flows.checker import problems
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.lines import Line, MenuChoice
from spec.models.topics import NeutralChoice
from tests.contact_flows.compile.examples import centers, consent, every_center, infra, routing

KINDS = {"flow": "contact-flow", "module": "flow-module", "hours": "operating-hours"}
INSTANCE = "arn:aws:connect:us-west-2:000000000301:instance/11111111-2222-4333-8444-555555555555"


def arn(ref: Ref) -> str:
    if ref.kind == "function":
        return f"arn:aws:lambda:$.AwsRegion:000000000301:function:{ref.id}"
    if ref.kind == "bot":
        return f"arn:aws:lex:$.AwsRegion:000000000301:bot-alias/{ref.id.upper()}/LIVE"
    return f"{INSTANCE}/{KINDS.get(ref.kind, ref.kind)}/{ref.id}"


def refusals(flows: FlowSet) -> dict[str, list[str]]:
    known = {arn(Ref("module" if str(flow.type) == "MODULE" else "flow", flow.id)) for flow in flows.flows}

    def exists(kind: str, id_: str) -> bool:
        return id_ in known if kind in ("contact-flow", "flow-module") else id_.startswith(INSTANCE)

    found = {flow.id: problems(write(flow, arn), str(flow.type), exists) for flow in flows.flows}
    return {id_: faults for id_, faults in found.items() if faults}


@every_center
def test_the_flows_of_an_example_are_published_without_a_problem(program: ProgramSpec, center: Center) -> None:
    assert refusals(compile_flows(program, center)) == {}
    assert refusals(compile_flows(program, center, test_banner=True)) == {}


class Case:
    """A program and a center with a short name: Hypothesis refuses to print whole programs."""

    def __init__(self, program: ProgramSpec, center: Center) -> None:
        self.program, self.center = program, center

    def __repr__(self) -> str:
        return f"{self.program.program.id}-{self.center.id}"


@cache
def bases() -> tuple[tuple[ProgramSpec, Center], ...]:
    return tuple(centers())


labels = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sc")), min_size=1, max_size=60).filter(
    str.strip
)


@st.composite
def menus(draw: st.DrawFn, program: ProgramSpec, center: Center, language: str) -> tuple[MenuChoice, ...]:
    """Any keys, each with a topic, a queue of the center, or another line."""
    first = program.infrastructure.centers[0].id
    queues = [queue.id for queue in program.infrastructure.queues if (queue.center or first) == center.id]
    places = st.one_of(
        st.sampled_from([topic.id for topic in program.topics]).map(lambda id_: {"topic": id_}),
        st.sampled_from(queues).map(lambda id_: {"queue": id_}),
        st.sampled_from([line.id for line in program.infrastructure.lines]).map(lambda id_: {"line": id_}),
    )
    keys = draw(st.lists(st.sampled_from("123456789"), unique=True, max_size=9))
    return tuple(
        MenuChoice.model_construct(
            key=key,
            label=draw(labels),
            label_in={language: draw(labels)},
            interpreter=draw(st.booleans()),
            topic=place.get("topic"),
            queue=place.get("queue"),
            line=place.get("line"),
        )
        for key in sorted(keys)
        for place in [draw(places)]
    )


@st.composite
def variations(draw: st.DrawFn) -> Case:
    """Another menu, other languages, other rules for a line of an example."""
    program, center = draw(st.sampled_from(bases()))
    first = program.infrastructure.centers[0].id
    spanish = "es-US"

    def changed(line: Line) -> Line:
        if (line.center or first) != center.id:
            return line
        menu = draw(menus(program, center, spanish))
        text: dict[str, Any] = {"greeting": draw(labels), "menu": menu}
        spoken = (
            {"languages": ("en-US", spanish), "greeting_in": {spanish: draw(labels)}} if draw(st.booleans()) else {}
        )
        return line.model_copy(update={**text, **spoken})

    made = infra(program, lines=tuple(changed(line) for line in program.infrastructure.lines))
    prompted = tuple(one.model_copy(update={"prompts": True}) for one in made.infrastructure.languages)
    known = {one.code: one for one in (prompted[0].model_copy(update={"code": spanish}), *prompted)}
    made = infra(made, languages=tuple(known.values()))
    optional = {
        name: None
        for name in ("supervisor", "sensitive", "am_complaint", "unknown_account_manager")
        if draw(st.booleans())
    }
    made = routing(made, max_transfers=draw(st.integers(0, 5)), **optional)
    made = consent(made, **{name: draw(st.booleans()) for name in ("record_calls", "announce", "unrecorded_path")})
    order = NeutralChoice(order=draw(st.sampled_from(["alphabetical", "random"])))
    made = made.model_copy(update={"content": made.content.model_copy(update={"neutral_choice": order})})
    return Case(made, next(one for one in made.infrastructure.centers if one.id == center.id))


@settings(derandomize=True, deadline=None, max_examples=40)
@given(variations(), st.booleans())
def test_no_variation_of_a_program_is_refused(case: Case, banner: bool) -> None:
    flows = compile_flows(case.program, case.center, test_banner=banner)
    assert refusals(flows) == {}
    assert max(len(flow.actions) for flow in flows.flows) <= 250
    assert all(json.loads(write(flow, arn)) for flow in flows.flows)
