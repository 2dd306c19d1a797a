"""The form in which two flows compare: keys and branches sorted, layout dropped, so that neither shows as change."""

from __future__ import annotations

import json
from dataclasses import replace

from contact_flows.language.document import FlowDocument
from contact_flows.language.text import body


def canonical(document: FlowDocument) -> str:
    """Canonical JSON of a flow; two flows with equal texts do the same to every contact.

    Actions are sorted by identifier and error branches by type, whose order means nothing; conditions keep theirs: the
    first that is true wins. Metadata is presentation.
    """
    actions = sorted(
        (
            replace(action, errors=tuple(sorted(action.errors, key=lambda branch: branch.type)))
            for action in document.actions
        ),
        key=lambda action: action.id,
    )
    plain = body(replace(document, actions=tuple(actions), metadata={}))
    plain.pop("Metadata", None)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
