"""Random contacts in random worlds, for the flows of any program: whatever can go wrong, several things at once."""

from __future__ import annotations

from hypothesis import strategies as st

from contact_flows.language.document import FlowSet
from contact_flows.scenarios.conditions import ANNOUNCED_MESSAGE, CLOSED_MESSAGE
from contact_flows.scenarios.coverage import branches_of
from contact_flows.scenarios.mandatory import functions_of
from contact_flows.scenarios.model import DEFAULT_CALLER, FAULTS, SPOKEN_MOMENTS, Given, Scenario
from contact_flows.scenarios.moments import Clocks
from contact_flows.scenarios.worlds import place_of
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to, resilience_of

Draw = st.DrawFn
ANY_END = ["queue", "callback", "voicemail", "transfer", "disconnect"]
CLOCK_CHANGES = ("2027-11-07 00:59:59", "2027-11-07 01:30", "2028-03-12 01:59:59", "2028-03-12 03:00")
"""Where clocks change, and elsewhere just days."""
ANSWERS = (
    *({"press": key} for key in "111223450123456789*#"),
    *({"press": keys} for keys in ("1234567890#", "3605550142#", "911#", "##", "**0", "5555555555")),
    *({"say": words} for words in ("agent", "agente", "repeat", "billing", "xylophone marmalade", "my complaint")),
    {"silent": True},
    {"silent": True},
    {"hang_up": True},
)


@st.composite
def scenarios(draw: Draw, program: ProgramSpec, center: Center, flows: FlowSet) -> Scenario:
    """One contact. It expects nothing: that is the properties' part."""
    given = Given.model_validate(draw(_place(program, center)) | draw(_world(program, center, flows)))
    when = draw(st.lists(st.sampled_from(ANSWERS), max_size=10))
    if Clocks(program).moment(place_of(program, given).hours.id, given.at) is None:
        given = given.model_copy(update={"at": "2027-09-08 10:30"})  # these hours have no such moment
    then = {"ends": ANY_END}
    return Scenario.model_validate({"id": "any", "title": "any", "given": given, "when": when, "then": then})


@st.composite
def _place(draw: Draw, program: ProgramSpec, center: Center) -> dict[str, object]:
    """A way in that the center has."""
    lines = [{"line": line.id} for line in belongs_to(program, center, program.infrastructure.lines)]
    emails = center.channels.email.addresses if center.channels.email else ()
    ways: list[dict[str, str]] = [
        *lines,
        *lines,
        {"channel": "task"},
        *([{"channel": "chat"}] if center.channels.chat else []),
        *({"channel": "email", "address": address.id} for address in emails),
    ]
    return {"center": center.id, **draw(st.sampled_from(ways))}


@st.composite
def _world(draw: Draw, program: ProgramSpec, center: Center, flows: FlowSet) -> dict[str, object]:
    queues = [queue.id for queue in belongs_to(program, center, program.infrastructure.queues)]
    some_queues = st.one_of(st.just(()), st.just("all"), st.lists(st.sampled_from(queues), unique=True, max_size=3))
    replica = resilience_of(program, center).replica_region is not None
    managers = [manager.id for manager in program.account_managers]
    given: dict[str, object] = {
        "at": draw(st.sampled_from((*SPOKEN_MOMENTS, *CLOCK_CHANGES))),
        "full": draw(some_queues),
        "unstaffed": draw(some_queues),
        "wait_seconds": draw(st.sampled_from((0, 30, 900))),
        "agents_answer": draw(st.booleans()),
        "emergency": draw(st.sampled_from(EMERGENCIES)),
        "region_down": replica and draw(st.booleans()),
        "caller": draw(st.sampled_from((DEFAULT_CALLER, "withheld", "+81355501234"))),
        "outside": draw(st.sampled_from(("answers", "answers, and hangs up first", "busy", "rings"))),
        "account_manager": draw(st.sampled_from((None, *managers))),
        "case": draw(st.sampled_from((None, {"reference": "1234567890", "status": "open"}))),
        "faults": draw(_faults(flows)),
    }
    return given


EMERGENCIES = (
    None,
    None,
    {"state": "closed", "message": CLOSED_MESSAGE},
    {"state": "announce", "message": ANNOUNCED_MESSAGE},
)


@st.composite
def _faults(draw: Draw, flows: FlowSet) -> dict[str, str]:
    """Services and functions that fail, and up to two blocks that take an error branch of theirs."""
    things = ["bots", "hours", "metrics", "callbacks", *(f"function:{id_}" for id_ in functions_of(flows))]
    faults = draw(st.dictionaries(st.sampled_from(things), st.sampled_from(FAULTS[:2]), max_size=3))
    if functions := functions_of(flows):
        wrong = st.sampled_from([f"function:{id_}" for id_ in functions])
        faults |= draw(st.dictionaries(wrong, st.just(FAULTS[2]), max_size=1))
    errors = [
        (f"{branch.flow}/{branch.block}", branch.name[1:])
        for flow in flows.flows
        for action in flow.actions
        for branch in branches_of(flow, action)
        if branch.name.startswith("!") and branch.name != "!NoMatchingCondition"
    ]
    return faults | dict(draw(st.lists(st.sampled_from(errors), max_size=2)))
