"""E-mail: whether it is sensitive, who answers it then, and that nothing which was written is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contact_flows.scenarios.model import Channel, Given
from contact_flows.scenarios.truth.case import Case
from contact_flows.simulate.trace import Ended
from spec.models import ProgramSpec
from spec.models.centers import Center

DAY_SECONDS, TRIES = 86_400, 96
"""How long and how often a queue is tried; where the pauses themselves fail, how often alone."""
TELLING_LETTERS = 6
"""Shorter words of a topic's name may hide in others."""


def undone(case: Case) -> Iterator[str]:
    """What is wrong with a written contact or a task that nobody answers at once."""
    given, trace = case.scenario.given, case.trace
    if given.channel not in (Channel.EMAIL, Channel.TASK) or given.enters is not None:
        return
    given_up = trace.ended is Ended.DISCONNECT and trace.by == "flow" and not trace.cases
    if given_up and trace.elapsed_seconds < DAY_SECONDS and len(case.failures) < TRIES:
        yield f"it was given up after {trace.elapsed_seconds:.0f} seconds, and a disturbance may take a day"
    if given.channel is Channel.EMAIL and case.healthy:
        yield from _sensitive(case)


def _sensitive(case: Case) -> Iterator[str]:
    course, trace = case.course, case.trace
    program, center = course.map.program, course.map.center
    wanted, marked = is_sensitive(program, case.scenario.given), trace.attributes.get("sensitive") == "yes"
    if wanted is not None and wanted != marked:
        yield f"it is {'' if wanted else 'not '}sensitive, and was {'' if marked else 'not '}marked so"
        return
    reasons = [called.parameters.get("reason") for called in trace.functions if called.function == "function:open_case"]
    if marked != ("sensitive" in reasons):
        yield f"it is {'not tracked as' if marked else 'tracked, and not'} sensitive"
    home = program.infrastructure.routing.sensitive if marked else None
    own = home if home in course.map.queues and home is not None else _own_queue(center, case.scenario.given)
    state = case.queue(own)
    if trace.queues and state is not None and state.contacts < (state.capacity or 0) and trace.queues[0][6:] != own:
        yield f"it waits in {trace.queues[0]}, and queue:{own} has room"


def _own_queue(center: Center, given: Given) -> str:
    assert center.channels.email is not None
    addresses = center.channels.email.addresses
    return next((one.queue for one in addresses if one.id == given.address), addresses[0].queue)


def is_sensitive(program: ProgramSpec, given: Given) -> bool | None:
    """By who writes, who reads along, or what its subject names (BP-66, BP-67); None where people would differ."""
    domains = [domain.casefold() for group in program.cases.vip_lists for domain in group.domains]
    known = [one.casefold().rpartition("@")[2] for one in (given.sender or "", *given.copies)]
    if any(one == domain or one.endswith(f".{domain}") for one in known for domain in domains):
        return True
    subject = given.subject or ""
    parts = _telling(program)
    if any(form in subject for part in parts for form in (part, part.capitalize(), part.casefold())):
        return True
    return None if any(part.casefold() in subject.casefold() for part in parts) else False


def _telling(program: ProgramSpec) -> tuple[str, ...]:
    """Names of sensitive topics, and their parts."""
    names = [topic.name for topic in program.topics if topic.sensitive]
    parts = [part.strip() for name in names for part in (name, *re.split(r",|\sor\s|\sand\s", name))]
    return tuple(part for part in parts if len(part) >= TELLING_LETTERS)
