"""What a flow reads of a contact: each reference with the block and the parameter's text around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from contact_flows.language.document import Action
from contact_flows.language.references import Reference, references_of
from contact_flows.lint import roles

SPOKEN_PARAMETERS = ("Text", "SSML", "Messages")


class Read(NamedTuple):
    action: Action
    reference: Reference
    spoken: bool
    """Whether the caller hears it."""

    @property
    def namespace(self) -> str:
        return self.reference.namespace


def reads_of(action: Action) -> Iterator[Read]:
    """Every reference in the parameters of an action; one that stands twice is given once."""
    seen: set[str] = set()
    for name, value in (action.parameters or {}).items():
        spoken = action.type in roles.SPEAKING | roles.ASKING and name in SPOKEN_PARAMETERS
        for reference in references_of(value):
            if reference.text not in seen:
                seen.add(reference.text)
                yield Read(action, reference, spoken)


def keys_of(action: Action, parameter: str) -> Iterator[str]:
    """Names in a parameter that holds names of the author's choice."""
    given = action.given(parameter)
    if isinstance(given, Mapping):
        yield from given
