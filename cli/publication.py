"""A flow that the service does not publish: every problem with its block, and the line of the spec it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contact_flows.refusals import Refused, problems_in, refused

if TYPE_CHECKING:
    from cli.session import Session
    from contact_flows.language.document import FlowDocument


def unpublished(session: Session, resource: str, message: str) -> str | None:
    """What to tell of a failed resource; None where it is no flow of the program, or no problem is listed.

    resource   logical name: the center's id, and the flow's
    """
    problems = problems_in(message)
    document = _document(session, resource) if problems else None
    if document is None:
        return None
    lines = [_line(session, refused(document, problem)) for problem in problems]
    return "\n  ".join([f'the service does not publish the flow "{document.name}"', *lines])


def _document(session: Session, resource: str) -> FlowDocument | None:
    from contact_flows.compile import compile_flows
    from spec.models.centers import Restriction
    from spec.select import centers_of

    banner = Restriction.TEST_BANNER in session.env.restrictions
    for center in centers_of(session.program, session.env):
        flows = compile_flows(session.program, center, test_banner=banner)
        flow = resource.removeprefix(f"{center.id}-")
        if flow != resource and flow in flows:
            return flows[flow]
    return None


def _line(session: Session, found: Refused) -> str:
    block = f'block "{found.block}" ({found.type}): ' if found.block else ""
    return f"{session.place_of(found.spec_path)}: {block}{found.message}"
