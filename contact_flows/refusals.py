"""Why the service does not publish a flow: each of its problems, with the block and the part of the spec it is about.

Problems point to blocks in two dialects: by position in `Actions` (`Path: Actions[13].Parameters.TimeLimitSeconds`),
and by position alone with the console's name of the part (`Path: 2.Evaluate`). Some name an identifier or a type.
Source: `CreateContactFlow` of the live service, as observed by several groups in 2026; the guide lists no messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contact_flows.language.document import Action, FlowDocument

_LISTED = re.compile(r"problems:\s*\[(.*)\]", re.IGNORECASE | re.DOTALL)
_POSITION = re.compile(r"(?:^|\s)(?:Actions\[(\d+)\]|(\d+)\.[A-Za-z])")
_IDENTIFIER = re.compile(r"(?:Identifier|Action does not exist): (.+)$")
_TYPE = re.compile(r"Type: (\w+)")


@dataclass(frozen=True, slots=True)
class Refused:
    """One problem.

    block       identifier of the block; empty where the problem is the flow's
    type        what the block does
    spec_path   part of the spec it was compiled from; the flow's own where the block has none
    """

    message: str
    block: str
    type: str
    spec_path: str


def problems_in(text: str) -> tuple[str, ...]:
    """The problems that a failed publication lists in its message; empty where it lists none."""
    listed = _LISTED.search(text)
    return tuple(one.strip() for one in listed.group(1).split("; ") if one.strip()) if listed else ()


def refused(document: FlowDocument, problem: str) -> Refused:
    """Where in the document a problem is. `document` is what was sent, action for action."""
    action = _action(document, problem)
    if action is None:
        return Refused(problem, "", "", document.spec_path)
    return Refused(problem, action.id, action.type, action.spec_path or document.spec_path)


def _action(document: FlowDocument, problem: str) -> Action | None:
    place = _POSITION.search(problem)
    if place is not None:
        number = int(place.group(1) or place.group(2))
        return document.actions[number] if number < len(document.actions) else None
    named = _IDENTIFIER.search(problem)
    if named is not None:
        return document.by_id.get(named.group(1))
    kind = _TYPE.search(problem)
    return next((action for action in document.actions if kind and action.type == kind.group(1)), None)
