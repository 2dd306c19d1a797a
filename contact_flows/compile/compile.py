"""Program spec to the flows of one center. Pure: the same spec gives the same bytes."""

from __future__ import annotations

from contact_flows.language.document import FlowDocument, FlowSet
from contact_flows.shared import emergency_module, hold_flow, transfer_flow, whisper_flow
from contact_flows.voice import line_flow
from contact_flows.written import chat_flow, email_flow, task_flow
from spec.models import ProgramSpec
from spec.models.centers import Center
from spec.select import belongs_to


def compile_flows(program: ProgramSpec, center: Center, *, test_banner: bool = False) -> FlowSet:
    """All flows and modules of `center`, referenced ones before their users.

    program       loaded by `spec.load`, so that every id it names exists
    test_banner   callers hear that this is a test (environments that are not production)
    """
    infra = program.infrastructure
    lines = belongs_to(program, center, infra.lines)
    general = _general_queue(program, center)
    found: list[FlowDocument] = [
        emergency_module(),
        hold_flow(program, belongs_to(program, center, program.content.prompts)),
        whisper_flow(),
        transfer_flow(general),
        task_flow(general),
        *(line_flow(program, line, test_banner=test_banner) for line in lines),
    ]
    if center.channels.chat is not None:
        found.append(chat_flow(program.program.name, center.channels.chat))
    if center.channels.email is not None:
        found += (email_flow(address) for address in center.channels.email.addresses)
    return FlowSet(tuple(found))


def _general_queue(program: ProgramSpec, center: Center) -> str:
    """The program's general queue where the center has it, else the queue of the center's first line or first queue."""
    infra = program.infrastructure
    queues = belongs_to(program, center, infra.queues)
    if infra.routing.general in {queue.id for queue in queues}:
        return infra.routing.general
    lines = belongs_to(program, center, infra.lines)
    return lines[0].queue if lines else queues[0].id
