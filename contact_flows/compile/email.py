"""E-mail: from officials and press, and on sensitive matters, to those who answer these; else to its own queue."""

from __future__ import annotations

import re

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.keeping import open_case
from contact_flows.compile.scope import Scope
from contact_flows.compile.unrouted import second_place, second_queue, unrouted
from contact_flows.compile.ways_out import reached
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.channels import EmailAddress
from spec.models.queues import Channel

SENDER, COPIED = "$.CustomerEndpoint.Address", "$.AdditionalEmailRecipients.CcList"
SUBJECT = "$.SegmentAttributes['connect:EmailSubject']"
FIRST_SERVED = 1
TELLING_LETTERS = 6


def email_flow(program: ProgramSpec, center: Center, address: EmailAddress) -> FlowDocument:
    """A message waits in a queue; when that fails it becomes a case, never nothing."""
    scope = Scope(program, center)
    path = f"infrastructure.centers[{center.id}].channels.email.addresses[{address.id}]"
    sensitive = _sensitive(scope, address)
    second = second_place(second_queue(scope, address.queue, Channel.EMAIL))
    full = second[0].id if second else "keep"
    steps = [
        *_arrival(scope, address, then=sensitive[0].id if sensitive else "queue"),
        *sensitive,
        act.target_queue("queue", address.queue, "enter", full),
        act.transfer_to_queue("enter", full, full),
        *second,
        *unrouted("email_unrouted", "queue"),
    ]
    return FlowDocument(
        id=f"email-{address.id}",
        name=f"E-mail {address.id}",
        type=FlowType.CONTACT_FLOW,
        description=f"Messages to {address.address}",
        spec_path=path,
        language=scope.first_language,
        actions=tuple(act.from_spec(path, reached(steps))),
    )


def _arrival(scope: Scope, address: EmailAddress, then: str) -> list[Action]:
    known = {
        "line": f"email-{address.id}",
        "language": scope.first_language,
        "topic": "none",
        "queue": address.queue,
        "hours": scope.queues[address.queue].hours,
        "callback": "no",
    }
    return [
        act.log_flow("log", "arrive"),
        act.remember("arrive", known, "waiting"),
        act.hook("waiting", "CustomerQueue", "waiting", then),
    ]


def _sensitive(scope: Scope, address: EmailAddress) -> list[Action]:
    """What makes a message sensitive, and the way of one that is: tracked (BP-47), first, to those who answer these."""
    signs = _signs(scope)
    if not signs:
        return []
    queue = scope.program.infrastructure.routing.sensitive
    home = queue if queue in scope.queues and queue is not None else address.queue
    following = [*(id_ for id_, _value, _steps in signs[1:]), "queue"]
    checks = [
        waiting.compare_by(id_, value, [(operator, text, "sensitive") for operator, text in texts], after)
        for (id_, value, texts), after in zip(signs, following, strict=True)
    ]
    steps = [
        act.remember("sensitive", {"sensitive": "yes", "queue": home}, "track"),
        *open_case("track", "sensitive", "first", "first"),
        act.prioritize("first", FIRST_SERVED, "sensitive-queue"),
        act.target_queue("sensitive-queue", home, "sensitive-enter", "queue"),
        act.transfer_to_queue("sensitive-enter", "queue", "queue"),
    ]
    return [*act.from_spec("cases.vip_lists", checks), *act.from_spec("infrastructure.routing.sensitive", steps)]


def _signs(scope: Scope) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(id, value, comparisons): the sender, who reads along, and a sensitive topic in the subject (BP-66, BP-67).

    Comparisons are case-sensitive (Administrator Guide, "Check contact attributes"), so forms are spelled out.
    """
    domains = [domain for group in scope.program.cases.vip_lists for domain in group.domains]
    marked = [f"{mark}{domain}" for domain in domains for mark in "@."]
    found = [
        ("sender", SENDER, [("TextEndsWith", end) for end in marked]),
        ("copied", COPIED, [("TextContains", part) for part in marked]),
        ("subject", SUBJECT, [("TextContains", word) for word in _telling(scope)]),
    ]
    return [sign for sign in found if sign[2]]


def _telling(scope: Scope) -> tuple[str, ...]:
    """Parts of the names of sensitive topics, long enough not to hide in other words, as a subject may write them."""
    names = (topic.name for topic in scope.program.topics if topic.sensitive)
    parts = [part.strip() for name in names for part in (name, *re.split(r",|\sor\s|\sand\s", name))]
    long = [part for part in parts if len(part) >= TELLING_LETTERS]
    return tuple(dict.fromkeys(form for part in long for form in (part, part.capitalize(), part.casefold())))
