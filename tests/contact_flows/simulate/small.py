"""Small flows by hand, and a world that is open and staffed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from calendars.service.hours import HoursOfOperation, ServiceOpening
from contact_flows.language.document import Action, Condition, ErrorBranch, FlowDocument, FlowType
from contact_flows.language.text import freeze
from contact_flows.simulate.contact import Answer, Contact
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import Functions, QueueState, World

ZONE = ZoneInfo("America/Los_Angeles")
WEDNESDAY_10 = dt.datetime(2027, 3, 10, 10, 0, tzinfo=ZONE)
WEEK = tuple(ServiceOpening(day, 480, 1020) for day in ("mon", "tue", "wed", "thu", "fri"))
OFFICE = HoursOfOperation("office", "America/Los_Angeles", WEEK)
BILLING = QueueState(name="Billing", hours="hours:office", capacity=10, wait_seconds=30)
WORLD = World(
    now=WEDNESDAY_10,
    hours={"hours:office": OFFICE},
    queues={"queue:billing": BILLING, "queue:general": replace(BILLING, name="General")},
)


def act(
    id_: str,
    type_: str,
    then: str | None = "end",
    on: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    **parameters: Any,
) -> Action:
    """An action; `on` maps results that it must equal to their branch."""
    frozen = freeze(parameters)
    assert isinstance(frozen, dict)
    return Action(
        id=id_,
        type=type_,
        parameters=frozen,
        next=then,
        conditions=tuple(Condition(target, (operand,)) for operand, target in (on or {}).items()),
        errors=tuple(ErrorBranch(kind, target) for kind, target in (errors or {}).items()),
    )


def say(id_: str, text: str, then: str = "end") -> Action:
    return act(id_, "MessageParticipant", then, Text=text)


def keep(id_: str, then: str = "end", **values: str) -> Action:
    return act(id_, "UpdateContactAttributes", then, errors={"NoMatchingError": "failed"}, Attributes=values)


def call(id_: str, function: str = "function:f", then: str = "end", **attributes: str) -> Action:
    return act(
        id_,
        "InvokeLambdaFunction",
        then,
        errors={"NoMatchingError": "failed"},
        LambdaFunctionARN=function,
        InvocationTimeLimitSeconds="8",
        LambdaInvocationAttributes=attributes,
    )


END = act("end", "DisconnectParticipant", None)
FAILED = say("failed", "failed")
TO_QUEUE = (
    act("set", "UpdateContactTargetQueue", "enter", errors={"NoMatchingError": "failed"}, QueueId="queue:billing"),
    act("enter", "TransferContactToQueue", "failed", errors={"QueueAtCapacity": "full", "NoMatchingError": "failed"}),
    say("full", "full"),
)


def flow(id_: str, *actions: Action, kind: FlowType | None = FlowType.CONTACT_FLOW, language: str = "") -> FlowDocument:
    """With an end and a failure to go to, and, for a flow that may not hang up, one that only ends."""
    ending = END if kind in (FlowType.CONTACT_FLOW, None) else act("end", "EndFlowExecution", None)
    if kind is FlowType.MODULE:
        ending = act("end", "EndFlowModuleExecution", None)
    own = {action.id for action in actions}
    more = tuple(action for action in (ending, FAILED) if action.id not in own)
    return FlowDocument(id=id_, name=id_, type=kind, actions=(*actions, *more), language=language)


def play(
    *actions: Action,
    answers: tuple[Answer, ...] = (),
    others: tuple[FlowDocument, ...] = (),
    world: World = WORLD,
    functions: Functions | None = None,
    **contact: Any,
) -> Trace:
    """One contact through a flow of these actions."""
    machine = Machine.of((flow("main", *actions), *others))
    lived = world if functions is None else replace(world, functions=functions)
    return machine.run(lived, Contact(flow="main", answers=answers, **contact))


def texts(trace: Trace) -> list[str]:
    """What the customer heard."""
    return [said.text for said in trace.said if said.to == "customer"]
