"""FG: how a contact's way ends: in a queue, with a message, with a goodbye, or in none of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from contact_flows.language.document import Action
from contact_flows.lint import roles
from contact_flows.lint.outcomes import explore_consistently
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import spelled
from contact_flows.lint.ways import Edge


class Heard(StrEnum):
    """What a caller has last heard.

    NOTHING    nothing so far
    WORDS      a message; a hang-up after it is no surprise
    CHOSEN     nothing since the choice of a key
    ANSWERED   nothing since an answer that was kept
    SILENT     nothing since a question left unanswered, or answered wrongly
    FAILED     nothing since something failed, or was closed
    SERVED     was with somebody, or will be called back
    """

    NOTHING = "NOTHING"
    WORDS = "WORDS"
    CHOSEN = "CHOSEN"
    ANSWERED = "ANSWERED"
    SILENT = "SILENT"
    FAILED = "FAILED"
    SERVED = "SERVED"


STRANDED = {
    Heard.NOTHING: "a caller is hung up on without having heard a word",
    Heard.CHOSEN: "a caller who has chosen a key is hung up on without a word",
}
UNTOLD = {
    Heard.ANSWERED: "after the answer to a question, the line goes dead",
    Heard.SILENT: "after a question without a valid answer, the line goes dead",
    Heard.FAILED: "after something failed or was closed, the line goes dead",
}
GOODBYES = ("hang up", "end the call", "end this call", "end your call", "disconnect", "goodbye", "colgar", "terminar")
"""Words by which a menu offers to end the call; who then presses the key is not surprised."""
_SPEAK = "lead this way to a message, a queue or another number before the end"


@rule("error")
def dead_end(flow: FlowView) -> Hits:
    """FG111: no caller is hung up on having heard nothing, or nothing since the choice of a key"""
    yield from _hits(flow, STRANDED)


@rule("warning")
def wordless_failure(flow: FlowView) -> Hits:
    """FG112: before a hang-up after a failure, a closed line, an answer or silence, the caller is told"""
    yield from _hits(flow, UNTOLD)


def _hits(flow: FlowView, words: Mapping[Heard, str]) -> Hits:
    for heard, block, path in flow.once(_hang_ups, lambda: tuple(_hang_ups(flow))):
        if heard in words:
            yield Hit(block, f"{words[heard]}: {spelled(path)}", _SPEAK)


def _hang_ups(flow: FlowView) -> Iterator[tuple[Heard, str, list[str]]]:
    """How callers can be hung up on: what they heard last, where, and on which way."""
    if flow.type not in roles.INBOUND_TYPES or not _audible(flow):
        return  # a flow without a word is for tasks and e-mail
    if flow.document.id in flow.flows.after_service:
        return
    ends = {action.id for action in flow.actions if roles.hangs_up(action, flow.type)}
    explored = explore_consistently(flow, Heard.NOTHING, lambda edge, heard: _after(flow, edge, heard))
    for block, heard, path in explored if ends else ():
        if block in ends and flow.spoken(block):
            yield heard, block, path()


def _audible(flow: FlowView) -> bool:
    words = roles.SPEAKING | roles.ASKING
    return flow.has(words | {roles.DIAL}) or any(
        flow.flows.may_contain(action, words) for action in flow.of(roles.INVOKE_MODULE)
    )


def _after(flow: FlowView, edge: Edge, heard: Heard) -> Heard:
    """What a caller has heard after an edge. A message that cannot be played counts as heard: nothing else can be."""
    action = flow.action(edge.source)
    if action.type in roles.SPEAKING:
        return Heard.WORDS
    if action.type in roles.ASKING:
        return _asked(action, edge, heard)
    if action.type == roles.INVOKE_MODULE and not edge.fails:
        return Heard.WORDS if flow.flows.may_contain(action, roles.SPEAKING | roles.ASKING) else heard
    if edge.kind != "error" and action.type in roles.SERVING:
        return Heard.SERVED
    return Heard.FAILED if _disappoints(flow, edge, heard) else heard


def _asked(action: Action, edge: Edge, heard: Heard) -> Heard:
    if action.type != roles.ASK:  # a bot and a page speak for themselves
        return Heard.SILENT if edge.kind == "error" else Heard.WORDS
    if roles.stores(action):
        return Heard.SILENT if edge.kind == "error" else Heard.ANSWERED
    if not roles.is_menu(action):
        return heard  # only a touch-tone buffer
    if edge.kind == "error":
        return Heard.SILENT
    words = " ".join(str(action.given(name) or "") for name in ("Text", "SSML")).lower()
    if not words.strip() or "$." in words:
        return Heard.ANSWERED  # what the menu says is not known
    return Heard.WORDS if any(word in words for word in GOODBYES) else Heard.CHOSEN


def _disappoints(flow: FlowView, edge: Edge, heard: Heard) -> bool:
    """Whether something that callers come for has failed. What fails otherwise is silent, and rare."""
    type_ = flow.action(edge.source).type
    if type_ == roles.CHECK_HOURS:
        return heard is not Heard.NOTHING and edge.kind == "condition" and edge.label == "False"
    known = flow.known_of(edge.source)
    matters = type_ == roles.INVOKE_FUNCTION or (known is not None and known.kind.hands_over)
    return edge.kind == "error" and matters == (heard is not Heard.NOTHING) and (matters or edge.fails)
