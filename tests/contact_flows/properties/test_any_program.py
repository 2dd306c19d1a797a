"""Random valid programs, and random contacts in random worlds: nobody reaches a dead end, an endless loop or silence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from contact_flows.compile import compile_flows
from contact_flows.compile.message import SPEAKING_SECONDS
from contact_flows.language.document import FlowSet, FlowType, Ref
from contact_flows.language.text import write
from contact_flows.lint import Context, lint
from contact_flows.scenarios.model import Channel, Scenario
from contact_flows.scenarios.run import Bench, Stage
from contact_flows.simulate.trace import Step, Trace
from infra.local_functions import local_functions
from sandbox.aws.flows.checker import problems
from spec.models import ProgramSpec
from spec.models.centers import Center
from tests.contact_flows.properties.contacts import scenarios
from tests.contact_flows.properties.programs import BASES, programs

LONGEST_SILENCE_SECONDS = 90.0
"""Who hears nothing for longer believes that the line is dead."""
CONTACTS = 6
"""For each program: to make one costs far more than to play a contact."""
POSTURE = frozenset({"FC130", "FP113"})
"""Warnings that a program may deserve, or that one flow alone cannot answer.

A queue that takes neither message nor callback says goodbye to the silent (FC130); whoever comes back to the queue that
they chose passed its hours when they came first, in the same flow but by another way (FP113).
"""
QUICK = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
"""For each base: one test for all of them outlasts the time after which a test is taken for hanging."""
EACH_BASE = pytest.mark.parametrize("base", BASES)


class Compiled:
    """Not a dataclass: Hypothesis would print every field of one, and a program has thousands."""

    def __init__(self, program: ProgramSpec, center: Center, flows: FlowSet) -> None:
        self.program, self.center, self.flows = program, center, flows

    def __repr__(self) -> str:
        """What was drawn for the program is printed as a note."""
        return f"{self.program.program.id}/{self.center.id}"


@st.composite
def compiled(draw: st.DrawFn, bases: Sequence[str] = BASES) -> Compiled:
    """One center of a random program. That it compiles at all is the first property."""
    program, edits = draw(programs(bases))
    note(edits)
    center = draw(st.sampled_from(program.infrastructure.centers))
    return Compiled(program, center, compile_flows(program, center, test_banner=draw(st.booleans())))


def arn(ref: Ref) -> str:
    return f"arn:aws:connect:us-west-2:000000000000:instance/x/{ref.kind}/{ref.id}"


def the_service_publishes(made: Compiled) -> None:
    found = {flow.id: problems(write(flow, arn), str(flow.type), lambda _kind, _id: True) for flow in made.flows.flows}
    assert {flow: refused for flow, refused in found.items() if refused} == {}


def lint_has_nothing_to_say(made: Compiled) -> None:
    found = lint(made.flows.flows, context=Context.of(made.program))
    assert [f"{one.code} {one.flow}/{one.block}: {one.message}" for one in found if one.code not in POSTURE] == []


def nobody_is_stranded(made: Compiled, scenario: Scenario) -> None:
    """Nor told anything that the spec does not say: the scenario's judge is asked, too."""
    played = Stage(Bench(made.program, made.center, made.flows, local_functions)).play(scenario)
    assert played.unmet is None, str(played.unmet)
    if scenario.given.channel is Channel.VOICE:
        assert silence(played.trace, made.flows) <= LONGEST_SILENCE_SECONDS + 2 * _key_seconds(made.program)
        assert played.trace.heard or played.trace.by == "customer" or played.script.mute


def _key_seconds(program: ProgramSpec) -> int:
    return program.infrastructure.accessibility.dtmf_timeout_seconds


def silence(trace: Trace, flows: FlowSet) -> float:
    """Seconds of the longest time in which the caller heard nothing and nobody spoke, up to the end."""
    heard = [said.at_seconds for said in trace.said if said.to == "customer"]
    talking = [at for at, step in zip(trace.moments, trace.steps, strict=True) if talks(flows, step)]
    gaps = pairwise([0.0, *heard, trace.elapsed_seconds])
    return max((end - start for start, end in gaps if not any(start <= at <= end for at in talking)), default=0.0)


def talks(flows: FlowSet, step: Step) -> bool:
    """Whether the caller then speaks: with an agent, with somebody outside, or leaving a message."""
    flow = flows[step.flow]
    action = flow.by_id[step.block]
    return (
        flow.type is FlowType.AGENT_WHISPER
        or action.type == "TransferParticipantToThirdParty"
        or action.given("InputTimeLimitSeconds") == str(SPEAKING_SECONDS)
    )


@given(compiled())
@QUICK
def test_flows_of_any_program_are_published_by_the_service(made: Compiled) -> None:
    the_service_publishes(made)


@given(compiled())
@QUICK
def test_flows_of_any_program_lint_clean(made: Compiled) -> None:
    lint_has_nothing_to_say(made)


@given(st.data())
@QUICK
def test_no_contact_in_any_world_is_stranded(data: st.DataObject) -> None:
    made = data.draw(compiled())
    for _ in range(CONTACTS):
        nobody_is_stranded(made, data.draw(scenarios(made.program, made.center, made.flows)))


@pytest.mark.slow
@EACH_BASE
@given(st.data())
@LONG
def test_flows_of_many_programs_are_published_and_lint_clean(base: str, data: st.DataObject) -> None:
    made = data.draw(compiled([base]))
    the_service_publishes(made)
    lint_has_nothing_to_say(made)


@pytest.mark.slow
@EACH_BASE
@given(st.data())
@LONG
def test_none_of_many_contacts_is_stranded(base: str, data: st.DataObject) -> None:
    made = data.draw(compiled([base]))
    for _ in range(CONTACTS):
        nobody_is_stranded(made, data.draw(scenarios(made.program, made.center, made.flows)))
