"""Program spec to the flows of one center. Pure: the same spec gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial

from contact_flows.compile.account_managers import find_flow
from contact_flows.compile.bot import understood
from contact_flows.compile.case_status import case_status_module
from contact_flows.compile.chat import chat_flow
from contact_flows.compile.choose import choose_flow
from contact_flows.compile.email import email_flow
from contact_flows.compile.fallback import fallback_flow
from contact_flows.compile.hop import hop_module
from contact_flows.compile.line import line_flow
from contact_flows.compile.lookups import emergency_module, opening_module
from contact_flows.compile.message import message_flow
from contact_flows.compile.order import in_order
from contact_flows.compile.phrases import languages
from contact_flows.compile.queue import queue_flow
from contact_flows.compile.scope import Scope
from contact_flows.compile.size import check_size
from contact_flows.compile.speaker import Speaker
from contact_flows.compile.spoken_line import SpokenLine
from contact_flows.compile.survey import survey_flow
from contact_flows.compile.task import task_flow, task_flows
from contact_flows.compile.transfer import transfer_flow
from contact_flows.compile.waiting import waiting_flow
from contact_flows.compile.whispers import hold_flow, outbound_flow, whisper_flow
from contact_flows.language.document import FlowDocument, FlowSet
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.models.lines import Line

Makers = Mapping[str, Callable[[], FlowDocument]]
ALWAYS = ("whisper", "on-hold", "outbound", "transfer", "task")
"""What other resources of a center name: queues, quick connects, task templates."""


def compile_flows(program: ProgramSpec, center: Center, *, test_banner: bool = False) -> FlowSet:
    """Flows and modules of `center` that a contact can come to, referenced ones before their users.

    program       loaded by `spec.load`, so that every id it names exists
    test_banner   callers hear that this is a test (environments that are not production)
    raises        SpecError where the spec asks for a flow that is larger than the service takes
    """
    scope = Scope(program, center, test_banner)
    makers = dict(_makers(scope))
    found: dict[str, FlowDocument] = {}
    ahead = [*ALWAYS, *_entries(scope)]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found[here] = check_size(makers[here]())
            ahead += sorted(ref.id for ref in found[here].refs if ref.kind in ("flow", "module"))
    found |= {flow.id: check_size(flow) for flow in _helping(scope, found)}
    return FlowSet(in_order(found[id_] for id_ in makers if id_ in found))


def _helping(scope: Scope, found: Collection[str]) -> Iterator[FlowDocument]:
    """Queues that help out, knowing whose callers can come to them in a language: they lead back to these alone."""
    for language in languages():
        speaker = Speaker(scope, language)
        for queue in scope.queues.values():
            helped = tuple(id_ for id_ in scope.helped_by(queue.id) if speaker.flow(f"queue-{id_}") in found)
            if helped and speaker.flow(f"queue-{queue.id}") in found:
                yield queue_flow(scope, queue, language, helped)


def _entries(scope: Scope) -> Iterator[str]:
    """Where contacts come in."""
    yield from (scope.line_flow(line, scope.languages_of(line)[0]) for line in scope.lines.values())
    channels = scope.center.channels
    if channels.chat is not None:
        yield "chat"
    if channels.email is not None:
        yield from (f"email-{address.id}" for address in channels.email.addresses)


def _makers(scope: Scope) -> Iterator[tuple[str, Callable[[], FlowDocument]]]:
    """Every flow that the center could have, by id, in the order in which a person would list them."""
    program, center = scope.program, scope.center
    general = _general_queue(scope)
    yield "emergency", emergency_module
    yield "opening", partial(opening_module, program)
    yield "hop", partial(hop_module, program)
    yield "whisper", partial(whisper_flow, program, center)
    yield "on-hold", partial(hold_flow, program, center)
    yield "outbound", partial(outbound_flow, program, center)
    yield "survey", partial(survey_flow, program, center)
    yield "transfer", partial(transfer_flow, program, center, general)
    for part, id_ in enumerate(task_flows(program, center), start=1):
        yield id_, partial(task_flow, program, center, general, part)
    for language in languages():
        yield from _spoken(scope, language)
    yield from _lines(scope)
    if center.channels.chat is not None:
        yield "chat", partial(chat_flow, program, center, center.channels.chat, test_banner=scope.test_banner)
    if center.channels.email is not None:
        for address in center.channels.email.addresses:
            yield f"email-{address.id}", partial(email_flow, program, center, address)


def _spoken(scope: Scope, language: str) -> Iterator[tuple[str, Callable[[], FlowDocument]]]:
    """What exists in each language that a caller may have chosen."""
    program, center, speaker = scope.program, scope.center, Speaker(scope, language)
    yield speaker.flow("waiting"), partial(waiting_flow, program, center, language)
    yield speaker.flow("message"), partial(message_flow, program, center, language)
    yield speaker.flow("fallback"), partial(fallback_flow, program, center, language)
    yield speaker.flow("case-status"), partial(case_status_module, scope, language)
    yield speaker.flow("find-account-manager"), partial(find_flow, speaker)
    yield speaker.flow("choose"), partial(choose_flow, speaker)
    for queue in scope.queues.values():
        yield speaker.flow(f"queue-{queue.id}"), partial(queue_flow, scope, queue, language)


def _lines(scope: Scope) -> Iterator[tuple[str, Callable[[], FlowDocument]]]:
    meanings = cache(partial(understood, scope))
    for line in scope.lines.values():
        for language in scope.languages_of(line):
            yield scope.line_flow(line, language), partial(_line, scope, language, line, meanings)


def _line(scope: Scope, language: str, line: Line, meanings: Callable[[str], Mapping[str, str]]) -> FlowDocument:
    """What the bot understands is worked out once for each language, and only where a line needs it."""
    return line_flow(SpokenLine(scope, language, line, meanings(language)))


def _general_queue(scope: Scope) -> str:
    """The program's general queue where the center has it, else the queue of the center's first line or first queue."""
    general = scope.program.infrastructure.routing.general
    first_line = next((line.queue for line in scope.lines.values()), None)
    return general if general in scope.queues else first_line or next(iter(scope.queues))
