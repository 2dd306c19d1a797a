"""Set contact attributes, flow attributes, contact data, tags, recording: what the contact carries along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contact_flows.language.document import Value
from contact_flows.simulate.graph import Edge, Run
from contact_flows.simulate.making import Maker, Making
from contact_flows.simulate.references import Text, static, text
from contact_flows.simulate.session import Session

MOST_BYTES = 32 * 1024
FEW = MOST_BYTES // 4
"""So many characters always fit: none takes more than four bytes."""
MOST_TAGS = 6
RECORDED = ("Agent", "Customer")


def _texts(values: Mapping[str, Value]) -> list[tuple[str, Text]]:
    return [(key, text(value)) for key, value in values.items()]


def _size(values: Mapping[str, str]) -> int:
    return sum([len(key) + len(value) for key, value in values.items()])


def _bytes(values: Mapping[str, str]) -> int:
    return sum([len(key.encode()) + len(value.encode()) for key, value in values.items()])


def _of_another(making: Making) -> bool:
    """Of the related contact, which a simulated one does not have in view."""
    return making.given("TargetContact") == "Related"


def contact_attributes(making: Making) -> Run:
    """All of them or none."""
    pairs, branches = _texts(making.part("Attributes")), making.branches
    if _of_another(making):
        return lambda _s: branches.next

    def run(s: Session) -> Edge:
        new = {key: make(s) for key, make in pairs}
        s.written += _size(new)
        if s.written > FEW and _bytes({**s.attributes, **new}) > MOST_BYTES:
            return branches.error()
        s.attributes.update(new)
        return branches.next

    return run


def flow_attributes(making: Making) -> Run:
    """Each is an object with a `Value`; plain text is refused, and so are keys that a reference could not name."""
    found = making.part("FlowAttributes")
    pairs = [(key, text(value.get("Value"))) for key, value in found.items() if isinstance(value, Mapping)]
    branches = making.branches
    whole = len(pairs) == len(found) and not any("$" in key or "." in key for key in found)

    def run(s: Session) -> Edge:
        new = {key: make(s) for key, make in pairs}
        if not whole or _bytes({**s.flow_attributes, **new}) > MOST_BYTES:
            return branches.error()
        s.flow_attributes.update(new)
        return branches.next

    return run


def contact_data(making: Making) -> Run:
    names = ("Name", "Description", "LanguageCode", "CustomerId", "WisdomSessionArn")
    pairs = _texts({key: value for key, value in making.parameters.items() if key in names})
    branches = making.branches
    if _of_another(making):
        return lambda _s: branches.next

    def run(s: Session) -> Edge:
        if not pairs:
            return branches.error()
        s.data.update({key: make(s) for key, make in pairs})
        s.language = s.data.get("LanguageCode") or s.language
        return branches.next

    return run


def tag(making: Making) -> Run:
    pairs, branches = _texts(making.part("Tags")), making.branches

    def run(s: Session) -> Edge:
        new = {key: make(s) for key, make in pairs}
        if len({**s.tags, **new}) > MOST_TAGS or any(key.startswith("aws:") for key in new):
            return branches.error()
        s.tags.update(new)
        return branches.next

    return run


def untag(making: Making) -> Run:
    keys, branches = making.given("TagKeys"), making.branches
    names = [static(key) for key in keys] if isinstance(keys, tuple) else []

    def run(s: Session) -> Edge:
        for name in names:
            s.tags.pop(name or "", None)
        return branches.next

    return run


def recording(making: Making) -> Run:
    """Of either spelling. What a channel does not know is a mismatch in the newer one."""
    voice = making.part("VoiceBehavior").get("VoiceRecordingBehavior")
    found: Any = voice if isinstance(voice, Mapping) else making.part("RecordingBehavior")
    listed = found.get("RecordedParticipants")
    names = tuple(name for name in RECORDED if isinstance(listed, tuple) and name in listed)
    flow_too = ("IVR",) if found.get("IVRRecordingBehavior") == "Enabled" else ()
    branches, mismatch = making.branches, _mismatches(making)

    def run(s: Session) -> Edge:
        if mismatch:
            return branches.error("ChannelMismatch")
        if listed is not None:
            s.recorded = (*names, *flow_too)
        return branches.next

    return run


def _mismatches(making: Making) -> bool:
    channel = making.channel.value
    known = {
        "VoiceBehavior": ("VOICE",),
        "ChatBehavior": ("CHAT",),
        "ScreenRecordingBehavior": ("VOICE", "CHAT", "TASK"),
    }
    return any(bool(making.part(name)) and channel not in channels for name, channels in known.items())


MAKERS: Mapping[str, Maker] = {
    "UpdateContactAttributes": contact_attributes,
    "UpdateFlowAttributes": flow_attributes,
    "UpdateContactData": contact_data,
    "TagContact": tag,
    "UntagContact": untag,
    "UpdateContactRecordingBehavior": recording,
    "UpdateContactRecordingAndAnalyticsBehavior": recording,
}
