"""FD: what a flow reads of a contact, and whether it is there.

Sources: Amazon Connect Administrator Guide, "Contact attributes" and "Flow modules".
"""

from __future__ import annotations

from collections.abc import Iterator

from contact_flows.language.document import FlowType
from contact_flows.language.references import NAMESPACES
from contact_flows.lint import roles
from contact_flows.lint.reads import Read, keys_of
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.slots import EMPTY, FAILED, FAILED_FIRST, MORE, Slot
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import spelled


@rule("warning")
def slot_empty(flow: FlowView) -> Hits:
    """FD101: what a function, bot, input, page or module has answered is read only behind it, on every way"""
    for slot in flow.slots:
        for read, path in _in_state(slot, EMPTY):
            yield Hit(
                read.action.id,
                f"{read.reference.text} is read where nothing has filled it: {spelled(path)}",
                "read it behind the block that fills it, or keep the value in a contact attribute",
            )


@rule("warning")
def slot_failed(flow: FlowView) -> Hits:
    """FD102: an answer is not read on the way that a failed call takes"""
    for slot in flow.slots:
        told = {read.action.id for read, _ in _in_state(slot, EMPTY)}
        first = ((r, path) for r, path in _in_state(slot, FAILED_FIRST) if r.action.type != roles.COMPARE)
        for read, path in (*_in_state(slot, FAILED), *first):
            if read.action.id not in told:
                told.add(read.action.id)
                yield Hit(
                    read.action.id,
                    f"{read.reference.text} is read behind a failure, where it is old or missing: {spelled(path)}",
                    "lead the error branch around this block",
                )


@rule("warning")
def slot_ambiguous(flow: FlowView) -> Hits:
    """FD103: an answer is read where only one function, bot or module can have been the last to answer"""
    for slot in flow.slots:
        for read in slot.reads:
            sources = sorted(
                {state for state in slot.states(read.action.id) if state not in (EMPTY, FAILED, FAILED_FIRST)}
            )
            if len(sources) > 1:
                shown = " or ".join(sources[:MORE])
                yield Hit(
                    read.action.id,
                    f"{read.reference.text} may be an answer of {shown}: the last call overwrites those before",
                    "keep each answer in a contact attribute right behind its call",
                )


def _in_state(slot: Slot, state: str) -> Iterator[tuple[Read, list[str]]]:
    for read in slot.reads:
        if state in slot.states(read.action.id):
            yield read, slot.explored.path(read.action.id, state)


@rule("warning")
def attribute_unset(flow: FlowView) -> Hits:
    """FD110: a contact attribute that is read is set by some flow"""
    kept = flow.flows.attributes_kept
    for read in flow.reads:
        name = read.reference.member
        if read.namespace == "Attributes" and name is not None and name not in kept:
            yield Hit(
                read.action.id,
                f"the attribute {name} is read, but none of the linted flows sets it",
                "set it with UpdateContactAttributes, or make sure that whoever starts the contact does",
            )


@rule("warning")
def flow_attribute_unset(flow: FlowView) -> Hits:
    """FD111: a flow attribute that is read is set in the same flow; no transfer or module keeps it"""
    own = {name for action in flow.of(roles.SET_FLOW_ATTRIBUTES) for name in keys_of(action, "FlowAttributes")}
    for read in flow.reads:
        name = read.reference.member
        if read.namespace == "FlowAttributes" and name is not None and name not in own:
            yield Hit(
                read.action.id,
                f"the flow attribute {name} is read, but this flow does not set it",
                "set it in this flow, or keep it in a contact attribute",
            )


@rule("warning")
def attribute_set_later(flow: FlowView) -> Hits:
    """FD112: an attribute that a caller hears, or that a block uses, is set on every way to it

    Only where no other flow sets it. A comparison may come first: unset is how it tells the first time.
    """
    for name, namespace, reads in _own_attributes(flow):
        setter = {"Attributes": roles.SET_ATTRIBUTES, "FlowAttributes": roles.SET_FLOW_ATTRIBUTES}[namespace]
        setting = {action.id for action in flow.of(setter) if name in keys_of(action, namespace)}
        if not setting:
            continue  # another rule says so
        passed = flow.around(lambda edge, own=setting: edge.source in own)  # type: ignore[misc]  # a default binds the loop's value
        reached = passed.blocks
        for read in reads:
            if read.action.id in reached:
                path = passed.path(read.action.id, state=True)
                yield Hit(
                    read.action.id,
                    f"{read.reference.text} is used where it may not be set yet: {spelled(path)}",
                    "set it on every way to this block",
                )


def _own_attributes(flow: FlowView) -> Iterator[tuple[str, str, list[Read]]]:
    """Attributes that this flow alone sets, with the blocks that use them other than to compare."""
    used: dict[tuple[str, str], list[Read]] = {}
    for read in flow.reads:
        name = read.reference.member
        if read.namespace in ("Attributes", "FlowAttributes") and name is not None and read.spoken:
            used.setdefault((name, read.namespace), []).append(read)
    for (name, namespace), reads in used.items():
        own = namespace == "FlowAttributes" or flow.flows.attributes_kept.get(name) == frozenset({flow.document.id})
        if own and (namespace == "Attributes" or flow.has({roles.SET_FLOW_ATTRIBUTES})):
            yield name, namespace, reads


@rule("warning")
def namespace_unknown(flow: FlowView) -> Hits:
    """FD120: a reference starts with a namespace that a contact has"""
    for read in flow.reads:
        if read.namespace not in NAMESPACES:
            yield Hit(
                read.action.id,
                f"{read.reference.text} leads nowhere: a contact has no {read.namespace}",
                "contact attributes are $.Attributes.<name>; functions answer in $.External.<name>",
            )


@rule("warning")
def namespace_elsewhere(flow: FlowView) -> Hits:
    """FD122: a reference is read in a type of flow in which it has a value"""
    for read in flow.reads if flow.type else ():
        namespace = NAMESPACES.get(read.namespace)
        if namespace is not None and namespace.flow_types is not None and flow.type not in namespace.flow_types:
            yield Hit(
                read.action.id,
                f"{read.reference.text} has no value in a flow of type {flow.type}",
                f"read it in {', '.join(sorted(namespace.flow_types - {FlowType.MODULE}))}",
            )


@rule("warning")
def timeout_taken_for_input(flow: FlowView) -> Hits:
    """FD130: stored input is told apart from silence, which is stored as the word Timeout"""
    reads = [read for read in flow.reads if read.namespace == "StoredCustomerInput"]
    compared = any(str(operand) == "Timeout" for a in flow.actions for c in a.conditions for operand in c.operands)
    if reads and not compared:
        yield Hit(
            reads[0].action.id,
            'a caller who enters nothing is stored as "Timeout", which is used here like an answer',
            'compare $.StoredCustomerInput with "Timeout" first',
        )
