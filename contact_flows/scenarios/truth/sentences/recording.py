"""That a call is recorded, and that it no longer is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said


def _notice(case: Case, sentence: Sentence, _said: Said) -> Iterator[str]:
    consent = case.course.map.program.infrastructure.consent
    if not (consent.record_calls and consent.announce):
        yield "was said where calls are not recorded, or not announced"
    elif consent.unrecorded_path != (sentence.key == "recording_notice_declinable"):
        yield f"was said, and a caller can{'' if consent.unrecorded_path else 'not'} decline"


def _stopped(case: Case, _sentence: Sentence, _said: Said) -> Iterator[str]:
    if case.trace.recorded and case.healthy:
        yield "was said and the recording goes on"
    if case.whole and not case.course.declined:
        yield "was said and nobody asked for it"


CHECKS: Mapping[str, Check] = {
    "recording_notice": _notice,
    "recording_notice_declinable": _notice,
    "recording_stopped": _stopped,
}
