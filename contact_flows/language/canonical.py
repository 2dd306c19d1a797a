"""The form in which two flows compare: keys and branches sorted, layout dropped, so that neither shows as change."""

from __future__ import annotations

import json
from dataclasses import replace

from contact_flows.language.document import Action, FlowDocument
from contact_flows.language.text import body

PRESENTATION = frozenset({"Metadata", "name", "description", "type", "status", "hash"})
"""Top-level keys that say nothing to a contact; the console writes those in small letters into what it saves."""


def canonical(document: FlowDocument) -> str:
    """Canonical JSON of a flow; two flows with equal texts do the same to every contact.

    Actions are sorted by identifier and error branches by type, whose order means nothing; conditions keep theirs: the
    first that is true wins. Whether an empty list or object is written or left out means nothing either.
    """
    actions = sorted((_canonical_action(action) for action in document.actions), key=lambda action: action.id)
    plain = body(replace(document, actions=tuple(actions), metadata={}, bare=document.bare - {"StartAction"}))
    kept = {key: value for key, value in plain.items() if key not in PRESENTATION}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _canonical_action(action: Action) -> Action:
    empty = {"Parameters", "Transitions"}
    return replace(
        action,
        parameters=action.parameters or {},
        errors=tuple(sorted(action.errors, key=lambda branch: branch.type)),
        bare=frozenset(),
        extra={key: value for key, value in action.extra.items() if key not in empty},
        transitions_extra={key: value for key, value in action.transitions_extra.items() if value not in ((), None)},
    )
