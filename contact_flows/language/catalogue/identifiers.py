"""Ids and ARNs in the parameters of an action: what it names outside itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from contact_flows.language.catalogue.action_type import ActionType
from contact_flows.language.catalogue.kinds import Entries, Id, Items, Kind, Object
from contact_flows.language.document import Ref


class Named(NamedTuple):
    """One thing named.

    path    from the parameters on
    of      kind as `Id.of` has it: queue, hours, flow, ...
    value   a symbolic reference, or the text as it stands: an id, an ARN or a reference to the contact
    """

    path: str
    of: str
    value: Ref | str


def named_in(action: ActionType, parameters: Mapping[str, Any] | None) -> Iterator[Named]:
    """Everything that the parameters name, however deep; other shapes than expected are passed over."""
    for name, value in (parameters or {}).items():
        parameter = action.parameters.get(name)
        if parameter is not None:
            yield from _named(name, parameter.kind, value)


def _named(path: str, kind: Kind, value: Any) -> Iterator[Named]:
    if isinstance(kind, Id) and isinstance(value, str | Ref):
        yield Named(path, kind.of, value)
    elif isinstance(kind, Object) and isinstance(value, Mapping):
        for name, member in kind.members.items():
            if name in value:
                yield from _named(f"{path}.{name}", member.kind, value[name])
    elif isinstance(kind, Entries) and isinstance(value, Mapping):
        for name, part in value.items():
            yield from _named(f"{path}.{name}", kind.value.kind, part)
    elif isinstance(kind, Items) and isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _named(f"{path}[{index}]", kind.item.kind, item)
