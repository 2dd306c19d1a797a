"""What agents do, through compiled flows: the hold flow, the quick connect's flow and its count of hops."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cli.calling.place import contact_for, world_for
from cli.calling.request import CallRequest
from contact_flows.compile import compile_flows
from contact_flows.simulate.check import check
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import Agent, QuickConnect
from spec.load import load

PROGRAM = load(Path(__file__).parents[3] / "stacks/washington-outsourced/program.yaml")
MACHINE = Machine.of(compile_flows(PROGRAM, PROGRAM.infrastructure.centers[0]))
REQUEST = CallRequest(at="2027-03-10 10:00", keys=("0",))
SPANISH = QuickConnect("flow:transfer", "queue:spanish")


def served(agent: Agent) -> Trace:
    world = replace(world_for(PROGRAM, REQUEST, MACHINE), agent=agent)
    contact = contact_for(PROGRAM, REQUEST, MACHINE)
    assert check(world, contact, MACHINE) == ()
    return MACHINE.run(world, contact)


def test_the_hold_flow_plays_to_a_customer_on_hold() -> None:
    trace = served(Agent(holds_seconds=(45,)))
    assert [said.to for said in trace.said if said.flow == "on-hold"] == ["customer", "customer"]
    assert trace.agent


def test_an_agents_transfer_counts_a_hop_and_enters_the_queue_that_it_brings() -> None:
    before, trace = served(Agent()), served(Agent(transfers=(SPANISH,)))
    assert ("transfer", "enter", "queued") in trace.steps
    assert trace.queues == (*before.queues, "queue:spanish")
    assert int(trace.attributes["hops"]) == int(before.attributes.get("hops") or 0) + 1


def test_agents_who_pass_a_customer_around_are_all_counted() -> None:
    trace = served(Agent(transfers=(SPANISH, SPANISH, SPANISH)))
    assert ("hop", "bounced", "") in trace.steps
    assert trace.agent
