"""Compiled flows with one thing broken in each: what a slip in the compiler or a hand in the console would do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contact_flows.language.canonical import canonical
from contact_flows.language.document import Action, FlowDocument, FlowSet, Ref, Value

NEVER_TAKEN = frozenset({"TransferContactToQueue", "TransferToFlow"})
"""`NextAction` of these is required and without effect: to change it is no fault."""

TRIES = 200


@dataclass(frozen=True, slots=True)
class Mutation:
    """`flows` is the whole set with the one change; `text` says what was changed, for whoever reads the survivors."""

    kind: str
    flow: str
    block: str
    text: str
    flows: FlowSet

    def __str__(self) -> str:
        return f"{self.kind}: {self.flow}/{self.block}: {self.text}"


@dataclass(frozen=True, slots=True)
class _Change:
    """New actions by identifier of the old; None drops nothing, it leaves the block out of the flow."""

    text: str
    actions: Mapping[str, Action]


Maker = Callable[[FlowSet, FlowDocument, Action, random.Random], "_Change | None"]


def mutations(flows: FlowSet, count: int, seed: int) -> Iterator[Mutation]:
    """`count` different mutations, kinds in turn. The same seed gives the same ones."""
    dice = random.Random(seed)
    seen: set[str] = set()
    kinds = list(_MAKERS)
    turn = made = 0
    while made < count:
        kind = kinds[turn % len(kinds)]
        turn += 1
        found = _one(flows, kind, dice, seen)
        if found is not None:
            made += 1
            yield found
        elif turn > count * len(kinds):
            return  # the flows offer no more


def _one(flows: FlowSet, kind: str, dice: random.Random, seen: set[str]) -> Mutation | None:
    for _ in range(TRIES):
        flow = dice.choice(flows.flows)
        action = dice.choice(flow.actions)
        change = _MAKERS[kind](flows, flow, action, dice)
        if change is None:
            continue
        broken = replace(flow, actions=tuple(change.actions.get(old.id, old) for old in flow.actions))
        mutation = Mutation(kind, flow.id, action.id, change.text, _with(flows, broken))
        if str(mutation) not in seen and canonical(broken) != canonical(flow):
            seen.add(str(mutation))
            return mutation
    return None


def _with(flows: FlowSet, broken: FlowDocument) -> FlowSet:
    return replace(flows, flows=tuple(broken if flow.id == broken.id else flow for flow in flows.flows))


def _only(text: str, action: Action) -> _Change:
    return _Change(text, {action.id: action})


def _set(action: Action, name: str, value: Value) -> Action:
    return replace(action, parameters={**(action.parameters or {}), name: value})


def _retargeted(_: FlowSet, flow: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    branches: list[tuple[str, int]] = [("condition", at) for at in range(len(action.conditions))]
    branches += [("error", at) for at in range(len(action.errors))]
    answered = {branch.next for branch in action.conditions} | {branch.next for branch in action.errors}
    repeated = answered if action.conditions else set()
    if action.next is not None and action.type not in NEVER_TAKEN and action.next not in repeated:
        branches.append(("next", 0))
    if not branches:
        return None
    where, at = dice.choice(branches)
    target = dice.choice(flow.actions).id
    if where == "next":
        return _only(f"next {action.next} -> {target}", replace(action, next=target)) if target != action.next else None
    was = action.conditions[at].next if where == "condition" else action.errors[at].next
    if target == was:
        return None
    text = f"{where} {at} {was} -> {target}"
    if where == "condition":
        conditions = list(action.conditions)
        conditions[at] = replace(conditions[at], next=target)
        return _only(text, replace(action, conditions=tuple(conditions)))
    errors = list(action.errors)
    errors[at] = replace(errors[at], next=target)
    return _only(text, replace(action, errors=tuple(errors)))


def _error_dropped(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    if not action.errors:
        return None
    gone = dice.choice(action.errors)
    return _only(f"without {gone.type}", replace(action, errors=tuple(b for b in action.errors if b is not gone)))


def _condition_dropped(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    if not action.conditions:
        return None
    gone = dice.choice(action.conditions)
    kept = tuple(branch for branch in action.conditions if branch is not gone)
    return _only(f"without {gone.operator} {gone.operands}", replace(action, conditions=kept))


def _conditions_swapped(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    if len({branch.next for branch in action.conditions}) < 2:
        return None
    one, other = dice.sample(range(len(action.conditions)), 2)
    branches = list(action.conditions)
    branches[one], branches[other] = (
        replace(branches[one], next=branches[other].next),
        replace(branches[other], next=branches[one].next),
    )
    text = f"targets of {branches[one].operands} and {branches[other].operands} swapped"
    return _only(text, replace(action, conditions=tuple(branches)))


def _operand_misspelled(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    if not action.conditions:
        return None
    branches = list(action.conditions)
    at = dice.randrange(len(branches))
    operand = str(branches[at].operands[0])
    branches[at] = replace(branches[at], operands=(operand[:-1] + ("x" if operand[-1:] != "x" else "y"),))
    return _only(f"operand {operand} -> {branches[at].operands[0]}", replace(action, conditions=tuple(branches)))


def _other_ref(kind: str) -> Maker:
    """Another queue, hours, function, module or flow than the right one."""

    def made(flows: FlowSet, _: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
        for name, value in (action.parameters or {}).items():
            ref = next(iter(value.values()), None) if name == "EventHooks" and isinstance(value, Mapping) else value
            if not isinstance(ref, Ref) or ref.kind != kind:
                continue
            others = sorted({r.id for flow in flows.flows for r in flow.refs if r.kind == kind} - {ref.id})
            if not others:
                return None
            wrong = Ref(kind, dice.choice(others))
            changed: Value = dict.fromkeys(value, wrong) if isinstance(value, Mapping) else wrong
            return _only(f"{ref} -> {wrong}", _set(action, name, changed))
        return None

    return made


def _text_of_another(same_language: bool) -> Maker:
    """Another sentence of ours, in the same language or in another."""

    def made(flows: FlowSet, flow: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
        text = action.given("Text")
        if not isinstance(text, str):
            return None
        others = sorted(
            {
                str(other.given("Text"))
                for document in flows.flows
                if (document.language == flow.language) is same_language and (document.language or same_language)
                for other in document.actions
                if other.given("Text") and other.type == action.type
            }
            - {text}
        )
        return _only(f"{text!r} -> another", _set(action, "Text", dice.choice(others))) if others else None

    return made


def _bypassed(types: frozenset[str] | None) -> Maker:
    """Nothing leads to the block any more: every way to it goes on where it would have gone on."""

    def made(_: FlowSet, flow: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
        del dice
        if (types is not None and action.type not in types) or action.id == flow.start or action.next is None:
            return None
        if action.type in NEVER_TAKEN or (types is None and action.type == "UpdateFlowLoggingBehavior"):
            return None
        on = action.conditions[0].next if action.conditions else action.next
        changed = {
            other.id: replace(
                other,
                next=on if other.next == action.id else other.next,
                conditions=tuple(replace(b, next=on) if b.next == action.id else b for b in other.conditions),
                errors=tuple(replace(b, next=on) if b.next == action.id else b for b in other.errors),
            )
            for other in flow.actions
            if action.id in other.targets() and other.id != action.id
        }
        return _Change(f"{action.type} left out", changed) if changed else None

    return made


def _shorter_timeout(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    if action.given("InputTimeLimitSeconds") is None:
        return None
    seconds = dice.choice(("2", "3", "5"))
    return _only(f"{seconds} seconds to press a key", _set(action, "InputTimeLimitSeconds", seconds))


def _not_recorded(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    del dice
    behavior = action.given("RecordingBehavior")
    if not isinstance(behavior, Mapping):
        return None
    now: Value = () if behavior.get("RecordedParticipants") else ("Agent", "Customer")
    return _only("recording turned round", _set(action, "RecordingBehavior", {**behavior, "RecordedParticipants": now}))


def _attribute(change: str) -> Maker:
    def made(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
        given: Any = action.given("Attributes")
        if action.type != "UpdateContactAttributes" or not isinstance(given, Mapping):
            return None
        key = dice.choice(sorted(given))
        if change == "dropped" and len(given) > 1:
            kept = {name: value for name, value in given.items() if name != key}
            return _only(f"attribute {key} not set", _set(action, "Attributes", kept))
        if change == "renamed":
            kept = {(f"{name}_" if name == key else name): value for name, value in given.items()}
            return _only(f"attribute {key} misspelled", _set(action, "Attributes", kept))
        return None

    return made


def _loop(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    if action.type != "Loop":
        return None
    count = dice.choice(("0", "90"))
    return _only(f"{count} times", _set(action, "LoopCount", count))


def _number(_: FlowSet, __: FlowDocument, action: Action, dice: random.Random) -> _Change | None:
    number = action.given("ThirdPartyPhoneNumber")
    if not isinstance(number, str):
        return None
    wrong = f"{number[:-1]}{(int(number[-1]) + dice.randint(1, 9)) % 10}"
    return _only(f"{number} -> {wrong}", _set(action, "ThirdPartyPhoneNumber", wrong))


_MAKERS: Mapping[str, Maker] = {
    "transition retargeted": _retargeted,
    "error branch dropped": _error_dropped,
    "wrong queue": _other_ref("queue"),
    "prompt in another language": _text_of_another(same_language=False),
    "hours check removed": _bypassed(frozenset({"CheckHoursOfOperation"})),
    "menu key dropped": _condition_dropped,
    "menu keys swapped": _conditions_swapped,
    "operand misspelled": _operand_misspelled,
    "block left out": _bypassed(None),
    "wrong sentence": _text_of_another(same_language=True),
    "wrong hours": _other_ref("hours"),
    "wrong function": _other_ref("function"),
    "wrong flow": _other_ref("flow"),
    "wrong module": _other_ref("module"),
    "time-out shortened": _shorter_timeout,
    "recording changed": _not_recorded,
    "attribute dropped": _attribute("dropped"),
    "attribute misspelled": _attribute("renamed"),
    "loop changed": _loop,
    "wrong number": _number,
}
