"""FC: recording: callers are told, and what tells them is on the recording.

Sources: RCW 9.73.030(3) (the announcement itself is recorded); Amazon Connect Administrator Guide, "Set recording and
analytics behavior".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from contact_flows.language.document import Action
from contact_flows.lint import roles
from contact_flows.lint.outcomes import Consistent, explore_consistently
from contact_flows.lint.rule import Hit, Hits, rule
from contact_flows.lint.view import FlowView
from contact_flows.lint.walk import spelled
from contact_flows.lint.ways import Edge

_LEAVING = frozenset({roles.ENTER_QUEUE, roles.TO_FLOW, roles.DIAL})
_STEMS = ("record", "monitor", "grab", "enregistr", "запис", "ghi âm", "녹음", "录音", "錄音", "録音", "aufgezeichnet")
"""Of words for recording in languages that callers may have chosen."""


class Told(NamedTuple):
    """How things stand on one way.

    recording   whether it runs
    notice      whether the caller was told, or heard a prompt whose words are not known
    before      whether that was before the recording started
    """

    recording: bool = False
    notice: bool = False
    before: bool = False


@rule("warning")
def notice_missing(flow: FlowView) -> Hits:
    """FC140: a caller whose call is recorded is told so before a person, or the next flow, takes the call"""
    for block, told, path in _explored(flow):
        if _leaves(flow, flow.action(block)) and told.recording and not told.notice:
            yield Hit(
                block,
                f"the call is recorded, and the caller was not told: {spelled(path())}",
                "say before it that the call is recorded",
            )


@rule("warning")
def notice_unrecorded(flow: FlowView) -> Hits:
    """FC141: recording starts before its notice, so that the notice is on the recording"""
    seen: set[str] = set()
    for block, told, path in _explored(flow):
        if told.before and block not in seen and _switch(flow.action(block)) is True:
            seen.add(block)
            yield Hit(
                block,
                f"recording starts after its notice: {spelled(path())}",
                "start recording first, with IVRRecordingBehavior Enabled, then say the notice",
            )


def _leaves(flow: FlowView, action: Action) -> bool:
    """Whether the contact goes where nobody tells it. A flow that has a notice of its own tells it."""
    target = flow.flows.named(action.given("ContactFlowId")) if action.type == roles.TO_FLOW else None
    return action.type in _LEAVING and not (target is not None and any(map(_says_notice, target.of(roles.SAY))))


def _explored(flow: FlowView) -> Consistent[Told] | tuple[()]:
    if flow.type not in roles.INBOUND_TYPES or not flow.has({roles.RECORD, roles.RECORD_AND_ANALYZE}):
        return ()
    return flow.once(_explored, lambda: _explore(flow))


def _explore(flow: FlowView) -> Consistent[Told]:
    effects = {action.id: effect for action in flow.actions if (effect := _effect(flow, action)) is not None}

    def after(edge: Edge, told: Told) -> Told:
        effect = effects.get(edge.source)
        return told if effect is None else effect(edge, told)

    return explore_consistently(flow, Told(), after)


def _effect(flow: FlowView, action: Action) -> Callable[[Edge, Told], Told] | None:
    """What the action changes; None for nothing. A message that cannot be played counts as heard."""
    switch = _switch(action)
    if switch is not None:
        return lambda edge, told: told if edge.kind == "error" else Told(switch, told.notice, before=False)
    if action.type in (roles.SAY, roles.ASK, roles.LEX):
        said = _says_notice(action)
        return None if said is False else partial(_told, certain=said is True)
    if action.type == roles.INVOKE_MODULE and flow.flows.may_contain(action, roles.SPEAKING):
        return (lambda _, told: told._replace(notice=True)) if _module_tells(flow, action) else None
    return None


def _told(_: Edge, told: Told, *, certain: bool) -> Told:
    return Told(told.recording, notice=True, before=told.before or (certain and not told.recording))


def _module_tells(flow: FlowView, action: Action) -> bool:
    module = flow.flows.named(action.given("FlowModuleId"))
    return module is None or any(_says_notice(part) is not False for part in module.of(roles.SAY))


def _says_notice(action: Action) -> bool | None:
    """Whether the words tell of a recording; None where the words are not known."""
    words = " ".join(str(action.given(name) or "") for name in ("Text", "SSML")).casefold()
    if any(stem in words for stem in _STEMS):
        return True
    return None if not words.strip() or words.strip().startswith("$.") else False


def _switch(action: Action) -> bool | None:
    """Whether the action turns the recording of a call on; None where it leaves it as it is."""
    if action.type == roles.RECORD:
        behavior = action.given("RecordingBehavior")
    elif action.type == roles.RECORD_AND_ANALYZE:
        voice = action.given("VoiceBehavior")
        behavior = voice.get("VoiceRecordingBehavior") if isinstance(voice, Mapping) else None
    else:
        return None
    if not isinstance(behavior, Mapping):
        return None
    return bool(behavior.get("RecordedParticipants")) or behavior.get("IVRRecordingBehavior") == "Enabled"
