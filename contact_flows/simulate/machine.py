"""The simulator: flows prepared once, then any number of contacts, each in its world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contact_flows.language.document import Channel, FlowDocument, FlowSet, FlowType, Ref, Value
from contact_flows.simulate.contact import Caller, Contact
from contact_flows.simulate.graph import PreparedFlow
from contact_flows.simulate.lifecycle import live
from contact_flows.simulate.preparing import prepare
from contact_flows.simulate.trace import Trace
from contact_flows.simulate.world import World


class _Graph:
    """Prepared flows of one channel by key, each made when a contact first comes to it."""

    def __init__(self, documents: Mapping[str, FlowDocument], channel: Channel, others: _Graph | None = None) -> None:
        self._documents, self._channel, self._others = documents, channel, others
        self._flows: dict[str, PreparedFlow] = {}

    def get(self, key: str) -> PreparedFlow | None:
        found = self._flows.get(key)
        if found is not None:
            return found
        if (document := self._documents.get(unqualified(key))) is not None:
            found = self._flows[key] = prepare(document, keys_of(document)[0], self._channel)
        elif self._others is not None and (found := self._others.get(key)) is not None:
            self._flows[key] = found
        return found

    def replacing(self, documents: Mapping[str, FlowDocument]) -> _Graph:
        return _Graph(documents, self._channel, self)


class Machine:
    """Runs contacts through a set of flows. Holds no state of any contact."""

    def __init__(self, documents: Mapping[str, FlowDocument]) -> None:
        self._documents = documents
        self._graphs = {channel: _Graph(documents, channel) for channel in Channel}

    @classmethod
    def of(cls, flows: FlowSet | Iterable[FlowDocument], names: Mapping[str, str] | None = None) -> Machine:
        """Of compiled flows, or of documents that were read.

        names   further keys by which documents name a flow, such as an ARN, to its id
        """
        documents = flows.flows if isinstance(flows, FlowSet) else tuple(flows)
        found = {key: document for document in documents for key in keys_of(document)}
        found.update({name: found[id_] for name, id_ in (names or {}).items() if id_ in found})
        return cls(found)

    def replacing(self, flows: Iterable[FlowDocument]) -> Machine:
        """With other contents of some flows. What is prepared of all others serves both machines."""
        ids = {flow.id: flow for flow in flows}
        own = {key: ids[document.id] for key, document in self._documents.items() if document.id in ids}
        found = Machine({**self._documents, **own})
        found._graphs = {channel: graph.replacing(own) for channel, graph in self._graphs.items()}
        return found

    def __contains__(self, flow: str) -> bool:
        return flow in self._documents

    def document(self, flow: str) -> FlowDocument:
        return self._documents[flow]

    @property
    def documents(self) -> tuple[FlowDocument, ...]:
        return tuple({document.id: document for document in self._documents.values()}.values())

    def named(self, parameter: str) -> frozenset[str]:
        """Keys that static parameters of this name have anywhere, such as `QueueId`."""
        return frozenset(
            str(value)
            for document in self.documents
            for action in document.actions
            for value in _values(action.parameters, parameter)
            if not str(value).startswith("$.")
        )

    def run(self, world: World, contact: Contact, caller: Caller | None = None) -> Trace:
        """What happens to the contact.

        caller   plays the contact instead of its own answers
        """
        return live(world, contact, self._graphs[contact.channel], caller)


def keys_of(document: FlowDocument) -> tuple[str, str]:
    """How other flows name a document, and its bare id."""
    return str(Ref("module" if document.type is FlowType.MODULE else "flow", document.id)), document.id


def unqualified(key: str) -> str:
    """Without the version or alias that an ARN or id may end with."""
    arn = key.startswith("arn:")
    head, colon, _ = key.rpartition(":")
    if arn and colon and "/" in head:
        return head
    return head if not arn and colon and key.count(":") > 1 else key


def _values(value: Value, name: str) -> Iterable[Value]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == name and isinstance(part, str | Ref):
                yield part
            else:
                yield from _values(part, name)
    elif isinstance(value, tuple):
        for part in value:
            yield from _values(part, name)
