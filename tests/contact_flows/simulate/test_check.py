"""Impossible worlds are refused, each next to the nearest possible one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendars.service.hours import Override, ServiceOpening
from calendars.service.recurrence import Recurrence
from contact_flows.language.document import Channel
from contact_flows.simulate.check import ImpossibleError, check, require
from contact_flows.simulate.contact import Contact, Keys, Says
from contact_flows.simulate.machine import Machine
from contact_flows.simulate.world import Agent, Fault, Phone, QuickConnect, World
from tests.contact_flows.simulate.small import BILLING, OFFICE, WORLD, flow

MACHINE = Machine.of([flow("main")])
PACIFIC = ZoneInfo("America/Los_Angeles")


def complaints(world: World = WORLD, **contact: Any) -> list[str]:
    return [found.what for found in check(world, Contact(**{"flow": "main", **contact}), MACHINE)]


def queue(**changes: Any) -> World:
    return replace(WORLD, queues={"queue:billing": replace(BILLING, **changes)})


def hours(**changes: Any) -> World:
    return replace(WORLD, hours={"hours:office": replace(OFFICE, **changes)})


def agent(**changes: Any) -> World:
    return replace(WORLD, agent=Agent(**changes))


def dated(**changes: Any) -> Override:
    return replace(Override("move", dt.date(2027, 3, 8), dt.date(2027, 3, 12), "CLOSED"), **changes)


EVERY_6 = Recurrence("WEEKLY", 6)
GENERAL = QuickConnect("flow:main", "queue:general")


def test_the_usual_world_is_possible() -> None:
    assert complaints() == []


@pytest.mark.parametrize(
    ("impossible", "possible"),
    [
        (replace(WORLD, now=dt.datetime(2027, 3, 10, 10)), WORLD),  # noqa: DTZ001  # the point of it
        (
            replace(WORLD, now=dt.datetime(2027, 3, 14, 2, 30, tzinfo=PACIFIC)),
            replace(WORLD, now=dt.datetime(2027, 3, 14, 3, 30, tzinfo=PACIFIC)),
        ),
        (queue(contacts=-1), queue(contacts=0)),
        (queue(capacity=-1), queue(capacity=0)),
        (queue(wait_seconds=-5), queue(wait_seconds=0)),
        (queue(agents_available=2), queue(agents_available=2, agents_staffed=2, agents_online=2)),
        (queue(agents_staffed=2), queue(agents_staffed=2, agents_online=2)),
        (queue(hours="hours:moon"), queue(hours="hours:office")),
        (queue(agent_queue=True), queue(agent_queue=True, hours="")),
        (replace(WORLD, region="Oregon"), replace(WORLD, region="us-gov-west-1")),
        (replace(WORLD, down=frozenset({"eu-west-1"})), replace(WORLD, down=frozenset({"us-west-2"}))),
        (replace(WORLD, replica="us-west-2"), replace(WORLD, replica="us-east-1")),
        (replace(WORLD, faults={"function:f": Fault.DEAD}), replace(WORLD, faults={"functions": Fault.DEAD})),
        (replace(WORLD, faults={"queue:nowhere": Fault.DEAD}), replace(WORLD, faults={"queue:billing": Fault.DEAD})),
        (
            replace(WORLD, faults={"hours:office": Fault.WRONG_SHAPE}),
            replace(WORLD, faults={"hours:office": Fault.SLOW}),
        ),
        (hours(time_zone="Pacific/Nowhere"), hours(time_zone="Pacific/Honolulu")),
        (hours(week=(ServiceOpening("mon", 960, 360),)), hours(week=(ServiceOpening("mon", 960, 0),))),
        (hours(week=(ServiceOpening("mon", 0, 1500),)), hours(week=(ServiceOpening("mon", 0, 0),))),
        (hours(week=(ServiceOpening("fun", 0, 60),)), hours(week=(ServiceOpening("", 0, 60),))),
        (hours(overrides=(dated(till=dt.date(2027, 1, 1)),)), hours(overrides=(dated(),))),
        (hours(overrides=(dated(type="SOMETIMES"),)), hours(overrides=(dated(type="OPEN"),))),
        (hours(overrides=(dated(recurrence=Recurrence("WEEKLY", 0)),)), hours(overrides=(dated(recurrence=EVERY_6),))),
        (hours(parents=(OFFICE,) * 4), hours(parents=(OFFICE,) * 3)),
        (hours(parents=(replace(OFFICE, parents=(OFFICE,)),)), hours(parents=(OFFICE,))),
        (queue(wait_seconds=float("nan")), queue(wait_seconds=None)),
        (queue(wait_seconds=float("inf")), queue(wait_seconds=1e6)),
        (queue(oldest_seconds=60), queue(oldest_seconds=60, contacts=1)),
        (queue(outbound_flow="flow:nowhere"), queue(outbound_flow="flow:main")),
        (agent(talk_seconds=-1), agent(talk_seconds=0)),
        (agent(holds_seconds=(30, -30)), agent(holds_seconds=(30, 30))),
        (agent(drops=-1), agent(drops=1)),
        (agent(transfers=(QuickConnect("flow:nowhere", "queue:general"),)), agent(transfers=(GENERAL,))),
        (agent(transfers=(QuickConnect("flow:main", "queue:nowhere"),)), agent(transfers=(GENERAL,))),
        (replace(WORLD, phones={"+12065550142": ()}), replace(WORLD, phones={"+12065550142": (Phone.RINGS,)})),
        (replace(WORLD, faults={"everything": Fault.DEAD}), replace(WORLD, faults={"metrics": Fault.DEAD})),
    ],
)
def test_an_impossible_world_is_refused_and_its_neighbor_is_not(impossible: World, possible: World) -> None:
    assert complaints(impossible)
    assert complaints(possible) == []


@pytest.mark.parametrize(
    ("impossible", "possible"),
    [
        ({"flow": "line-nowhere"}, {"flow": "main"}),
        ({"initiation": "TELEPATHY"}, {"initiation": "CALLBACK"}),
        ({"channel": Channel.EMAIL}, {"channel": Channel.EMAIL, "customer": "ana@mail.example"}),
        ({"customer": "ana@mail.example"}, {"customer": "anonymous"}),
        (
            {"channel": Channel.EMAIL, "customer": "ana@mail.example", "answers": (Keys("1"),)},
            {"channel": Channel.VOICE, "answers": (Keys("1"),)},
        ),
        (
            {"channel": Channel.CHAT, "answers": (Keys("1"),)},
            {"channel": Channel.CHAT, "answers": (Says("1"),)},
        ),
        ({"answers": (Keys("1A"),)}, {"answers": (Keys("1*#"),)}),
        ({"patience_seconds": -1}, {"patience_seconds": 0}),
        ({"hangs_up_after": float("nan")}, {"hangs_up_after": 1.0}),
        ({"attempts": 0}, {"attempts": 3}),
        ({"initiation": "CALLBACK", "channel": Channel.CHAT}, {"initiation": "API", "channel": Channel.CHAT}),
        ({"initiation": "EXTERNAL_OUTBOUND"}, {"initiation": "OUTBOUND"}),
        (
            {"initiation": "AGENT_REPLY"},
            {"initiation": "AGENT_REPLY", "channel": Channel.EMAIL, "customer": "a@b.example"},
        ),
        ({"first_message": "hello"}, {"first_message": "hello", "channel": Channel.CHAT}),
        ({"attributes": {"a": "é" * 16_384}}, {"attributes": {"a": "e" * 32_767}}),
    ],
)
def test_an_impossible_contact_is_refused_and_its_neighbor_is_not(
    impossible: dict[str, Any], possible: dict[str, Any]
) -> None:
    assert complaints(**impossible)
    assert complaints(**possible) == []


def test_all_complaints_come_at_once() -> None:
    with pytest.raises(ImpossibleError) as found:
        require(queue(contacts=-1, agents_available=9), Contact(flow="nowhere"), MACHINE)
    assert len(found.value.complaints) == 3
    assert "2 more" in str(found.value)
