"""`given` and `when` of a scenario as the simulator takes them: a world and a contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from calendars.declared.hours import spec_hours
from calendars.service.hours import HoursOfOperation
from contact_flows.language import document
from contact_flows.scenarios.callers import language_key
from contact_flows.scenarios.inject import is_injected
from contact_flows.scenarios.model import Channel, Emergency, Given, KnownCase, Scenario, Step
from contact_flows.scenarios.moments import Clocks, Dates
from contact_flows.simulate.contact import Answer, Contact, HangUp, Keys, Says, Silence
from contact_flows.simulate.world import Agent, Fault, Functions, Phone, QueueState, QuickConnect, Understanding, World
from spec.errors import SpecError
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.hours import Hours
from spec.models.lines import Line
from spec.models.queues import Queue
from spec.select import belongs_to, resilience_of
from spec.switches import SwitchRow

WITHHELD = "anonymous"
"""What the customer's address is when the caller withholds the number."""
QUICK_CONNECT_FLOW = "flow:transfer"
PATIENT_SECONDS = 20 * 60.0
"""Then a caller gives up; longer waits hear nothing that was not said before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What the functions of a center find in their tables.

    now               the moment of the scenario
    region            where they run
    account_manager   of the caller, when the program knows the number
    retired           account managers who serve nobody any more
    switches          rows of the switchboard by scope, as read where the center is deployed; None: `emergency` is all
    """

    now: dt.datetime
    region: str
    caller: str
    emergency: Emergency | None = None
    case: KnownCase | None = None
    account_manager: str | None = None
    retired: tuple[str, ...] = ()
    switches: Mapping[str, SwitchRow] | None = None


FunctionSource = Callable[[ProgramSpec, Center, Backing], Functions]
"""Gives the functions of a center, over tables in memory. A module-level function: workers import it by name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scenario takes place."""

    center: Center
    line: Line | None
    hours: Hours
    flow: str


def place_of(program: ProgramSpec, given: Given) -> Place:
    """Center, line, hours and entry flow. Raises SpecError where the program has no such way in."""
    infra = program.infrastructure
    first = infra.centers[0].id
    by_id = {line.id: line for line in infra.lines}
    named = by_id.get(given.line or "")
    center_id = given.center or _center_of_address(program, given.address) or (named.center if named else None) or first
    center = next(center for center in infra.centers if center.id == center_id)
    lines = belongs_to(program, center, infra.lines)
    line = named or (lines[0] if lines else None)
    if given.channel is Channel.VOICE:
        if line is None:
            raise SpecError("", f"the center {center.id} has no line", "name a line, or another center")
        return Place(center, line, _hours(program, given.hours or line.hours), f"line-{line.id}")
    queue = _written_queue(program, center, given)
    hours = next(found.hours for found in infra.queues if found.id == queue)
    return Place(center, None, _hours(program, given.hours or hours), _written_flow(center, given))


def _center_of_address(program: ProgramSpec, address: str | None) -> str | None:
    for center in program.infrastructure.centers:
        if center.channels.email and address in {found.id for found in center.channels.email.addresses}:
            return center.id
    return None


def _hours(program: ProgramSpec, id_: str) -> Hours:
    return next(hours for hours in program.infrastructure.hours if hours.id == id_)


def _written_flow(center: Center, given: Given) -> str:
    if given.channel is not Channel.EMAIL:
        return given.channel.value
    assert center.channels.email is not None
    return f"email-{given.address or center.channels.email.addresses[0].id}"


def _written_queue(program: ProgramSpec, center: Center, given: Given) -> str:
    channels = center.channels
    if given.channel is Channel.CHAT and channels.chat is not None:
        return channels.chat.queue
    if given.channel is Channel.EMAIL and channels.email is not None:
        wanted = given.address or channels.email.addresses[0].id
        return next(address.queue for address in channels.email.addresses if address.id == wanted)
    if given.channel is Channel.TASK:
        return general_queue(program, center)
    name = "e-mail" if given.channel is Channel.EMAIL else given.channel.value
    raise SpecError("", f"the center {center.id} has no {name}", "choose a channel that the center offers")


def general_queue(program: ProgramSpec, center: Center) -> str:
    """The program's general queue where the center has it, else that of the center's first line, or its first queue."""
    infra = program.infrastructure
    own = [queue.id for queue in belongs_to(program, center, infra.queues)]
    lines = belongs_to(program, center, infra.lines)
    if infra.routing.general in own:
        return infra.routing.general
    return lines[0].queue if lines else own[0]


class Worlds:
    """Makes the worlds of one center's scenarios; calendars are made once.

    switches    see `Backing`
    declared    see `Clock`
    """

    def __init__(
        self,
        program: ProgramSpec,
        center: Center,
        functions: FunctionSource,
        understanding: Understanding | None,
        *,
        switches: Mapping[str, SwitchRow] | None = None,
        declared: Dates | None = None,
    ) -> None:
        self._program, self._center, self._switches = program, center, switches
        self._functions, self._understanding = functions, understanding
        self._clocks = Clocks(program, declared)
        self._calendars: dict[int, dict[str, HoursOfOperation]] = {}
        self._resilience = resilience_of(program, center)

    def of(self, given: Given) -> World:
        """The world of a scenario. Raises SpecError for a moment that its hours do not have."""
        place = place_of(self._program, given)
        now = self._clocks.moment(place.hours.id, given.at)
        if now is None:
            raise SpecError("", f"hours '{place.hours.id}' have no moment '{given.at}'", "name a date and time instead")
        source, replica = self._resilience.source_region, self._resilience.replica_region or ""
        backing = Backing(
            now=now,
            region=replica if given.region_down and replica else source,
            caller=customer(given),
            emergency=given.emergency,
            case=given.case,
            account_manager=given.account_manager,
            retired=given.retired,
            switches=None if given.emergency is not None else self._switches,
        )
        return World(
            now=now,
            region=source,
            replica=replica,
            down=frozenset({source} if given.region_down else ()),
            hours=self._hours(now),
            queues=_queues(self._program, self._center, given),
            functions=self._functions(self._program, self._center, backing),
            understanding=self._understanding,
            agent=_agent(given),
            phones=self._phones(given),
            faults={key: Fault(kind) for key, kind in given.faults.items() if not is_injected(key)},
        )

    def _phones(self, given: Given) -> dict[str, Phone]:
        if given.outside == Phone.ANSWERS.value:
            return {}
        infra = self._program.infrastructure
        known = [number.number for line in infra.lines for number in line.numbers]
        known += [line.fallback_phone for line in infra.lines if line.fallback_phone is not None]
        shared = (infra.resilience, *(center.resilience for center in infra.centers))
        known += [found.fallback_phone for found in shared if found is not None and found.fallback_phone is not None]
        known += [manager.phone for manager in self._program.account_managers if manager.phone is not None]
        dialed = ["+" + "".join(filter(str.isdigit, number)) for number in known]  # as flows dial what people write
        return dict.fromkeys(dialed, Phone(given.outside))

    def _hours(self, now: dt.datetime) -> dict[str, HoursOfOperation]:
        """By key, for the year of a moment, the one before and the one after."""
        if now.year not in self._calendars:
            first, last = dt.date(now.year - 1, 1, 1), dt.date(now.year + 1, 12, 31)
            own = belongs_to(self._program, self._center, self._program.infrastructure.hours)
            self._calendars[now.year] = {
                f"hours:{hours.id}": spec_hours(self._program, hours, first, last) for hours in own
            }
        return self._calendars[now.year]


def _queues(program: ProgramSpec, center: Center, given: Given) -> dict[str, QueueState]:
    own = belongs_to(program, center, program.infrastructure.queues)
    return {f"queue:{queue.id}": _queue(queue, given) for queue in own}


def _agent(given: Given) -> Agent:
    if given.passed_on_to is None:
        return Agent()
    return Agent(transfers=(QuickConnect(QUICK_CONNECT_FLOW, f"queue:{given.passed_on_to}", cold=True),))


def _queue(queue: Queue, given: Given) -> QueueState:
    full = given.full == "all" or queue.id in given.full
    unstaffed = given.unstaffed == "all" or queue.id in given.unstaffed
    agents = 0 if unstaffed else 1
    served = agents and given.agents_answer and given.agents_leave_after_seconds is None
    return QueueState(
        name=queue.name,
        capacity=queue.max_contacts,
        contacts=queue.max_contacts if full else int(given.wait_seconds > 0),
        wait_seconds=float(given.wait_seconds) if served else None,
        oldest_seconds=given.wait_seconds,
        agents_available=agents if given.wait_seconds == 0 else 0,
        agents_staffed=agents,
        agents_online=agents,
        hours=f"hours:{queue.hours}",
        leave_after=given.agents_leave_after_seconds,
    )


def customer(given: Given) -> str:
    """Address of the contact, as the service would know it."""
    if given.channel is Channel.EMAIL:
        return given.sender or "customer@mail.example"
    if given.channel is not Channel.VOICE:
        return ""
    return WITHHELD if given.caller == "withheld" else given.caller


def contact_of(program: ProgramSpec, scenario: Scenario) -> Contact:
    """The contact of a scenario."""
    given = scenario.given
    place = place_of(program, given)
    numbers = place.line.numbers if place.line else ()
    return Contact(
        flow=given.enters or place.flow,
        initiation="OUTBOUND" if given.enters == "outbound" else "INBOUND",
        attributes=given.attributes,
        segment_attributes={} if given.subject is None else {"connect:EmailSubject": given.subject},
        hangs_up_after=given.leaves_after_seconds,
        copies=given.copies,
        channel=document.Channel[given.channel.name],
        customer=customer(given),
        system=numbers[0].number if numbers else "",
        answers=tuple(_answer(program, place.line, step) for step in scenario.when),
        patience_seconds=PATIENT_SECONDS,
    )


def _answer(program: ProgramSpec, line: Line | None, step: Step) -> Answer:
    if step.press is not None:
        return Keys(step.press)
    if step.say is not None:
        return Says(step.say)
    if step.choose_language is not None:
        key = language_key(program, line, step.choose_language) if line is not None else None
        return Keys(key) if key is not None else Silence()
    return HangUp() if step.hang_up else Silence()


def language_step_key(program: ProgramSpec, given: Given, step: Step) -> str:
    """The key by which a step chooses its language; empty where there is none."""
    line = place_of(program, given).line
    if line is None or step.choose_language is None:
        return ""
    return language_key(program, line, step.choose_language) or ""
