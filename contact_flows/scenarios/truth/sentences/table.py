"""The one table of all conditions: one for each key. What has none here is held by its place alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contact_flows.scenarios.truth.book import Sentence
from contact_flows.scenarios.truth.case import Case
from contact_flows.scenarios.truth.sentences import (
    callbacks,
    case_status,
    course,
    opening,
    people,
    places,
    recording,
    requests,
)
from contact_flows.scenarios.truth.sentences.check import Check
from contact_flows.simulate.trace import Said

PARTS: Sequence[Mapping[str, Check]] = (
    opening.CHECKS,
    requests.CHECKS,
    case_status.CHECKS,
    callbacks.CHECKS,
    places.CHECKS,
    people.CHECKS,
    recording.CHECKS,
    course.CHECKS,
)
CHECKS: Mapping[str, Check] = {key: check for part in PARTS for key, check in part.items()}


def untrue(case: Case, sentence: Sentence, said: Said) -> Iterator[str]:
    check = CHECKS.get(sentence.key)
    if check is not None:
        yield from check(case, sentence, said)
