"""Whether a flow is small enough for the service, and which part of the spec made it too large."""

from __future__ import annotations

import re
from collections import Counter

from contact_flows.language.document import FlowDocument
from spec.errors import SpecError

MAX_ACTIONS = 250
"""Of one flow or module. Source: Amazon Connect Developer Guide, "Flow language"."""


def check_size(flow: FlowDocument) -> FlowDocument:
    """The flow, or SpecError at the part of the spec from which most of its actions come."""
    if len(flow.actions) <= MAX_ACTIONS:
        return flow
    sources = Counter(re.sub(r"\[[^\]]*\](?=[^\[\]]*$)", "", action.spec_path) for action in flow.actions)
    where, count = sources.most_common(1)[0]
    needed = f"flow '{flow.id}' needs {len(flow.actions)} actions, of which {count} come from here"
    raise SpecError(
        where,
        f"{needed}; the service takes {MAX_ACTIONS}",
        "shorten this list, or divide it over several lines or queues",
    )
