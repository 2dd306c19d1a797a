"""Contacts that begin amid: in what language, with which words, and how often they were passed on."""

from __future__ import annotations

from collections.abc import Iterator

from contact_flows.compile.phrases import languages
from contact_flows.scenarios.model import Channel
from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.following import QUEUE
from spec.models.queues import Queue

NEVER_FIRST = frozenset({
    "answered_by", "answered_next_day", "survey_thanks", "message_kept", "goodbye", "not_connected", "reopens",
    "request_unreachable", "say_message", "confirm_number", "number_wrong", "callback_promised", "case_state",
})  # fmt: skip
"""Each of them goes on with something that was said before."""
PASSED_ON = ("transfer", "task")
"""Flows in which whoever comes was passed on."""


def begins_wrongly(case: Case, sentence: Sentence) -> Iterator[str]:
    """The first sentence that a contact hears, where it does not begin on a line."""
    enters = case.scenario.given.enters
    if enters is None or not case.healthy or case.here.key:
        return
    if sentence.key in NEVER_FIRST:
        yield "was the first that was said"
    elif (sentence.key in ("outbound", "outbound_recorded")) != (enters == "outbound"):
        yield f"was said to a contact that begins in {enters}"
    elif enters.startswith("queue-") and sentence.key not in QUEUE and case.key == "":
        yield f"was the first that was said to a contact of {enters}"
    if enters == "outbound":
        yield from _outbound(case, sentence)


def _outbound(case: Case, sentence: Sentence) -> Iterator[str]:
    """We say that we record, where we do: not for who declined."""
    consent = case.course.map.program.infrastructure.consent
    declined = consent.unrecorded_path and case.scenario.given.attributes.get("recorded") == "no"
    noticed = consent.record_calls and consent.announce and not declined
    if (sentence.key == "outbound_recorded") != noticed:
        yield f"was said of a call that is {'' if noticed else 'not '}recorded"


def foreign(case: Case, sentence: Sentence) -> str:
    """Language of a contact that begins amid, where it hears another; by the flow's own, or the one that it chose."""
    enters = case.scenario.given.enters
    if enters is None or not case.healthy or case.heard["greeting"] or not sentence.language:
        return ""
    own = next((code for code in languages() if enters.endswith(f"-{code}")), case.world.language)
    chosen = case.scenario.given.attributes.get("language", "")
    return "" if sentence.language in (own, chosen) else own


def queue_of(case: Case) -> Queue | None:
    """That a contact is for which begins amid: the one that it chose when it was full, else the one it comes to."""
    given = case.scenario.given
    name = (given.enters or "").removeprefix("queue-")
    if name == given.enters:
        return None
    for code in languages():
        name = name.removesuffix(f"-{code}")
    chosen = case.course.map.queues.get(given.attributes.get("chosen", ""))
    helps = chosen is not None and name in case.course.map.helpers(chosen.id)
    return chosen if helps else case.course.map.queues.get(name)


def undone(case: Case) -> Iterator[str]:
    given, attributes = case.scenario.given, case.trace.attributes
    if not case.healthy:
        return
    most = case.course.map.program.infrastructure.routing.max_transfers
    begins = given.enters or (given.channel.value if given.channel is Channel.TASK else "")
    before = given.attributes.get("hops", "0")
    if begins in PASSED_ON and before.isdigit() and most:
        hops = str(max(int(before), min(int(before) + 1, most)))
        if attributes.get("hops") != hops:
            yield f"attribute hops is {attributes.get('hops')!r}, and should be {hops!r}"
    if begins == "transfer" and attributes.get("callback") != "no":
        yield "a callback is offered to a contact that an agent passed on"
    yield from _passed_on(case, most)


def _passed_on(case: Case, most: int) -> Iterator[str]:
    """To other lines, and to each queue that helps out; not once more, and not once less."""
    given, course = case.scenario.given, case.course
    if not case.whole or given.channel is not Channel.VOICE or given.attributes or given.passed_on_to or not most:
        return
    found = case.trace.attributes.get("hops", "0")
    helpers = course.map.helpers(course.wanted) if course.wanted else ()
    lines = max(0, case.heard["greeting"] - 1)
    hops = min(most, lines + len(helpers))
    stayed = not case.insisted and not case.heard["bounced"] and found.isdigit()
    if stayed and int(found) > hops:
        yield f"it was passed on {found} times, and there are {hops} to pass it on to"
    everywhere = given.full == "all" and not given.unstaffed and not case.trace.queues and case.heard["all_busy"]
    at = case.trace.elapsed_seconds
    opened = all(case.is_open(course.map.queues[id_].hours, at) for id_ in (course.wanted, *helpers) if id_)
    if stayed and everywhere and opened and helpers and int(found) < hops:
        yield f"it was passed on {found} times, and {hops} were to be asked"
