"""FC: what callers are owed: their language, time to press a key, and a person.

Sources: 28 CFR 35.160-161 (equal access); the spec's own promises in `infrastructure.accessibility`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from contact_flows.language.document import Action, Value
from contact_flows.lint import roles
from contact_flows.lint.reads import keys_of
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import explore, leading_to, reachable, spelled
from contact_flows.lint.ways import Edge

_MOST_SECONDS = 9
USUAL_INTERDIGIT_SECONDS = 5


def _language_set(flow: FlowView, edge: Edge) -> bool:
    action = flow.action(edge.source)
    if action.type == roles.SET_VOICE:
        return True
    if action.type == roles.SET_DATA:
        return action.given("LanguageCode") is not None
    if action.type == roles.SET_ATTRIBUTES and "language" in keys_of(action, "Attributes"):
        return True
    if not flow.has(roles.SPEAKING | roles.ASKING):
        return True  # a flow for tasks and e-mail, which hands on contacts that hear nothing
    setting = frozenset({roles.SET_VOICE})
    return action.type == roles.INVOKE_MODULE and flow.flows.may_contain(action, setting)


@rule("warning")
def language_missing(flow: FlowView) -> Hits:
    """FC101: before a flow speaks to a caller who comes from outside, a voice or language is set"""
    if flow.type not in roles.INBOUND_TYPES or flow.document.id in flow.flows.after_service:
        return
    if flow.document.id not in flow.flows.entered_without(_language_set):
        return
    passed = flow.around(lambda edge: _language_set(flow, edge))
    for block in passed.blocks:
        action = flow.action(block)
        if action.type in (roles.SAY, roles.ASK) and (action.given("Text") or action.given("SSML")):
            yield Hit(
                block,
                f"the flow speaks before a voice or language is set: {spelled(passed.path(block, state=True))}",
                "put UpdateContactTextToSpeechVoice first, and UpdateContactData with LanguageCode",
            )
            return


@rule("warning")
def person_out_of_reach(flow: FlowView) -> Hits:
    """FC110: from every menu a way leads to a person, or on to another flow"""
    for action in _menus(flow):
        if not _leads_to_person(flow, action):
            yield Hit(
                action.id,
                "no key of this menu leads to a person",
                "offer one, such as 0, that leads to a queue: relay callers fail in menus without it",
            )


def _leads_to_person(flow: FlowView, action: Action) -> bool:
    reached = reachable(flow.ways, action.id)
    return any(flow.action(block).type in roles.TO_A_PERSON for block in reached) or _module_routes(flow, reached)


def _module_routes(flow: FlowView, reached: set[str]) -> bool:
    called = (flow.action(block) for block in reached if flow.action(block).type == roles.INVOKE_MODULE)
    return any(flow.flows.may_contain(action, roles.TO_A_PERSON) for action in called)


@rule("warning")
def escape_key_missing(flow: FlowView) -> Hits:
    """FC111: where the spec promises a way to a person, every menu of topics offers it by the same key"""
    key = flow.context.escape_key
    for action in _menus(flow) if key else ():
        offered = {str(operand) for condition in action.conditions for operand in condition.operands}
        if key not in offered and len(offered) >= _A_CHOICE:
            yield Hit(action.id, f"this menu does not offer {key}", f"let {key} lead to a person")


_A_CHOICE = 4
"""Keys from which on a menu is one of topics, rather than a yes or no."""


def _menus(flow: FlowView) -> Iterator[Action]:
    """Menus of callers who are not with somebody yet, nor through."""
    if flow.type in roles.INBOUND_TYPES and flow.document.id not in flow.flows.after_service:
        yield from (action for action in flow.reached_of(roles.ASK) if roles.is_menu(action) and _divides(flow, action))


def _divides(flow: FlowView, action: Action) -> bool:
    """Whether it matters what is pressed; where not, the block waits for something else, such as a spoken message."""
    return len({edge.target for edge in flow.ways[action.id] if not edge.fails}) > 1


@rule("warning")
def key_not_taken(flow: FlowView) -> Hits:
    """FC112: a menu takes every key of which it speaks"""
    for action in flow.of(roles.ASK):
        if not roles.is_menu(action):
            continue
        taken = {str(operand) for condition in action.conditions for operand in condition.operands}
        words = " ".join(str(action.given(name) or "") for name in ("Text", "SSML"))
        for key in dict.fromkeys(_PRESS.findall(words)):
            if taken and key not in taken:
                yield Hit(action.id, f"the menu speaks of key {key}, and does not take it", "add a condition for it")


_PRESS = re.compile(r"(?i:\b(?:press|oprima|presione|marque|pulse))(?: el)? ([0-9*#])(?![0-9])")


@rule("warning")
def key_time_short(flow: FlowView) -> Hits:
    """FC120: a caller has as much time for the first key as the spec promises, and never less than 5 seconds"""
    for action in flow.of(roles.ASK):
        seconds = _seconds(action.given("InputTimeLimitSeconds"))
        if seconds is not None and seconds < flow.context.key_seconds:
            yield Hit(action.id, f"a caller has {seconds} s for the first key", f"give {flow.context.key_seconds} s")


@rule("warning")
def digit_time_short(flow: FlowView) -> Hits:
    """FC121: a caller has as much time between digits as for the first, as far as the service allows"""
    for action in flow.of(roles.ASK):
        given = action.given("DTMFConfiguration")
        between = given.get("InterdigitTimeLimitSeconds") if isinstance(given, Mapping) else None
        seconds = USUAL_INTERDIGIT_SECONDS if between is None else _seconds(between)
        if roles.stores(action) and seconds is not None and seconds < flow.context.key_seconds:
            hint = f"write DTMFConfiguration with InterdigitTimeLimitSeconds {flow.context.key_seconds}"
            yield Hit(action.id, f"a caller has {seconds} s between digits", hint)


def _seconds(value: Value) -> int | None:
    text = str(value)
    return int(text) if text.isdecimal() and len(text) <= _MOST_SECONDS else None


@rule("warning")
def silence_ends(flow: FlowView) -> Hits:
    """FC130: silence leads to a person, not to a goodbye: relay callers are slow, and some cannot press keys"""
    people = [action.id for action in flow.of(*roles.TO_A_PERSON, *roles.KEEPING)]
    silent = flow.silent_ways
    to_people = leading_to(silent, [*people, *_unknown_modules(flow)])
    ends = {action.id for action in flow.actions if roles.hangs_up(action, flow.type)}
    for action in _menus(flow):
        quiet = [edge for edge in silent[action.id] if edge.kind == "error"]
        if quiet and not any(edge.target in to_people for edge in quiet) and _leads_to_person(flow, action):
            passed = explore(silent, [(action.id, True)], lambda _, state: state)
            end = next((block for block in passed.blocks if block in ends), None)
            if end is not None:
                yield Hit(
                    action.id,
                    f"a caller who presses nothing is said goodbye to: {spelled(passed.path(end, state=True))}",
                    "ask again, then lead to a queue",
                )


def _unknown_modules(flow: FlowView) -> Iterator[str]:
    for action in flow.of(roles.INVOKE_MODULE):
        if flow.flows.may_contain(action, roles.TO_A_PERSON):
            yield action.id
