"""E-mail: from officials and press, and on sensitive matters, to those who answer these; else to its own queue."""

from __future__ import annotations

import re

from contact_flows import actions as act
from contact_flows.actions import waiting
from contact_flows.compile.keeping import open_case
from contact_flows.compile.scope import Scope
from contact_flows.compile.unrouted import unrouted
from contact_flows.compile.ways_out import reached
from contact_flows.language.document import Action, FlowDocument, FlowType
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.channels import EmailAddress

SENDER, COPIED = "$.CustomerEndpoint.Address", "$.AdditionalEmailRecipients.CcList"
SUBJECT = "$.SegmentAttributes['connect:EmailSubject']"
FIRST_SERVED = 1
TELLING_LETTERS = 6


def email_flow(program: ProgramSpec, center: Center, address: EmailAddress) -> FlowDocument:
    """A message waits in a queue; when that fails it becomes a case, never nothing."""
    scope = Scope(program, center)
    path = f"infrastructure.centers[{center.id}].channels.email.addresses[{address.id}]"
    sensitive = _sensitive(scope, address)
    steps = [
        *_arrival(scope, address, then=sensitive[0].id if sensitive else "queue"),
        *sensitive,
        act.target_queue("queue", address.queue, "enter", "keep"),
        act.transfer_to_queue("enter", "keep", "keep"),
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
    """By sender, by who reads along, and by a sensitive topic in the subject (BP-66, BP-67).

    Comparisons are case-sensitive (Administrator Guide, "Check contact attributes"), so forms are spelled out.
    """
    queue = scope.program.infrastructure.routing.sensitive
    home = queue if queue in scope.queues else address.queue
    assert home is not None
    domains = [domain for group in scope.program.cases.vip_lists for domain in group.domains]
    senders = [("TextEndsWith", f"{mark}{domain}", "sensitive") for domain in domains for mark in "@."]
    copied = [("TextContains", f"{mark}{domain}", "sensitive") for domain in domains for mark in "@."]
    names = _telling(scope)
    subjects = [("TextContains", name, "sensitive") for name in names]
    checks = [("sender", SENDER, senders), ("copied", COPIED, copied), ("subject", SUBJECT, subjects)]
    given = [check for check in checks if check[2]]
    following = [*(id_ for id_, _value, _steps in given[1:]), "queue"]
    found = [
        waiting.compare_by(id_, value, steps, after)
        for (id_, value, steps), after in zip(given, following, strict=True)
    ]
    if not found:
        return []
    marked = {"sensitive": "yes", "queue": home}
    return [
        *act.from_spec("cases.vip_lists", found),
        *act.from_spec(
            "infrastructure.routing.sensitive",
            [
                act.remember("sensitive", marked, "track"),
                *open_case("track", "sensitive", "first", "first"),
                act.prioritize("first", FIRST_SERVED, "sensitive-queue"),
                act.target_queue("sensitive-queue", home, "sensitive-enter", "queue"),
                act.transfer_to_queue("sensitive-enter", "queue", "queue"),
            ],
        ),
    ]


def _telling(scope: Scope) -> tuple[str, ...]:
    """Parts of the names of sensitive topics, long enough not to hide in other words, as a subject may write them."""
    names = (topic.name for topic in scope.program.topics if topic.sensitive)
    parts = [part.strip() for name in names for part in (name, *re.split(r",|\sor\s|\sand\s", name))]
    long = [part for part in parts if len(part) >= TELLING_LETTERS]
    return tuple(dict.fromkeys(form for part in long for form in (part, part.capitalize(), part.casefold())))
