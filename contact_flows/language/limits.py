"""Rules of the document as a whole, for lint and sandbox alike.

Sources: Amazon Connect Developer Guide, "Flow language example" and "Flow language actions"; API Reference,
CreateContactFlow and CreateContactFlowModule.
"""

from __future__ import annotations

import re

from contact_flows.language.document import VERSION

__all__ = [
    "ACTIONS_MOST",
    "BRANCHES_OF_MODULE_MOST",
    "CONTENT_LONGEST",
    "IDENTIFIER_LONGEST",
    "MODULE_DEPTH_MOST",
    "VERSION",
    "identifier_fault",
]

ACTIONS_MOST = 250
"""Of one flow or module. What a module holds does not count for the flow that runs it."""
CONTENT_LONGEST = 256_000
"""Characters of the JSON text."""
IDENTIFIER_LONGEST = 50
MODULE_DEPTH_MOST = 5
BRANCHES_OF_MODULE_MOST = 8
FORBIDDEN_CHARACTERS = "%:(\\/)=$,;[]{}"
FORBIDDEN_WORDS = (
    *("__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty"),
    *("isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"),
)
_WORDS = re.compile("|".join(FORBIDDEN_WORDS))


def identifier_fault(identifier: str) -> str:
    """Why an identifier of an action is refused; empty where it is not."""
    if not identifier:
        return "an identifier must not be empty"
    if len(identifier) > IDENTIFIER_LONGEST:
        return f"an identifier has at most {IDENTIFIER_LONGEST} characters, this has {len(identifier)}"
    bad = sorted(set(identifier) & set(FORBIDDEN_CHARACTERS))
    if bad:
        return f"an identifier must not have {' '.join(bad)}"
    if word := _WORDS.search(identifier):
        return f"an identifier must not have the word {word.group()}"
    return ""
